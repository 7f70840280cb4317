// The page on which releases are prepared, signed and published, each with the state that it is in.

import type { StandingRefusal } from '../../domain/statistics/release-refusal.js';
import { SIGNATURES_NEEDED, type ReleaseState } from '../../domain/statistics/release.js';
import type { ReviewedRelease } from '../../usecases/statistics/review-release.js';
import type { ListedSplit } from '../../usecases/statistics/list-splits.js';
import type { ListedRelease } from '../../usecases/statistics/list-releases.js';
import { ActionForm, type FormSeal } from '../forms/console-form.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { ReleaseCorrectionPart } from './release-correction-part.js';
import { ReleaseDisputes } from './release-disputes-part.js';
import { ReleaseRefusal } from './release-refusal-part.js';
import { ReleaseSplits } from './release-splits-part.js';
import { ReleaseTables } from './release-page.js';

export interface ReleaseRights {
  readonly prepare: boolean;
  readonly sign: boolean;
  readonly publish: boolean;
  readonly dispute: boolean;
  readonly settle: boolean;
}

interface ReleaseWorkPageProps {
  readonly releases: readonly ListedRelease[];
  readonly splits: readonly ListedSplit[];
  readonly cursor: string | null;
  readonly later: boolean;
  readonly refused: StandingRefusal | null;
  readonly may: ReleaseRights;
  readonly seal: FormSeal;
}

const STATE_WORDS: Readonly<Record<ReleaseState, string>> = {
  draft: 'Being counted.',
  protected: 'Rounded; not yet checked.',
  audited: `Rounded and checked. It waits for signatures of ${SIGNATURES_NEEDED} people.`,
  signed: 'Signed. It can be published.',
  published: 'Published: this is what the public page shows.',
  superseded: 'Replaced by a newer release, and still readable under its address.',
};

export function ReleaseWorkPage({ releases, splits, cursor, later, refused, may, seal }: ReleaseWorkPageProps) {
  return (
    <>
      <h1>Releases</h1>
      <p class="lead">
        A release is counted once, rounded so that nobody can be told from it, checked, signed by {SIGNATURES_NEEDED}{' '}
        different people, and published.
      </p>
      {may.prepare && (
        <p>
          <ActionForm action="/console/releases" seal={seal} button="Prepare a release" main />
        </p>
      )}
      <Waiting releases={releases} />
      {refused !== null && <ReleaseRefusal refused={refused} />}
      {releases.length === 0 ? (
        <p>No release has been prepared yet.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Releases in every state, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">State</th>
              <th scope="col">Counted</th>
              <th scope="col">Signatures</th>
            </tr>
          </thead>
          <tbody>
            {releases.map((release) => (
              <tr>
                <th scope="row">
                  <a href={`/console/releases/${release.number}`}>Release {release.number}</a>
                </th>
                <td data-label="State">
                  <span class="status">{inWords(release.state)}.</span> {STATE_WORDS[release.state]}
                </td>
                <td data-label="Counted">
                  as of {dateInWords(release.asOf)}, multiples of {release.base}
                </td>
                <td data-label="Signatures">
                  {release.signatures} of {SIGNATURES_NEEDED}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address="/console/releases" cursor={cursor} later={later} />
      {!later && <ReleaseSplits splits={splits} mayPrepare={may.prepare} seal={seal} />}
    </>
  );
}

/** Whoever signs finds here, as among their tasks, what waits for them. */
function Waiting({ releases }: { readonly releases: readonly ListedRelease[] }) {
  const waiting = releases.filter(({ waitsForActor }) => waitsForActor);
  if (waiting.length === 0) return null;
  return (
    <div class="notice">
      <p>
        <strong>Waiting for your signature:</strong>{' '}
        {waiting.map(({ number }, at) => (
          <>
            {at > 0 && ', '}
            <a href={`/console/releases/${number}`}>release {number}</a>
          </>
        ))}
        . Read it, and sign it only if it says what it should.
      </p>
    </div>
  );
}

interface ReleaseReviewPageProps {
  readonly reviewed: ReviewedRelease;
  /** Asked for the correction of this release, and neither used nor replaced. */
  readonly correction: ListedSplit | null;
  readonly states: ReadonlyMap<string, string>;
  readonly may: ReleaseRights;
  readonly seal: FormSeal;
}

export function ReleaseReviewPage({ reviewed, correction, states, may, seal }: ReleaseReviewPageProps) {
  const { document, state, signatures } = reviewed;
  return (
    <>
      <p class="crumb no-print">
        <a href="/console/releases">Releases</a>
      </p>
      <h1>Release {document.number}</h1>
      <section class="sheet">
        <p class="big-status">{inWords(state)}</p>
        <p>{STATE_WORDS[state]}</p>
        <dl class="facts">
          <dt>State counted</dt>
          <dd>as of {dateInWords(document.asOf)}</dd>
          <dt>Protection</dt>
          <dd>multiples of {document.base}; every sum was checked</dd>
          <dt>Attacked</dt>
          <dd>{attackWords(reviewed)}</dd>
          <dt>Signatures</dt>
          <dd>
            {signatures} of {SIGNATURES_NEEDED}
          </dd>
        </dl>
        <NextStep reviewed={reviewed} correction={correction} may={may} seal={seal} />
      </section>
      <ReleaseDisputes
        number={document.number}
        disputes={reviewed.disputes}
        freeze={reviewed.freeze}
        may={may}
        seal={seal}
      />
      <ReleaseTables document={document} states={states} />
    </>
  );
}

/** Told to the signers in published numbers alone. */
function attackWords({ auditNote }: ReviewedRelease): string {
  if (auditNote === null) return 'never: it was prepared by a version that did not; prepare a new one in its place';
  const { against, cells, narrowest, refusedBases } = auditNote;
  const beside = against.length === 0 ? 'no published release' : `the published releases ${against.join(', ')}`;
  const open = narrowest === null ? '' : `, each of which can still be any of ${narrowest + 1} numbers or more`;
  const refused = refusedBases.map((base) => ` Multiples of ${base} told too much, and were given up.`);
  return `by itself and beside ${beside}: ${cells} cells${open}.${refused.join('')}`;
}

function NextStep({ reviewed, correction, may, seal }: Omit<ReleaseReviewPageProps, 'states'>) {
  const { document, state, signedByActor } = reviewed;
  const address = `/console/releases/${document.number}`;
  if (state === 'audited' && may.sign && !signedByActor) {
    return <ActionForm action={`${address}/signature`} seal={seal} button="Sign this release" main />;
  }
  if (state === 'signed' && may.publish) {
    return <ActionForm action={`${address}/publication`} seal={seal} button="Publish this release" main />;
  }
  if (state === 'published' || state === 'superseded') {
    return (
      <>
        <p>
          <a href={`/releases/${document.number}`}>Its public page</a>
        </p>
        {may.prepare && <ReleaseCorrectionPart document={document} asked={correction} seal={seal} />}
      </>
    );
  }
  return <p>{signedByActor ? 'It has your signature and waits for another person.' : 'It waits for somebody else.'}</p>;
}
