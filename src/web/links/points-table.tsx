// Two records point by point beside each other, with what differs marked where somebody is to decide.

import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import type { ComparedPoint } from './comparison.js';

interface Side {
  /** What this record is in the comparison. */
  readonly words: string;
  readonly pseudonym: string;
  /** Whether the reader's organisation registered it. */
  readonly own: boolean;
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
    <>
      <Table points={points} open={open} first={first} second={second} differing={differing} />
      {!(first.own && second.own) && (
        <p class="small">
          Of a record of another organisation you are told less than it holds. What reads as not known there may be
          known to it, and is then no difference.
        </p>
      )}
    </>
  );
}

function Table({ points, open, first, second, differing }: PointsTableProps & { readonly differing: number }) {
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
