// Puts labels in the place of the partyKeys by which cells are counted, without letting a label decide an order.

import type { Party } from '../organisations/organisation.js';
import type { Cell } from './table-margins.js';

/** Values of several parties of one person stand together in the projection with this sign between their keys. */
const TOGETHER = '+';

/** Sides and holders are answered by label; a person with several has them together, in the order of their keys. */
export function labelParties<T extends Pick<Cell, 'key'>>(cells: readonly T[], parties: readonly Party[]): T[] {
  const labels = new Map(parties.map((party) => [party.partyKey, party.label]));
  const labelled = (value: string): string =>
    value
      .split(TOGETHER)
      .map((key) => labels.get(key) ?? key)
      .join(` ${TOGETHER} `);
  return cells.map((cell) => ({
    ...cell,
    key: Object.fromEntries(
      Object.entries(cell.key).map(([dimension, value]) => [
        dimension,
        isOfParties(dimension) ? labelled(value) : value,
      ]),
    ),
  }));
}

function isOfParties(dimension: string): boolean {
  return dimension === 'side' || dimension === 'holder';
}

/** Orders by partyKey, so that exchanging two labels exchanges two answers and moves nothing else. */
export function partyIdentity(parties: readonly Party[]): (dimension: string, value: string) => string {
  const keys = new Map(parties.map((party) => [party.label, party.partyKey]));
  return (dimension, value) =>
    isOfParties(dimension)
      ? value
          .split(` ${TOGETHER} `)
          .map((label) => keys.get(label) ?? label)
          .join(TOGETHER)
      : value;
}
