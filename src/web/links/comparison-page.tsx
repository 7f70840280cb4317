// The page of one link: both records side by side, what was said of it so far, and the review.

import type { ShownLinkStep } from '../../domain/links/shown-link.js';
import type { ReadLinkAnswer } from '../../usecases/links/read-link.js';
import type { ToldEntry } from '../../usecases/records/list-statements.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { ErrorSummary } from '../forms/error-summary.js';
import { fieldsOf } from '../forms/form-field.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { caseAddress, statementAnchor } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { statementTitle, type Labels } from '../records/statement-words.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { comparePoints } from './comparison.js';
import { REVIEW_GROUPS } from './link-fields.js';
import { linkAddress } from './link-pages.js';
import { PointsTable } from './points-table.js';
import { linkWords } from './link-words.js';

export interface ComparisonProps {
  /** By which the page was reached. */
  readonly pseudonym: string;
  readonly answer: ReadLinkAnswer;
  readonly labels: Labels;
  readonly statements: { readonly from: readonly ToldEntry[]; readonly into: readonly ToldEntry[] };
  readonly may: { readonly review: boolean; readonly withdraw: boolean };
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function ComparisonPage(props: ComparisonProps) {
  const { pseudonym, answer, may, state } = props;
  const { link } = answer;
  const { label, meaning } = linkWords(link);
  const reviewing = may.review && link.awaitsReader;
  return (
    <>
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Are these two one person?</h1>
      <ErrorSummary
        refusal={state.refusal}
        fields={reviewing ? fieldsOf(REVIEW_GROUPS) : []}
        faults={state.refusal?.faults ?? []}
      />
      {state.refusal?.code === 'precondition_failed' && (
        <p class="notice">
          Below stand both records as they are now; what you wrote is kept. Look at them once more before you send it
          again.
        </p>
      )}
      <p class="lead">
        <strong>{label}.</strong> {meaning}
        {link.awaits.length > 0 && ` A verifier of ${link.awaits.join(' and of ')} is to review it.`}
      </p>
      <Points {...props} />
      <div class="pair">
        <StatementPart title="Statements of the first" entries={props.statements.from} pseudonym={link.from} />
        <StatementPart title="Statements of the second" entries={props.statements.into} pseudonym={link.into} />
      </div>
      <Steps answer={answer} />
      {reviewing ? <Review {...props} /> : <NoReview {...props} />}
      {may.withdraw && <WithdrawWay {...props} />}
    </>
  );
}

function Points({ answer, labels }: ComparisonProps) {
  const { from, into, link } = answer;
  const points = comparePoints(from, into, labels);
  const open = link.state === 'proposed';
  return (
    <PointsTable
      points={points}
      open={open}
      first={{
        words: `First, ${link.state === 'confirmed' ? 'closed' : 'would close'}`,
        pseudonym: link.from,
        own: from.own !== null,
      }}
      second={{ words: 'Second, survives', pseudonym: link.into, own: into.own !== null }}
    />
  );
}

function StatementPart(props: {
  readonly title: string;
  readonly entries: readonly ToldEntry[];
  readonly pseudonym: string;
}) {
  const { title, entries, pseudonym } = props;
  return (
    <section class="sheet">
      <h2>{title}</h2>
      <p class="small">
        <Pseudonym text={pseudonym} />
      </p>
      {entries.length === 0 && <p>None that you may see.</p>}
      <ul>
        {entries.map(({ statement, withdrawn, recordedOn }) => (
          <li>
            <a href={`${caseAddress(pseudonym)}#${statementAnchor(statement.id)}`}>
              {withdrawn === null ? statementTitle(statement) : <del>{statementTitle(statement)}</del>}
            </a>{' '}
            <span class="small">
              {inWords(statement.source)}, graded {statement.grade.reliability}
              {statement.grade.information}
              {withdrawn !== null && `, ${withdrawn.how}`}
            </span>
            {recordedOn !== pseudonym && (
              <span class="small">
                , recorded on <Pseudonym text={recordedOn} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ answer: { link } }: { readonly answer: ReadLinkAnswer }) {
  const steps: readonly (readonly [string, ShownLinkStep])[] = [
    ['Proposed', link.proposal],
    ...link.reviews.map((review) => [inWords(review.verdict), review] as const),
    ...(link.withdrawal === null ? [] : [['Withdrawn', link.withdrawal] as const]),
  ];
  return (
    <section class="sheet">
      <h2>What was said of it</h2>
      <ol>
        {steps.map(([what, { organisation, username, reason, at }]) => (
          <li>
            <strong>{what}</strong> by {organisation}
            {username !== null && ` (${username})`}, {instantInWords(at)}.{reason !== null && ` Reason: ${reason}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Review({ pseudonym, answer, seal, state }: ComparisonProps) {
  return (
    <section class="middle" aria-labelledby="review">
      <h2 id="review">Your review</h2>
      <p>
        Confirmed by everybody who is asked, the first record is closed and the second one holds the statements of both.
        It can be split again without loss.
      </p>
      <ConsoleForm
        action={`${linkAddress(pseudonym, answer.link.id)}/review`}
        seal={seal}
        groups={REVIEW_GROUPS}
        state={state}
        button="Record the review"
        toldAbove
      >
        <input type="hidden" name={SEEN_FIELD} value={answer.tag} />
      </ConsoleForm>
    </section>
  );
}

function NoReview({ answer: { link }, may }: ComparisonProps) {
  if (link.state !== 'proposed') return null;
  return (
    <p class="notice">
      {link.awaitsReader && !may.review
        ? 'A verifier of your organisation reviews this.'
        : 'This review is not yours: whoever proposes a link does not review it, and each organisation reviews once.'}
    </p>
  );
}

function WithdrawWay({ pseudonym, answer: { link } }: ComparisonProps) {
  const open = link.state === 'proposed' || link.state === 'confirmed';
  // A proposal is shown to those who take part alone, and each of them may take it back.
  if (!open || (link.state === 'confirmed' && !link.ownsOne)) return null;
  return (
    <p class="actions no-print">
      <a class="button" href={`${linkAddress(pseudonym, link.id)}/withdrawal`}>
        {link.state === 'confirmed' ? 'Split the record again' : 'Take the proposal back'}
      </a>
    </p>
  );
}
