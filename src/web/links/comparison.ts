// What two records say, point by point, and whether they say the same.

import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { lossWords, yearsWords } from '../records/case-facts.js';
import { partiesWords, partyWords, placeWords, type Labels } from '../records/statement-words.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { FATE_WORDS, STATUS_WORDS } from '../words/status-words.js';

/** As much of a record as is compared. */
export interface ComparedRecord {
  readonly record: WhereaboutsRecord;
  /** Null for every organisation but the owner. */
  readonly own: { readonly reference: string | null; readonly hasIdentity: boolean } | null;
}

export interface ComparedPoint {
  readonly label: string;
  readonly from: string;
  readonly into: string;
  readonly same: boolean;
}

type Words = (of: ComparedRecord, labels: Labels) => string;

const NOT_KNOWN = 'Not known';

const list = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : [...words].sort().join('; ');

/** Words about parties are in the order of their keys, which travel with them; in that of labels, a side would come first for its name. */
const listOfParties = (said: readonly { readonly party: string; readonly words: string }[], none: string): string => {
  const order = ({ party, words }: (typeof said)[number]): string => JSON.stringify([party, words]);
  const sorted = [...said].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return sorted.length === 0 ? none : sorted.map(({ words }) => words).join('; ');
};

/** In the order in which somebody asks whether two reports speak of one person. */
const POINTS: readonly (readonly [label: string, words: Words])[] = [
  ['Whereabouts', ({ record }) => STATUS_WORDS[record.status].label],
  ['Fate', ({ record }) => FATE_WORDS[record.fate]],
  ['Episode', ({ record }) => String(record.episode)],
  [
    'Flags',
    ({ record }) =>
      list(
        record.flags.map(({ flag }) => inWords(flag)),
        'None',
      ),
  ],
  ['Sex', ({ record }) => inWords(record.sex)],
  ['Born', ({ record }) => yearsWords(record.birthYears)],
  ['Nationality', ({ record }) => list(record.nationalities, NOT_KNOWN)],
  [
    'Side',
    ({ record }, labels) =>
      listOfParties(
        record.sides.map((party) => ({ party, words: partyWords(party, labels) })),
        NOT_KNOWN,
      ),
  ],
  ['Lost', ({ record }, labels) => lossWords(record, labels)],
  ['Last contact', ({ record }) => (record.lastContact === null ? NOT_KNOWN : whenWords(record.lastContact))],
  [
    'Last sign of life',
    ({ record }) => (record.lastSignOfLife === null ? NOT_KNOWN : signWords(record.lastSignOfLife)),
  ],
  ['Custody', ({ record }, labels) => custodyWords(record, labels)],
  [
    'Positions of parties',
    ({ record }, labels) =>
      listOfParties(
        record.positions.map(({ party, position }) => ({
          party,
          words: `${inWords(position)} by ${partyWords(party, labels)}`,
        })),
        'None',
      ),
  ],
  [
    'Asserted categories',
    ({ record }) =>
      list(
        record.categories.map(({ category }) => inWords(category)),
        'None',
      ),
  ],
  ['Your reference', ({ own }) => (own === null ? 'Registered by another organisation' : (own.reference ?? 'None'))],
  ['Name', ({ own }) => nameWords(own)],
];

function whenWords({ valid }: { readonly valid: { readonly edtf: string } }): string {
  return dateInWords(valid.edtf);
}

function signWords(sign: NonNullable<WhereaboutsRecord['lastSignOfLife']>): string {
  return `${whenWords(sign)}, ${inWords(sign.source).toLowerCase()}`;
}

function custodyWords({ custody }: WhereaboutsRecord, labels: Labels): string {
  if (custody === null) return 'None is known';
  const { holders, places } = custody;
  const holder = holders.length === 0 ? 'holder not known' : partiesWords(holders, labels);
  const place = places.length === 0 ? 'place not known' : places.map((one) => placeWords(one, labels)).join(' or ');
  return `${holder}; ${place}`;
}

/** Whether there is one, never which; looking at it is a disclosure of its own. */
function nameWords(own: ComparedRecord['own']): string {
  if (own === null) return 'For the other organisation to know';
  return own.hasIdentity ? 'Known to your organisation' : 'None is known';
}

export function comparePoints(from: ComparedRecord, into: ComparedRecord, labels: Labels): readonly ComparedPoint[] {
  return POINTS.map(([label, words]) => {
    const [one, other] = [words(from, labels), words(into, labels)];
    return { label, from: one, into: other, same: one === other };
  });
}
