// On which rung each person is shown: the finest on which enough others, who are shown on the same, look alike.

import { rungsWithCompany, type ShownClass } from './last-rung.js';
import { NOTHING_TOLD } from './rungs.js';
import { grouped, partedBy, type Compared } from './shown-owners.js';

/** By id. Neither the order of the people nor any label matters, and every reader is told the same. */
export function chooseRungs(people: readonly Compared[], least: number): Map<string, number> {
  const classes: ShownClass[] = [];
  let left = people;
  for (let rung = 0; rung < NOTHING_TOLD; rung += 1) {
    const parts = grouped(left, ({ keys }) => keys[rung] ?? '').map((alike) => partedBy(alike, least));
    classes.push(...parts.filter(({ shown }) => shown.length > 0).map(({ shown }) => ({ rung, people: shown })));
    left = parts.flatMap((part) => part.left);
  }
  return rungsWithCompany(classes, left, least);
}
