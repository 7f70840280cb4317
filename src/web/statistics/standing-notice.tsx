// Says of a release that it corrects another, was corrected, or has a newer one in its place.

import { CORRECTION_WORDS } from '../../domain/statistics/release-correction.js';
import type { PublishedRelease } from '../../usecases/statistics/read-release.js';

export function StandingNotice({ release }: { readonly release: PublishedRelease }) {
  const { document, state, correctedBy } = release;
  const { corrects } = document;
  if (state !== 'superseded' && corrects === undefined && correctedBy === null) return null;
  return (
    <div class="notice">
      {correctedBy !== null && (
        <p>
          <strong>
            This release was corrected by <a href={`/releases/${correctedBy}`}>release {correctedBy}</a>.
          </strong>{' '}
          Use that one; this one stays here unchanged.
        </p>
      )}
      {corrects !== undefined && (
        <p>
          It corrects <a href={`/releases/${corrects.release}`}>release {corrects.release}</a>, because{' '}
          {CORRECTION_WORDS[corrects.reason]}.
        </p>
      )}
      {state === 'superseded' && (
        <p>
          A newer release has taken its place. See the <a href="/">latest figures</a>; this one stays here unchanged.
        </p>
      )}
    </div>
  );
}
