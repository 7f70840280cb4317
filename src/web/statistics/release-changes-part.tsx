// The part of a release's page that says what changed since the release before.

import type { ReleaseChanges } from '../../domain/statistics/release-changes.js';
import { changeLabel, changeWords } from '../words/change-words.js';

export function ReleaseChangesPart({ changes }: { readonly changes: ReleaseChanges | null }) {
  if (changes === null) return null;
  const { since, unsureUpTo } = changes;
  return (
    <section class="sheet">
      <h2>
        What changed since <a href={`/releases/${since}`}>release {since}</a>
      </h2>
      <dl class="facts">
        {changes.changes.map((change) => (
          <>
            <dt>{changeLabel(change)}</dt>
            <dd>{changeWords(change)}</dd>
          </>
        ))}
      </dl>
      <p class="small">
        Told from published numbers alone. The true numbers may be the same where the published ones differ by{' '}
        {unsureUpTo} or less, and a person who moves from one group to another is counted under the new one.
      </p>
    </section>
  );
}
