// Two records point by point beside each other, with what differs marked where somebody is to decide.

import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import type { ComparedPoint } from './comparison.js';

interface Side {
  /** What this record is in the comparison. */
  readonly words: string;
  readonly pseudonym: string;
}

interface PointsTableProps {
  readonly points: readonly ComparedPoint[];
  /** Whether somebody is still to decide. */
  readonly open: boolean;
  readonly first: Side;
  readonly second: Side;
}

export function PointsTable({ points, open, first, second }: PointsTableProps) {
  const differing = points.filter(({ same }) => !same).length;
  return (
    <table class="cards">
      <caption>Both records as they read now{open && `: ${differing} of ${points.length} points differ`}</caption>
      <thead>
        <tr>
          <th scope="col">Point</th>
          {[first, second].map(({ words, pseudonym }) => (
            <th scope="col">
              {words}:{' '}
              <a href={caseAddress(pseudonym)}>
                <Pseudonym text={pseudonym} />
              </a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map(({ label, same, ...words }) => (
          <tr>
            <th scope="row">
              {label}
              {open && !same && (
                <>
                  {' '}
                  <span class="tag strong">Differs</span>
                </>
              )}
            </th>
            <td data-label="First">{words.from}</td>
            <td data-label="Second">{words.into}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
