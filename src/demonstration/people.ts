// Some three hundred invented people whose stories chance wrote, the same at every start.

import type { NewStatementInput } from '../domain/records/statement-draft.js';
import { inventName, pick, seededFractions, writeIn, type DemonstrationScript } from './invented-names.js';
import { at, NORTH, said, SOUTH, type PartyName, type ScriptedPerson } from './script.js';
import { PLACES } from './world.js';

const SCRIPTS: readonly DemonstrationScript[] = ['Armn', 'Cyrl', 'Geor', 'Latn'];
const TOWNS = PLACES.filter((place) => place.parent !== null).map((place) => place.code);

interface Story {
  /** How many of a hundred people have it. */
  readonly weight: number;
  readonly tell: (
    loss: NewStatementInput,
    day: (offset: number) => string,
    holder: PartyName,
  ) => readonly NewStatementInput[];
}

const STORIES: readonly Story[] = [
  { weight: 34, tell: (loss) => [loss] },
  { weight: 10, tell: (loss, day, holder) => [loss, proof(day(12), 'witness_sighting', holder)] },
  {
    weight: 9,
    tell: (loss, day, holder) => [
      loss,
      proof(day(9), 'holder_media', holder),
      said('acknowledgement', day(30), 'party', { details: { party: holder } }),
    ],
  },
  {
    weight: 6,
    tell: (loss, day, holder) => [
      loss,
      proof(day(20), 'released_detainee_testimony', holder),
      said('denial', day(60), 'party', { details: { party: holder, aboutThisPerson: true } }),
    ],
  },
  {
    weight: 5,
    tell: (loss, day, holder) => [
      loss,
      proof(day(15), 'letter', holder),
      said('release', day(80), 'party', { details: { party: holder } }),
    ],
  },
  {
    weight: 14,
    tell: (loss, day, holder) => [
      loss,
      said('acknowledgement', day(25), 'party', { details: { party: holder } }),
      said('exchange', day(90), 'authority', { details: { party: holder } }),
      said('arrival', day(90), 'neutral_agency', { details: { attestedBy: 'neutral_agency', mode: 'exchanged' } }),
    ],
  },
  { weight: 8, tell: (loss, day) => [loss, said('located', day(40), 'family', { details: { attestedBy: 'family' } })] },
  { weight: 9, tell: (loss, day) => [loss, said('death', day(35), 'witness_of_death')] },
  { weight: 5, tell: (loss, day) => [loss, said('death', day(200), 'death_certificate', { grade: 'A1' })] },
];

function proof(valid: string, source: string, holder: PartyName): NewStatementInput {
  return said('proof_of_life', valid, source, { details: { inCustody: true, holder } });
}

function storyAt(fraction: number): Story {
  let left = fraction * STORIES.reduce((sum, story) => sum + story.weight, 0);
  const found = STORIES.find((story) => (left -= story.weight) < 0);
  if (found === undefined) throw new RangeError('a fraction is below 1');
  return found;
}

const DAY = 86_400_000;
const FIRST_LOSS = Date.UTC(2020, 8, 27);

function personOf(index: number, fraction: () => number): ScriptedPerson {
  const sex = fraction() < 0.18 ? 'female' : 'male';
  const name = inventName(sex, fraction);
  const script = pick(SCRIPTS, fraction);
  const lostOn = FIRST_LOSS + Math.floor(fraction() * 60) * DAY;
  const day = (offset: number): string => new Date(lostOn + offset * DAY).toISOString().slice(0, 10);
  const isNorthern = fraction() < 0.5;
  const loss = said('disappearance', day(0), 'family', {
    place: at(pick(TOWNS, fraction)),
    details: { circumstance: 'combat' },
  });
  const born = 1950 + Math.floor(fraction() * 53);
  return {
    reference: `DEMO-${String(index).padStart(3, '0')}`,
    by: 'liaison',
    registration: {
      identity: {
        names: [
          { text: writeIn(script, `${name.given} ${name.family}`), order: 'given_first', role: 'own' },
          { text: writeIn(script, name.father), role: 'father' },
        ],
        birthDate: `${born}-${String(1 + Math.floor(fraction() * 12)).padStart(2, '0')}`,
      },
      particulars: { sex },
      side: isNorthern ? NORTH : SOUTH,
      categories: [{ category: fraction() < 0.7 ? 'missing_armed_forces_member' : 'missing_civilian' }],
      statements: storyAt(fraction()).tell(loss, day, isNorthern ? SOUTH : NORTH),
    },
    later: [],
    expected: null,
  };
}

const PEOPLE_COUNT = 286;

export function inventPeople(): ScriptedPerson[] {
  const fraction = seededFractions(27_092_020);
  return Array.from({ length: PEOPLE_COUNT }, (_, index) => personOf(index + 1, fraction));
}
