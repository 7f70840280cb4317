// The first part of a case page: the whereabouts status, and why it is that one.

import { wordsOfFlag } from '../../domain/records/flags.js';
import { RECORD_RULES } from '../../domain/records/fold-rules.js';
import { dateInWords, daysInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { FATE_WORDS, STATUS_WORDS } from '../words/status-words.js';
import { statementAnchor, type CaseView } from './case-view.js';
import { placeWords, statementTitle } from './statement-words.js';

export function CaseStatus(view: CaseView) {
  const { record } = view.answer;
  const { label, meaning } = STATUS_WORDS[record.status];
  return (
    <section class="sheet" aria-labelledby="status">
      <h2 id="status">Whereabouts</h2>
      <p class="big-status">{label}</p>
      <p>{meaning}</p>
      <Why {...view} />
      <dl class="facts">
        <dt>Fate</dt>
        <dd>{FATE_WORDS[record.fate]}</dd>
        <dt>Episode</dt>
        <dd>{record.episode === 1 ? '1, the first loss' : `${record.episode}, lost again after a return`}</dd>
        <dt>Last contact</dt>
        <dd>
          <LastContact {...view} />
        </dd>
        <dt>Last sign of life</dt>
        <dd>
          <LastSignOfLife {...view} />
        </dd>
        <dt>Read as of</dt>
        <dd>{dayInWords(record.asOf)}</dd>
      </dl>
      <Flags {...view} />
    </section>
  );
}

function Why({ answer, statements }: CaseView) {
  const { rule, words, deciding, dissenting, setAside } = answer.record.why;
  const section = RECORD_RULES[rule].section;
  return (
    <>
      <h3>Why this status</h3>
      <p>
        {words} <span class="small">(rule {section})</span>
      </p>
      {deciding.length > 0 && (
        <>
          <p class="small">It rests on</p>
          <ul>
            {deciding.map((id) => (
              <li>
                <StatementLink id={id} statements={statements} />
              </li>
            ))}
          </ul>
        </>
      )}
      {dissenting.length > 0 && (
        <>
          <p class="small">Against it stands</p>
          <ul>
            {dissenting.map(({ statementId, says }) => (
              <li>
                <StatementLink id={statementId} statements={statements} />, which says{' '}
                <span class="status">{STATUS_WORDS[says].label}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {setAside.length > 0 && (
        <>
          <p class="small">Its evidence is refuted, so that it does not count</p>
          <ul>
            {setAside.map(({ statementId }) => (
              <li>
                <StatementLink id={statementId} statements={statements} />{' '}
                <span class="small">(rule {RECORD_RULES.evidence_refuted.section})</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function StatementLink({ id, statements }: { readonly id: string } & Pick<CaseView, 'statements'>) {
  const entry = statements.find(({ statement }) => statement.id === id);
  if (entry === undefined) return <>a statement of that time</>;
  return <a href={`#${statementAnchor(id)}`}>{statementTitle(entry.statement)}</a>;
}

function LastContact({ answer, labels, statements }: CaseView) {
  const { lastContact } = answer.record;
  if (lastContact === null) return <>None is known.</>;
  const { valid, place, statementId } = lastContact;
  return (
    <>
      {dateInWords(valid.edtf)}
      {place !== null && `, ${placeWords(place, labels)}`}
      <br />
      <StatementLink id={statementId} statements={statements} />
    </>
  );
}

function LastSignOfLife({ answer, statements }: CaseView) {
  const { lastSignOfLife } = answer.record;
  if (lastSignOfLife === null) return <>None is known.</>;
  const { valid, ageDays, source, contactStrength, statementId } = lastSignOfLife;
  const contact = contactStrength === null ? '' : `, ${inWords(contactStrength).toLowerCase()}`;
  return (
    <>
      {dateInWords(valid.edtf)}, <strong>{daysInWords(ageDays)}</strong>
      <br />
      {inWords(source)}
      {contact}: <StatementLink id={statementId} statements={statements} />
    </>
  );
}

function Flags({ answer, statements }: CaseView) {
  const { flags, staleDays } = answer.record;
  if (flags.length === 0) return null;
  return (
    <>
      <h3>Flags</h3>
      <ul>
        {flags.map(({ flag, statementIds }) => (
          <li>
            <strong>{inWords(flag)}.</strong> {wordsOfFlag(flag, staleDays)}
            {statementIds.length > 0 && (
              <span class="small">
                {' '}
                Raised by{' '}
                {statementIds.map((id, at) => (
                  <>
                    {at > 0 && '; '}
                    <StatementLink id={id} statements={statements} />
                  </>
                ))}
                .
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
