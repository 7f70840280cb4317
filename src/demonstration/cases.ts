// The patterns that a registry must tell rightly, each with invented people and parties.

import { EXCHANGE_REFERENCES } from './exchange.js';
import { inventName, seededFractions, writeIn, type DemonstrationScript, type InventedName } from './invented-names.js';
import { at, NORTH, said, SOUTH, type ScriptedPerson } from './script.js';

const fraction = seededFractions(20_201_112);

function identityOf(name: InventedName, birthDate: string): Readonly<Record<string, unknown>> {
  const full = `${name.given} ${name.family}`;
  return {
    names: [
      { text: writeIn('Armn', full), order: 'given_first', role: 'own' },
      { text: writeIn('Cyrl', full), order: 'given_first', role: 'own' },
      { text: full, order: 'given_first', role: 'own' },
      { text: name.father, role: 'father' },
    ],
    birthDate,
    nextOfKin: [{ name: `${name.father} ${name.family}`, kinship: 'father', contact: 'through the liaison office' }],
  };
}

function man(birthDate: string): {
  identity: Readonly<Record<string, unknown>>;
  particulars: { sex: string; nationalities: string[] };
} {
  return {
    identity: identityOf(inventName('male', fraction), birthDate),
    particulars: { sex: 'male', nationalities: ['XX'] },
  };
}

/** Filmed alive and bound by the holder, then shown dead; the holder tells of a firefight. */
const filmedThenDead: ScriptedPerson = {
  reference: 'CASE-01',
  by: 'liaison',
  registration: {
    ...man('2001-05-17'),
    side: NORTH,
    categories: [{ category: 'prisoner_of_war', ground: 'conscript' }],
    statements: [
      said('last_contact', '2020-12-12', 'family', {
        place: at('demo:30'),
        details: { contactStrength: 'direct_two_way' },
      }),
      said('proof_of_life', '2020-12-13', 'holder_media', {
        details: { inCustody: true, holder: SOUTH, evidence: 'film-1' },
      }),
      said('proof_of_life', '2020-12-13', 'holder_media', {
        details: { inCustody: true, holder: SOUTH, evidence: 'film-2' },
      }),
      said('death', '2020-12-29', 'media', { details: { evidence: 'film-3', circumstance: 'in_custody' } }),
    ],
  },
  later: [
    {
      by: 'liaison',
      statement: said('death', '2020-12-27', 'holder_statement', { details: { circumstance: 'combat', party: SOUTH } }),
    },
    {
      by: 'monitor-verifier',
      statement: said('death_assessment', '2021-01-20', 'organisation', {
        details: { evidence: 'film-3', finding: 'dead' },
      }),
    },
    {
      by: 'institute-verifier',
      statement: said('death_assessment', '2021-02-03', 'organisation', {
        details: { evidence: 'film-4', finding: 'dead' },
      }),
    },
  ],
  expected: 'dead_not_returned',
};

/** Three civilians who set out on a road and did not arrive. */
const travellers: ScriptedPerson[] = ['1980-03-02', '1945-11-20', '1935-07-08'].map((birthDate, index) => ({
  reference: `CASE-03-${index + 1}`,
  by: 'liaison',
  registration: {
    ...man(birthDate),
    side: SOUTH,
    categories: [{ category: 'missing_civilian' }],
    statements: [
      said('disappearance', '2020-11-11', 'family', { place: at('demo:1002'), details: { circumstance: 'travel' } }),
    ],
  },
  later: [],
  expected: 'missing',
}));

/** Two foreign nationals missing in one area: a nationality is no side. */
const foreigners: ScriptedPerson[] = ['1990-XX', '1987-06'].map((birthDate, index) => ({
  reference: `CASE-04-${index + 1}`,
  by: 'liaison',
  registration: {
    identity: identityOf(inventName('male', fraction), birthDate),
    particulars: { sex: 'male', nationalities: [index === 0 ? 'XA' : 'XB'] },
    categories: [{ category: 'missing_civilian' }],
    statements: [said('last_contact', '2020-10-02', 'organisation', { place: at('demo:2002') })],
  },
  later: [],
  expected: 'missing',
}));

/** On many films, and denied by name. */
const filmedAndDenied: ScriptedPerson = {
  reference: 'CASE-05',
  by: 'liaison',
  registration: {
    ...man('1996-02-11'),
    side: SOUTH,
    statements: [
      said('capture', '2020-10-20', 'witness', { place: at('demo:3001'), details: { holder: NORTH } }),
      said('proof_of_life', '2020-10-21', 'open_source_media', {
        details: { inCustody: true, holder: NORTH, evidence: 'film-11' },
      }),
      said('proof_of_life', '2020-10-25', 'open_source_media', {
        details: { inCustody: true, holder: NORTH, evidence: 'film-12' },
      }),
    ],
  },
  later: [
    {
      by: 'liaison',
      statement: said('denial', '2021-01-15', 'party', { details: { party: NORTH, aboutThisPerson: true } }),
    },
  ],
  expected: 'held_denied',
};

/** Astray in fog, captured, sentenced, released after talks, arrival attested by the side that received them. */
const astrayInFog: ScriptedPerson[] = [
  { birthDate: '2003-09-01', years: 11, months: 6 },
  { birthDate: '2004-01-19', years: 12, months: 0 },
].map(({ birthDate, years, months }, index) => ({
  reference: `CASE-06-${index + 1}`,
  by: 'liaison',
  registration: {
    ...man(birthDate),
    side: NORTH,
    categories: [{ category: 'prisoner_of_war' }],
    statements: [
      said('capture', '2023-04-10', 'authority', { place: at('demo:3002'), details: { holder: SOUTH } }),
      said('proof_of_life', '2023-04-11', 'holder_media', {
        details: { inCustody: true, holder: SOUTH, evidence: `film-2${index}` },
      }),
      said('sentence', '2023-08-30', 'media', { details: { years, months, party: SOUTH } }),
      said('release', '2023-12-13', 'authority', { details: { party: SOUTH } }),
      said('arrival', '2023-12-13', 'authority', { details: { attestedBy: 'receiving_side', mode: 'released' } }),
    ],
  },
  later: [],
  expected: 'returned_released',
}));

/** Seen by delegates, never again. The visit is theirs alone: other readers see what the rest supports. */
const visitedInConfidence: ScriptedPerson = {
  reference: 'CASE-07',
  by: 'liaison',
  registration: {
    ...man('1999-12-24'),
    side: NORTH,
    statements: [
      said('disappearance', '2020-11-02', 'family', { place: at('demo:1001'), details: { circumstance: 'combat' } }),
    ],
  },
  later: [
    {
      by: 'agency-coordinator',
      statement: said('proof_of_life', '2020-11-30', 'agency_visit', {
        grade: 'A1',
        confidential: true,
        details: { inCustody: true, holder: SOUTH, contactStrength: 'direct_two_way' },
      }),
    },
  ],
  expected: 'missing',
};

/** Of three held civilians one died and two come back in an exchange, which `exchange.ts` plays. */
const exchanged: ScriptedPerson[] = ['1961-01-30', '1958-10-10', '1949-06-02'].map((birthDate, index) => ({
  reference: EXCHANGE_REFERENCES[index] ?? '',
  by: 'liaison',
  registration: {
    ...man(birthDate),
    side: SOUTH,
    categories: [{ category: 'civilian_internee' }],
    statements: [
      said('capture', '2020-11-05', 'family', { place: at('demo:2001'), details: { holder: NORTH } }),
      ...(index < 2 ? [] : [said('death', '2020-12', 'witness_of_death', { details: { circumstance: 'in_custody' } })]),
    ],
  },
  later: [{ by: 'liaison', statement: said('acknowledgement', '2020-11-20', 'party', { details: { party: NORTH } }) }],
  expected: index < 2 ? 'returned_exchanged' : 'death_reported',
}));

/** One person as a family and a monitor tell of him and of his unit, in two scripts and two orders: the registry finds the two alike, and a person decides. */
function toldTwice(
  number: string,
  script: DemonstrationScript,
  placeCode: string,
  units: readonly [string, string],
): ScriptedPerson[] {
  const name = inventName('male', fraction);
  const reports = [
    { by: 'liaison' as const, text: writeIn(script, `${name.given} ${name.family}`), order: 'given_first' },
    {
      by: 'agency-coordinator' as const,
      text: `${name.family} ${name.given} ${name.father} oglu`,
      order: 'surname_first',
    },
  ];
  return reports.map(({ by, text, order }, index) => ({
    reference: `CASE-${number}-${index + 1}`,
    by,
    registration: {
      identity: { names: [{ text, order, role: 'own' }], birthDate: '1998-04', unit: units[index] },
      particulars: { sex: 'male' },
      statements: [said('disappearance', index === 0 ? '2020-10-17' : '2020-10', 'family', { place: at(placeCode) })],
    },
    later: [],
    expected: 'missing' as const,
  }));
}

/** Of the second the agency alone knows, so that nobody else is to hear that the two are alike. */
const oneOfTwoReports = toldTwice('11', 'Armn', 'demo:1003', ['412-րդ գումարտակ', 'battalion 412']);

/** Played after everybody else, and shared so that each owner may know of the other's report: both hear that the two are alike. */
export const SHARED_REPORTS: readonly ScriptedPerson[] = toldTwice('12', 'Geor', 'demo:2002', [
  '731-ე ბატალიონი',
  'battalion 731',
]);

export const CASES: readonly ScriptedPerson[] = [
  filmedThenDead,
  ...travellers,
  ...foreigners,
  filmedAndDenied,
  ...astrayInFog,
  visitedInConfidence,
  ...exchanged,
  ...oneOfTwoReports,
];
