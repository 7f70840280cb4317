// The few numbers of a release that matter most, each with what it counts.

import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { releaseByPlace } from '../../domain/statistics/release-rows.js';
import type { StatusGroup } from '../../domain/statistics/status-group.js';
import { groupMeaning } from '../words/status-words.js';

/** Of whom something is still to be found out, and who is back. */
const KEY_GROUPS: readonly StatusGroup[] = ['missing', 'held', 'returned', 'dead'];

export function KeyFigures({ document }: { readonly document: ReleaseDocument }) {
  const [all] = releaseByPlace(document);
  if (all === undefined) return null;
  return (
    <dl class="facts key-figures">
      <dt>
        <strong>{all.total}</strong> reported
      </dt>
      <dd>Everybody who was reported to this registry and whose record stands, whatever has become of them since.</dd>
      {KEY_GROUPS.map((group) => (
        <>
          <dt>
            <strong>{all.counts[group]}</strong> {groupMeaning(group)?.label}
          </dt>
          <dd>{groupMeaning(group)?.meaning}</dd>
        </>
      ))}
    </dl>
  );
}
