// The part of a public release's page on which its correction is prepared, by the same party where all agreed to that, and asked for by party.

import { CORRECTION_REASONS, CORRECTION_WORDS } from '../../domain/statistics/release-correction.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import type { SplitDimension } from '../../domain/statistics/release-split.js';
import type { ListedSplit } from '../../usecases/statistics/list-splits.js';
import { ActionForm, ConsoleForm, NOTHING_SENT, type FormSeal } from '../forms/console-form.js';
import { field } from '../forms/form-field.js';

interface CorrectionProps {
  readonly document: ReleaseDocument;
  /** The split that was asked for its correction and can be used or answered still; null of none. */
  readonly asked: ListedSplit | null;
  readonly seal: FormSeal;
}

const REASONS = CORRECTION_REASONS.map((value) => ({ value, label: sentence(CORRECTION_WORDS[value]) }));

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is published is never changed: a new release is prepared that says what it corrects, and why. */
export function ReleaseCorrectionPart({ document, asked, seal }: CorrectionProps) {
  const by = document.split?.by;
  const agreed = asked !== null && asked.agreed === asked.asked ? asked : null;
  const reason = field('/reason', 'Why', { control: 'select', options: REASONS });
  const split = agreed === null ? [] : [splitField(agreed)];
  return (
    <>
      {by !== undefined && <ByParty number={document.number} by={by} asked={asked} seal={seal} />}
      <ConsoleForm
        action={`/console/releases/${document.number}/correction`}
        seal={seal}
        groups={[
          {
            legend: 'Correct this release',
            hint: 'It stays readable under its address and says that it was corrected. The new one is checked, signed and published like any other.',
            fields: [reason, ...split],
          },
        ]}
        state={NOTHING_SENT}
        button="Prepare a correction"
        quiet
      />
    </>
  );
}

function splitField({ id, by }: ListedSplit) {
  return field(
    '/split',
    'Split',
    { control: 'select', options: [{ value: id, label: `By ${by}, as all agreed` }], empty: 'Not by party' },
    { hint: 'A correction without it says in public that the older numbers by party are not to be used.' },
  );
}

interface ByPartyProps {
  readonly number: number;
  readonly by: SplitDimension;
  readonly asked: ListedSplit | null;
  readonly seal: FormSeal;
}

function ByParty({ number, by, asked, seal }: ByPartyProps) {
  return (
    <>
      <p>
        This release is split by {by}. Its correction is split so only where every organisation that feeds it agrees
        again, to that correction; without their agreement it is prepared without parties.
        {asked !== null && ` ${asked.agreed} of ${asked.asked} agree to its correction by ${by}.`}
      </p>
      {asked === null && (
        <ActionForm
          action="/console/releases/splits"
          seal={seal}
          button={`Ask for its correction by ${by}`}
          values={{ '/by': by, '/corrects': String(number) }}
        />
      )}
    </>
  );
}
