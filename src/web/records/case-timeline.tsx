// The timeline of a case: every statement that the reader may see, newest first, withdrawn ones struck out.

import { readEvidenceCode } from '../../domain/evidence/evidence-code.js';
import type { TimelineEntry } from '../../domain/records/timeline.js';
import type { ToldEntry } from '../../usecases/records/list-statements.js';
import { evidenceAddress } from '../evidence/evidence-list-page.js';
import { dayInWords, instantInWords } from '../words/dates.js';
import { gradeInWords } from '../words/grade-words.js';
import { inWords } from '../words/in-words.js';
import { caseAddress, statementAnchor, type CaseView } from './case-view.js';
import { Pseudonym } from './pseudonym.js';
import { detailWords, kindWords, placeWords, whenWords } from './statement-words.js';

export function CaseTimeline(view: CaseView) {
  const newestFirst = [...view.statements].reverse();
  return (
    <section class="sheet" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <ol class="timeline" reversed>
        {newestFirst.map((entry) => (
          <Entry entry={entry} view={view} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry, view }: { readonly entry: ToldEntry; readonly view: CaseView }) {
  const { statement, withdrawn } = entry;
  const title = kindWords(statement.kind);
  return (
    <li id={statementAnchor(statement.id)} class={withdrawn === null ? '' : 'withdrawn'}>
      <h3>
        {withdrawn === null ? title : <del>{title}</del>}{' '}
        {statement.confidential && <span class="tag">Confidential: your organisation only</span>}
        {entry.recordedOn !== view.answer.pseudonym && (
          <span class="tag">
            Recorded on <Pseudonym text={entry.recordedOn} />
          </span>
        )}
      </h3>
      <p>
        {whenWords(statement)}
        {statement.place !== null && `, ${placeWords(statement.place, view.labels)}`}
      </p>
      <Details entry={entry} view={view} />
      <p class="small">
        {inWords(statement.source)}, {statement.basis}, graded {gradeInWords(statement.grade)}. Recorded by{' '}
        {view.organisations.get(statement.author.organisationId) ?? 'another organisation'} on{' '}
        {instantInWords(statement.recordedAt)}.{!entry.exact && ' Shown to the month and area only.'}
      </p>
      {withdrawn === null ? <Withdraw entry={entry} view={view} /> : <Withdrawn withdrawn={withdrawn} />}
    </li>
  );
}

function Details({ entry, view }: { readonly entry: TimelineEntry; readonly view: CaseView }) {
  const details = detailWords(entry.statement, view.labels);
  if (details.length === 0) return null;
  return (
    <ul>
      {details.map(([label, value]) => (
        <li>
          {label}: <DetailValue value={value} linked={entry.own && view.may.readEvidence} />
        </li>
      ))}
    </ul>
  );
}

/** The code of an item leads to it where the reader's organisation wrote it; an item that another wrote of may be none of the reader's. */
function DetailValue({ value, linked }: { readonly value: string; readonly linked: boolean }) {
  const reading = readEvidenceCode(value);
  if (!linked || !reading.ok) return <>{value}</>;
  return <a href={evidenceAddress(reading.code)}>{value}</a>;
}

function Withdrawn({ withdrawn }: { readonly withdrawn: NonNullable<TimelineEntry['withdrawn']> }) {
  const { how, at, reason, successorId } = withdrawn;
  return (
    <p>
      <strong>{inWords(how)}</strong> on {dayInWords(at)}.{reason !== null && ` Reason: ${reason}`}{' '}
      {successorId !== null && <a href={`#${statementAnchor(successorId)}`}>See the statement in its place</a>}
    </p>
  );
}

function Withdraw({ entry, view }: { readonly entry: TimelineEntry; readonly view: CaseView }) {
  const lookingBack = view.asked.knownAt !== '' || view.asked.validAt !== '';
  if (!entry.own || !view.may.withdraw || lookingBack) return null;
  const { id, kind } = entry.statement;
  const address = `${caseAddress(view.answer.pseudonym)}/statements/${id}`;
  return (
    <p class="no-print">
      <a href={`${address}/supersession`}>
        Supersede<span class="unseen"> {kindWords(kind)}</span>
      </a>{' '}
      ·{' '}
      <a href={`${address}/retraction`}>
        Retract<span class="unseen"> {kindWords(kind)}</span>
      </a>
    </p>
  );
}
