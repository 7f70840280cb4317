// The page on which an organisation agrees that a release is split by party, refuses it, or takes its answer back.

import {
  SPLIT_MEANINGS,
  SPLIT_REASON_WORDS,
  SPLIT_REFUSAL_REASONS,
  type SplitDimension,
} from '../../domain/statistics/release-split.js';
import type { AskedSplit } from '../../usecases/statistics/list-asked-splits.js';
import { ActionForm, ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { field } from '../forms/form-field.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { dayInWords } from '../words/dates.js';

export const ASKED_SPLITS = '/console/tasks/splits';

const BY_WORDS: Readonly<Record<SplitDimension, string>> = { side: 'side', holder: 'holder' };
const REASONS = SPLIT_REFUSAL_REASONS.map((value) => ({
  value,
  label: SPLIT_REASON_WORDS[value].charAt(0).toUpperCase() + SPLIT_REASON_WORDS[value].slice(1),
}));

interface AskedSplitsProps {
  readonly splits: readonly AskedSplit[];
  readonly seal: FormSeal;
  /** Of a form that came back, and which split it is of. */
  readonly answered: { readonly id: string; readonly state: FormState } | null;
}

export function AskedSplitsPage({ splits, seal, answered }: AskedSplitsProps) {
  return (
    <>
      <h1>Figures by party</h1>
      <p class="lead">
        A public release is split by party only where every organisation whose records it counts agrees, for that
        release alone. Yours is asked here because it registered somebody whom the release counts, or told something
        openly about one. Who else is asked, and what they say, is not told; nor is what you say, beyond how many agree
        and for which reasons some do not.
      </p>
      {splits.length === 0 && <p class="notice">Your organisation was not asked about any release.</p>}
      {splits.map((split) => (
        <Asked split={split} seal={seal} state={answered?.id === split.id ? answered.state : NOTHING_SENT} />
      ))}
    </>
  );
}

interface AskedProps {
  readonly split: AskedSplit;
  readonly seal: FormSeal;
  readonly state: FormState;
}

function Asked({ split, seal, state }: AskedProps) {
  const { id, by, request, corrects, published, replaced } = split;
  const heading = `split-${id}`;
  return (
    <section class="sheet" aria-labelledby={heading}>
      <h2 id={heading}>
        {corrects === null ? 'A release' : `A correction of release ${corrects}`} by {BY_WORDS[by]}, asked on{' '}
        {dayInWords(request.askedAt)}
      </h2>
      <p>{SPLIT_MEANINGS[by]}. Every number is rounded, and no place is shown beside a party.</p>
      {corrects !== null && (
        <p>
          It corrects <a href={`/releases/${corrects}`}>release {corrects}</a>, which was split so too. What your
          organisation said then does not count here.
        </p>
      )}
      <p class="status">{answerWords(split)}</p>
      {published && <p>The release is published; the answer stays as it was.</p>}
      {replaced && <p>Another one was asked for in place of this.</p>}
      {!published && !replaced && <Answers split={split} seal={seal} state={state} />}
    </section>
  );
}

function answerWords({ request: { answer, reason } }: AskedSplit): string {
  if (answer === 'agreed') return 'Your organisation agreed.';
  if (answer === 'refused') return `Your organisation refused: ${reason === null ? '' : SPLIT_REASON_WORDS[reason]}.`;
  return 'Your organisation has not answered. Without its agreement there is no split.';
}

function Answers({ split: { id, request }, seal, state }: AskedProps) {
  const action = `${ASKED_SPLITS}/${id}/answers`;
  const seen = { [SEEN_FIELD]: String(request.version) };
  const reason = field('/reason', 'Why you refuse', { control: 'select', options: REASONS, empty: 'Choose a reason' });
  return (
    <>
      {request.answer !== 'agreed' && (
        <ActionForm
          action={action}
          seal={seal}
          button="Agree to the split"
          values={{ ...seen, '/answer': 'agreed' }}
          main
        />
      )}
      {request.answer !== null && (
        <ActionForm
          action={action}
          seal={seal}
          button="Take the answer back"
          values={{ ...seen, '/answer': 'withdrawn' }}
        />
      )}
      <ConsoleForm
        action={action}
        seal={seal}
        groups={[{ legend: 'Refuse the split', fields: [reason] }]}
        state={state}
        button="Refuse the split"
        quiet
      >
        <input type="hidden" name={SEEN_FIELD} value={String(request.version)} />
        <input type="hidden" name="/answer" value="refused" />
      </ConsoleForm>
    </>
  );
}
