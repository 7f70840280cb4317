// The page of one item of evidence: what is known of it, its chain of custody, and the findings of all organisations side by side.

import type { FileAccess } from '../../domain/evidence/evidence-file.js';
import { datingOf, type Keeper } from '../../domain/evidence/evidence-item.js';
import type { EvidenceAnswer, ShownAssessment } from '../../usecases/evidence/read-evidence.js';
import { ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { ErrorSummary } from '../forms/error-summary.js';
import type { FieldGroup } from '../forms/form-field.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { ASSESSMENT_GROUPS, WITHDRAWAL_GROUPS } from './evidence-fields.js';
import { Files, type FileRights } from './evidence-files.js';
import { agreementWords, EVIDENCE, evidenceAddress } from './evidence-list-page.js';

/** The forms of an item, by the last part of their address. */
export const ITEM_FORMS = ['assessments', 'custody', 'withdrawal'] as const;
export type ItemForm = (typeof ITEM_FORMS)[number];
/** With the one that carries a file, which is read on its own. */
export type SentForm = ItemForm | 'files';

const DATING_WORDS = {
  stated: '',
  last_sure_contact_to_first_publication: 'Not known; between the last sure contact and the first publication',
  undated: 'Not known',
} as const;

interface EvidencePageProps {
  readonly answer: EvidenceAnswer;
  /** The form that adds a file, for those who keep the item while it can be given one. */
  readonly fileGroups: readonly FieldGroup[] | null;
  /** The form of the chain of custody, for those who keep it. */
  readonly custodyGroups: readonly FieldGroup[] | null;
  readonly mayAssess: boolean;
  readonly mayWithFiles: FileRights;
  readonly seal: FormSeal;
  /** The form that was sent and refused, if any. */
  readonly sent: SentForm | null;
  readonly state: FormState;
  /** The file that was added just now, if any. */
  readonly added: FileAccess | null;
}

export function EvidencePage(props: EvidencePageProps) {
  const { answer, fileGroups, custodyGroups, mayAssess, mayWithFiles, seal, sent, state, added } = props;
  const { item, assessments, files } = answer;
  const form = (name: SentForm, groups: readonly FieldGroup[], button: string) => (
    <ConsoleForm
      action={`${evidenceAddress(item.code)}/${name}`}
      seal={seal}
      groups={groups}
      state={name === sent ? state : NOTHING_SENT}
      button={button}
      name={name}
      quiet={name !== 'assessments'}
    />
  );
  const ownStands = assessments.some(({ own, state: stands }) => own && stands === 'standing');
  return (
    <>
      <p class="crumb no-print">
        <a href={EVIDENCE}>Evidence</a>
      </p>
      <h1>
        {inWords(item.kind)} {item.code}
      </h1>
      {added !== null && (
        <p class="notice" role="status">
          The {added} file was added, and is sealed in the vault.
        </p>
      )}
      <Facts answer={answer} />
      <Files code={item.code} sha256={item.sha256} files={files} may={mayWithFiles} seal={seal} />
      {fileGroups !== null && form('files', fileGroups, 'Add the file')}
      {fileGroups === null && sent === 'files' && (
        // The form is gone, since somebody else was faster.
        <ErrorSummary refusal={state.refusal} fields={[]} faults={[]} />
      )}
      <Findings answer={answer} />
      {mayAssess && form('assessments', ASSESSMENT_GROUPS, 'Record the finding')}
      {mayAssess && ownStands && form('withdrawal', WITHDRAWAL_GROUPS, 'Withdraw the finding')}
      <Custody answer={answer} />
      {custodyGroups !== null && form('custody', custodyGroups, 'Add to the chain')}
    </>
  );
}

function Facts({ answer: { item, persons } }: { readonly answer: EvidenceAnswer }) {
  const { unidentified, made } = item;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Recorded', `${dayInWords(item.recordedAt)}, ${item.organisationName}`],
    ['Source', inWords(item.source)],
    ['First published', item.firstPublished === null ? null : dateInWords(item.firstPublished)],
    ['Made', made === null ? DATING_WORDS[datingOf(item)] : dateInWords(made)],
    ['People not identified', unidentified === null ? null : peopleWords(unidentified.min, unidentified.max)],
    ['Handle with care', item.sensitivities.length === 0 ? null : item.sensitivities.map(inWords).join(', ')],
    ['Who may know of it', inWords(item.sharingLevel)],
    ['SHA-256', item.sha256],
    // As text: opening it would tell its host who looks.
    ['Address', item.link],
  ];
  return (
    <section class="sheet">
      <dl class="facts">
        {facts.map(([term, value]) =>
          value === null ? null : (
            <>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </>
          ),
        )}
        {persons.length > 0 && (
          <>
            <dt>Depicts</dt>
            <dd>
              {persons.map((pseudonym) => (
                <div>
                  <a href={caseAddress(pseudonym)}>
                    <Pseudonym text={pseudonym} />
                  </a>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function peopleWords(min: number, max: number): string {
  return min === max ? String(max) : `${min} to ${max}`;
}

function Findings({ answer: { agreement, assessments } }: { readonly answer: EvidenceAnswer }) {
  return (
    <section>
      <h2>What organisations find</h2>
      {assessments.length === 0 ? (
        <p>Nobody has assessed it yet.</p>
      ) : (
        <>
          <p>{agreementWords(agreement)}. Every finding is shown; none is averaged.</p>
          <table class="cards">
            <caption class="unseen">Findings, those that stand first</caption>
            <thead>
              <tr>
                <th scope="col">Organisation</th>
                <th scope="col">Verdict</th>
                <th scope="col">Method</th>
                <th scope="col">Ground</th>
                <th scope="col">Recorded</th>
              </tr>
            </thead>
            <tbody>
              {assessments.map((one) => (
                <Finding one={one} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function Finding({ one }: { readonly one: ShownAssessment }) {
  return (
    <tr>
      <th scope="row">
        {one.organisationName}
        {one.dependsOnParty && <div class="small">Depends on a party: in no quorum</div>}
      </th>
      <td data-label="Verdict">
        {inWords(one.verdict)}
        {one.state !== 'standing' && <span class="tag">{inWords(one.state)}</span>}
        {one.reason !== null && <div class="small">{one.reason}</div>}
      </td>
      <td data-label="Method">{inWords(one.method)}</td>
      <td data-label="Ground">{inWords(one.ground)}</td>
      <td data-label="Recorded">{dayInWords(one.recordedAt)}</td>
    </tr>
  );
}

function Custody({ answer: { custody, organisations } }: { readonly answer: EvidenceAnswer }) {
  const words = (keeper: Keeper): string =>
    'word' in keeper ? inWords(keeper.word) : (organisations.get(keeper.organisationId) ?? '');
  return (
    <section>
      <h2>Chain of custody</h2>
      {custody.length === 0 ? (
        <p>Nothing is recorded.</p>
      ) : (
        <ol>
          {custody.map(({ from, to, handedOver }) => (
            <li>
              {dateInWords(handedOver)}: from {words(from)} to {words(to)}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
