// What is passed over before a comparison is what the whole comparison contradicts, and nothing else: whatever names, births, sexes, parents, losses and kin are.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  identityAgreement,
  mayBeOnePerson,
  readIdentity,
  type ComparedIdentity,
} from '../../../src/domain/matching/identity-agreement.js';
import { comparedOf, type MatchedPerson } from '../../../src/domain/matching/matched-person.js';
import { isRuledOut } from '../../../src/domain/matching/person-agreement.js';
import { pairsOf, rulesOutAll, whoMayBe } from '../../../src/domain/matching/possible-pairs.js';
import { proposeMatches } from '../../../src/domain/matching/propose-matches.js';
import { detectScript } from '../../../src/domain/names/detect-script.js';
import { nameParts, rememberedWords } from '../../../src/domain/names/name-parts.js';
import { runCount } from '../../support/run-count.js';

const RUNS = { numRuns: runCount(600, 30_000) };

/** Few, so that many pairs agree in part: spellings of one name, namesakes, initials, words of scripts without sounds of ours, and nothing. */
const WORDS = [
  ...['Tigran', 'Тигран', 'Dikran', 'T.', 'Tigra', 'Aram', 'Armen', 'Արմեն', 'Sasha', 'Aleksandr', 'Rashad', 'رشاد'],
  ...[
    'Vardumyan',
    'Вардумян',
    'Vardumian',
    'Vardumov',
    'Aliyarov',
    'Əliyarov',
    'Kvaratsani',
    'Haji',
    'ibn',
    'Aramovich',
  ],
  ...['王', '明', 'oğlu', '–', 'Nur', 'al', 'Din'],
];
const text = fc.array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: 4 }).map((words) => words.join(' '));
const names = fc
  .array(text, { minLength: 0, maxLength: 2 })
  .map((texts) =>
    texts.map((one) => ({ text: one, script: detectScript(one), order: 'unknown' as const, role: 'own' as const })),
  );
const birthDate = fc.constantFrom(
  '1984',
  '1984-05',
  '1984-05-06',
  '1985-05-07',
  '1985-07',
  '1986',
  '1983/1986',
  '19XX',
  '1984/..',
  undefined,
);
const birthYears = fc.constantFrom(null, { from: 1983, to: 1984 }, { from: 1986, to: 1986 }, { from: 1950, to: 1990 });
const sex = fc.constantFrom('female', 'male', 'other', 'unknown');
const loss = fc.constantFrom(
  null,
  { month: '2020-10', state: 'demo:1', municipality: 'demo:11' },
  { month: '2020', state: 'demo:2', municipality: 'demo:2:unknown' },
  { month: '2023-01', state: 'demo:2', municipality: 'demo:21' },
);
const kin = fc.constantFrom(
  null,
  { recordId: 'a', kin: [{ kinship: 'spouse' as const, personId: 'c' }] },
  { recordId: 'b', kin: [{ kinship: 'spouse' as const, personId: 'c' }] },
  { recordId: 'b', kin: [{ kinship: 'sibling' as const, personId: 'a' }] },
);

const anyIdentity = fc
  .record({ names, fatherName: names, motherName: names, birthDate })
  .map(({ birthDate: born, ...rest }) => ({ ...rest, ...(born !== undefined && { birthDate: born }) }));
const anyone: fc.Arbitrary<ComparedIdentity> = fc.record({ identity: anyIdentity, birthYears, sex, loss, kin });

/** Half of them are written alike in their names, and half born at one time. */
const anyPair = fc
  .tuple(anyone, anyone, fc.boolean(), fc.boolean())
  .map(([one, other, isNamed, isBorn]): [ComparedIdentity, ComparedIdentity] => {
    const { names: same = [], birthDate: born } = one.identity;
    const identity = {
      ...other.identity,
      ...(isNamed && { names: same }),
      ...(isBorn && born !== undefined && { birthDate: born }),
    };
    return [one, { ...other, identity }];
  });

const agreementOf = (one: ComparedIdentity, other: ComparedIdentity) =>
  identityAgreement(readIdentity(one), readIdentity(other), () => 1);

describe('a pair that is passed over', () => {
  it('by births or sexes alone contradicts whatever else is known, either way round', () => {
    const ruled = { out: 0, in: 0 };
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const isOut = isRuledOut(readIdentity(one), readIdentity(other));
        ruled[isOut ? 'out' : 'in'] += 1;
        expect(isRuledOut(readIdentity(other), readIdentity(one))).toBe(isOut);
        if (isOut) expect(agreementOf(one, other).verdict).toBe('contradicts');
      }),
      RUNS,
    );
    expect(Math.min(ruled.out, ruled.in)).toBeGreaterThan(RUNS.numRuns / 10);
  });

  it('by names, births, sexes and parents contradicts, and no other does where no loss and no kin are known', () => {
    const may = { be: 0, not: 0 };
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        const mayBe = mayBeOnePerson(readIdentity(one), readIdentity(other));
        may[mayBe ? 'be' : 'not'] += 1;
        if (!mayBe) expect(agreementOf(one, other).verdict).toBe('contradicts');
        const bare = { ...one, loss: null, kin: null };
        expect(mayBe).toBe(agreementOf(bare, other).verdict !== 'contradicts');
      }),
      RUNS,
    );
    expect(Math.min(may.be, may.not)).toBeGreaterThan(RUNS.numRuns / 50);
  });
});

function result<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same people with nothing known but their names. */
function alike(people: readonly ComparedIdentity[]): ComparedIdentity[] {
  return people.map(({ identity: { names: same = [] } }) => ({
    identity: { names: same },
    birthYears: null,
    sex: 'unknown',
  }));
}

function personOf(id: string, { birthYears: years, sex: known, loss: lost = null }: ComparedIdentity): MatchedPerson {
  const shared = {
    ownerOrganisationId: 'o',
    sharingLevel: 'registry_only',
    namedOrganisations: [],
    will: null,
  } as const;
  return { ...shared, id, isOpen: true, isTold: true, birthYears: years, sex: known, loss: lost };
}

describe('people who are compared together', () => {
  it('are found as each is who is compared with everybody whole, with the same bands and reasons, however few words are remembered', () => {
    fc.assert(
      fc.property(
        fc.array(anyone, { minLength: 1, maxLength: 3 }),
        fc.array(anyone, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (some, others, mostWords) => {
          const words = rememberedWords(mostWords);
          const people = new Map<string, ComparedIdentity>(
            [...others, ...alike(some)].map((one, at) => [`p${at}`, one]),
          );
          const held = [...people].map(([id, one]) => personOf(id, one));
          const pairs = some.flatMap((one, at) =>
            pairsOf({ person: personOf(`a${at}`, one), read: readIdentity(one, words) }, held),
          );
          const isOut = rulesOutAll(pairs);
          const opened = [...people].filter(([id, { identity }]) => !isOut(id, identity.birthDate));
          const found = result(whoMayBe(pairs, new Map(opened.map(([id, { identity }]) => [id, identity])), words));
          some.forEach((one, at) => {
            const met = (ids: readonly string[]) =>
              ids.map((id) => ({
                personId: id,
                compared: {
                  ...comparedOf(personOf(id, people.get(id)!), people.get(id)!.identity),
                  kin: people.get(id)!.kin ?? null,
                },
              }));
            const mine = found.flatMap(([asker, other]) => (asker === `a${at}` ? [other] : []));
            const whole = result(proposeMatches(one, met([...people.keys()])));
            expect(new Map([...result(proposeMatches(one, met(mine)))])).toEqual(whole);
          });
        },
      ),
      { numRuns: runCount(120, 8_000) },
    );
  });
});

describe('remembered words', () => {
  it('change no reading of a name', () => {
    const words = rememberedWords(3);
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'grapheme', maxLength: 30 })), (name) => {
        expect(nameParts(name, words)).toEqual(nameParts(name));
        expect(nameParts(name, words)).toEqual(nameParts(name));
      }),
      RUNS,
    );
  });

  it('are read once while they are remembered', () => {
    const words = rememberedWords(10);
    const [[first], [second]] = [nameParts('Tigran Vardumyan', words), nameParts('Vardumyan Tigran', words)];
    expect(first!.core[0]).toBe(second!.core[1]);
    expect(nameParts('Tigran Vardumyan')[0]!.core[0]).not.toBe(nameParts('Tigran Vardumyan')[0]!.core[0]);
  });
});
