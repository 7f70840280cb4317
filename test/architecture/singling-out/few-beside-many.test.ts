// A small organisation beside a large one: its few people neither blank the many of the other for third readers nor can be singled out.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { ComparePersons } from '../../../src/usecases/records/compare-persons.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { mayBeTheirs } from './attack.js';
import { seenBy, type Seen } from './shown-people.js';

const LEAST = 5;
const MANY = 120;

interface Look {
  readonly sex: string;
  readonly born: number;
  readonly month: string;
}

const LOOKS: readonly Look[] = [
  { sex: 'male', born: 1990, month: '2020-10' },
  { sex: 'male', born: 1960, month: '2020-10' },
  { sex: 'female', born: 1985, month: '2020-11' },
  { sex: 'male', born: 1995, month: '2021-03' },
];
/** Like nobody on any rung. */
const ALONE: Look = { sex: 'other', born: 2015, month: '2017-02' };

let service: TestApplication;
let large: string;
let small: string;
let third: string;

async function tokenOf(name: string): Promise<string> {
  const organisation = await service.seedOrganisation({ name, kind: 'ngo' });
  return (await service.seedUser({ organisation, roles: ['coordinator', 'liaison'] })).token();
}

async function register(token: string, { sex, born, month }: Look, at: number): Promise<void> {
  const body = {
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'public_interest',
    particulars: { sex, birth: { age: 2020 - born, asOf: '2020-06' } },
    statements: [
      {
        kind: 'disappearance',
        valid: `${month}-${String(1 + (at % 28)).padStart(2, '0')}`,
        source: 'family',
        grade: 'A1',
      },
    ],
  };
  const answer = await service.request('POST', '/v1/persons', { token, body });
  if (answer.status !== 201) throw new Error(answer.text);
}

function compare(): Promise<object> {
  return service.app.get(ComparePersons).execute(servicePrincipal('job', 'test'));
}

const isOwn = ({ own }: Seen): boolean => own;
const isOthers = ({ own }: Seen): boolean => !own;

/** Statements have one id for all readers, so that two who lay their answers beside each other know whose person is whose. */
function without(shown: readonly Seen[], people: readonly Seen[]): Seen[] {
  const ids = new Set(people.flatMap(({ statements }) => statements.map(({ id }) => id)));
  return shown.filter(({ statements }) => !statements.some(({ id }) => ids.has(id)));
}

/** For each of these people, how many of the shown records may be theirs. */
function attack(shown: readonly Seen[], truths: readonly Seen[]): number[] {
  return truths.map((truth) => shown.filter((one) => mayBeTheirs(one, truth)).length);
}

function told(shown: readonly Seen[]): Seen[] {
  return shown.filter(({ record }) => record.sex !== 'unknown');
}

beforeAll(async () => {
  service = await startTestApplication({ environment: { leastAlike: LEAST } });
  service.clock.set('2022-06-01T12:00:00Z');
  [large, small, third] = [await tokenOf('Large Bureau'), await tokenOf('Small Office'), await tokenOf('Third Reader')];
  for (let at = 0; at < MANY; at += 1) await register(large, LOOKS[at % LOOKS.length]!, at);
  await compare();
}, 120_000);

afterAll(() => service.stop());

describe('the people of a large organisation', () => {
  it('are told of by themselves', async () => {
    expect(told(await seenBy(service, third)).length).toBe(MANY);
  });

  it.each([
    ['one who is like nobody', [ALONE]],
    ['a second who is like one of theirs', [LOOKS[0]!]],
    ['two more who are, and one like nobody', [LOOKS[0]!, LOOKS[1]!, { ...ALONE, sex: 'female' }]],
    ['a sixth', [LOOKS[2]!]],
  ])('are told of, but for those who hide others, when the small one shares %s', async (_, looks) => {
    for (const [at, look] of looks.entries()) await register(small, look, at);
    await compare();
    const [byLarge, bySmall] = [await seenBy(service, large), await seenBy(service, small)];
    const [ofLarge, ofSmall] = [byLarge.filter(isOwn), bySmall.filter(isOwn)];
    const shown = await seenBy(service, third);
    expect(shown.length).toBe(ofLarge.length + ofSmall.length);
    expect(told(without(shown, ofSmall)).length).toBeGreaterThanOrEqual(MANY - LEAST);
    // Nobody is found by the third, nor by the small one among the people of the large.
    expect(Math.min(...attack(shown, [...ofLarge, ...ofSmall]))).toBeGreaterThanOrEqual(LEAST);
    expect(Math.min(...attack(bySmall.filter(isOthers), ofLarge))).toBeGreaterThanOrEqual(LEAST);
    // The large one is told nothing of the others as long as all of them are too few, alone or with what the third is shown.
    for (const seen of [byLarge.filter(isOthers), without(shown, ofLarge)]) {
      expect(seen.length).toBe(ofSmall.length);
      expect(told(seen)).toEqual([]);
      for (const candidates of attack(seen, ofSmall)) expect(candidates).toBe(ofSmall.length);
    }
  });
});
