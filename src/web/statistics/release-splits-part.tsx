// The splits by party on the page of releases: asking for one, how many agree, and preparing the release once all do.

import { REFUSAL_MEANINGS } from '../../domain/statistics/release-refusal.js';
import { SPLIT_REASON_WORDS } from '../../domain/statistics/release-split.js';
import type { ListedSplit } from '../../usecases/statistics/list-splits.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { dayInWords } from '../words/dates.js';

interface SplitsProps {
  readonly splits: readonly ListedSplit[];
  readonly mayPrepare: boolean;
  readonly seal: FormSeal;
}

const RELEASES = '/console/releases';
const ADDRESS = `${RELEASES}/splits`;

export function ReleaseSplits({ splits, mayPrepare, seal }: SplitsProps) {
  return (
    <section class="sheet" aria-labelledby="splits">
      <h2 id="splits">Releases by party</h2>
      <p>
        A release is split by party only where every organisation that feeds it agrees, for that release alone. Nothing
        is counted by party before. It takes the place of the release that is published, and shows no places.
      </p>
      {mayPrepare && (
        <>
          <ActionForm action={ADDRESS} seal={seal} button="Ask for a release by side" values={{ '/by': 'side' }} />
          <ActionForm action={ADDRESS} seal={seal} button="Ask for a release by holder" values={{ '/by': 'holder' }} />
        </>
      )}
      {splits.map((split) => (
        <Split split={split} mayPrepare={mayPrepare} seal={seal} />
      ))}
    </section>
  );
}

function Split({ split, mayPrepare, seal }: Omit<SplitsProps, 'splits'> & { readonly split: ListedSplit }) {
  const { by, askedAt, corrects, asked, agreed, reasons, release, replaced, refused } = split;
  const isOpen = release === null && !replaced;
  return (
    <div>
      <p>
        By {by}
        {corrects !== null && (
          <>
            , to correct <a href={`${RELEASES}/${corrects}`}>release {corrects}</a>
          </>
        )}
        , asked on {dayInWords(askedAt)}: {agreed} of {asked} agree.
        {reasons.length > 0 && ` Some refuse: ${reasons.map((reason) => SPLIT_REASON_WORDS[reason]).join('; ')}.`}
        {refused !== null &&
          ` It was tried and refused on ${dayInWords(refused.at)}: ${REFUSAL_MEANINGS[refused.reason].why}`}
        {replaced && ' Another one was asked for in place of this.'}
        {release !== null && (
          <>
            {' '}
            Used for <a href={`/console/releases/${release}`}>release {release}</a>.
          </>
        )}
      </p>
      {isOpen && mayPrepare && agreed === asked && <Prepare split={split} seal={seal} />}
    </div>
  );
}

/** A correction takes a reason, which is asked on the page of the release that it corrects. */
function Prepare({ split: { id, by, corrects }, seal }: { readonly split: ListedSplit; readonly seal: FormSeal }) {
  if (corrects !== null)
    return (
      <p>
        <a href={`${RELEASES}/${corrects}`}>
          Prepare the correction of release {corrects} by {by}
        </a>
      </p>
    );
  const button = `Prepare the release by ${by}`;
  return <ActionForm action={RELEASES} seal={seal} button={button} values={{ '/split': id }} main />;
}
