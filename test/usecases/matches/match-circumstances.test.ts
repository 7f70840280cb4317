// Matching by where and when people were lost and by kin: what is said in confidence is not compared, and nobody is told more of a loss than its record shows.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { ShownMatch } from '../../../src/domain/matching/shown-match.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { Database } from '../../../src/persistence/database.js';
import { ListMatches } from '../../../src/usecases/matches/list-matches.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { statement } from '../case-world.js';
import { inventedNames, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

let world: MatchesWorld;
let liaison: Actor;
let verifier: Actor;
let partner: Actor;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, verifier, partner } = world);
  await world.place('iso:VL-01', 'Upper Vale');
  await world.place('iso:VL-01-1', 'Stone Bridge', 'iso:VL-01');
  await world.place('iso:VL-01-2', 'Mill Ford', 'iso:VL-01');
  await world.place('iso:VL-02', 'Lower Vale');
});
afterAll(() => world.stop());

function lostAt(valid: string, place: string | null, confidential = false): NewStatementInput {
  return statement({
    ...{ kind: 'disappearance', valid, confidential },
    ...(place !== null && { place: { code: place, precision: 'locality_1km' } }),
  });
}

async function pair(
  mine: readonly NewStatementInput[],
  theirs: readonly NewStatementInput[],
  more: Partial<GivenRegistration> = {},
) {
  const name = somebody();
  const a = await world.register(liaison, { ...lost(name, '1984-05-06'), statements: mine, ...more });
  const b = await world.register(partner, { ...lost(name, '1984-05-06'), statements: theirs, ...more });
  await world.match();
  return { a, b, name };
}

async function ofPair(a: string, actor = verifier, state?: string): Promise<ShownMatch | undefined> {
  return (await world.listed(actor, state)).find(({ persons }) => persons.some(({ pseudonym }) => pseudonym === a));
}

function circumstances(match: ShownMatch | undefined): string[] {
  const parts = ['loss_date', 'loss_place', 'kin'];
  return (match?.why ?? []).filter(({ part }) => parts.includes(part)).map(({ reason }) => reason);
}

async function say(actor: Actor, pseudonym: string, said: NewStatementInput): Promise<string> {
  const { id } = await new AddStatement(world.database, world.clock).execute(
    actor,
    { pseudonym, statement: said },
    null,
  );
  await world.match();
  return id;
}

describe('of a loss', () => {
  it('what was said in confidence is not compared', async () => {
    const { a, b } = await pair([lostAt('2021-05', null)], [lostAt('2021-05', null)]);
    const before = await ofPair(a);
    expect([before?.band, circumstances(before)]).toEqual(['same', ['same_month']]);
    await say(partner, b, lostAt('2021-06', 'iso:VL-02', true));
    expect(await ofPair(a)).toEqual(before);
  });

  it('another time in another region leaves the pair possible, from when it is said to when it is taken back', async () => {
    const { a, b } = await pair([lostAt('2018-05', 'iso:VL-01-1')], [lostAt('2018-05-03', 'iso:VL-01')]);
    expect((await ofPair(a))?.band).toBe('same');
    const corrected = await say(partner, b, lostAt('2015-04', 'iso:VL-02'));
    const otherwise = await ofPair(a);
    expect([otherwise?.band, circumstances(otherwise)]).toEqual(['possible', ['months_apart', 'other_region']]);
    await new RetractStatement(world.database, world.clock).execute(
      partner,
      { statementId: corrected, reason: 'Of another person.', ifMatch: ['*'] },
      null,
    );
    await world.match();
    expect((await ofPair(a))?.band).toBe('same');
  });

  it('tells its district where one organisation registered both, and else its region alone', async () => {
    const both = await pair([lostAt('2021-05', 'iso:VL-01-1')], [lostAt('2021-05', 'iso:VL-01-2')]);
    for (const actor of [verifier, partner])
      expect(circumstances(await ofPair(actor === verifier ? both.a : both.b, actor))).toEqual([
        'same_month',
        'same_region',
      ]);
    const name = somebody();
    const own = await world.register(liaison, {
      ...lost(name, '1984-05-06'),
      statements: [lostAt('2021', 'iso:VL-01-1')],
    });
    await world.register(liaison, { ...lost(name, '1984-05-06'), statements: [lostAt('2021', 'iso:VL-01-2')] });
    await world.match();
    expect(circumstances(await ofPair(own))).toEqual(['months_overlap', 'other_district']);
  });

  it('tells nothing where the other’s record tells nothing of it, as of somebody whom nobody is like', async () => {
    const { a } = await pair([lostAt('2021-05', 'iso:VL-01')], [lostAt('2021-05', 'iso:VL-01')]);
    const registry = await Database.open({
      ...{ url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF, poolSize: 2, leastAlike: 5 },
    });
    try {
      const { matches } = await new ListMatches(registry).execute(verifier, { limit: 200 });
      const shown = matches.find(({ persons }) => persons.some(({ pseudonym }) => pseudonym === a));
      expect(shown?.band).toBe('same');
      expect(circumstances(shown)).toEqual([]);
      expect(shown?.why.map(({ part }) => part)).toEqual(['name', 'name', 'birth']);
    } finally {
      await registry.close();
    }
  });
});

describe('of kin', () => {
  const kinOf = (person: string, kinship = 'spouse', confidential = false): NewStatementInput =>
    statement({ kind: 'kin_link', details: { kinship, person }, source: 'family', grade: 'A1', confidential });

  it('one spouse in common stands for a birth that is not known, and is not compared as long as it is in confidence', async () => {
    const spouse = await world.register(liaison, lost(somebody(), '1985-01-02'));
    const { a, b } = await pair([], [], { identity: { names: [{ text: somebody() }] } });
    await say(liaison, a, kinOf(spouse));
    const before = await ofPair(a);
    expect([before?.band, circumstances(before)]).toEqual(['possible', []]);
    await say(partner, b, kinOf(await world.pseudonymFor(partner, spouse), 'spouse', true));
    expect(await ofPair(a)).toEqual(before);
    await say(partner, b, kinOf(await world.pseudonymFor(partner, spouse)));
    const after = await ofPair(a);
    expect([after?.band, circumstances(after)]).toEqual(['same', ['same_spouse_or_child']]);
  });

  it('counts nobody of whom one of those who hear may not know', async () => {
    const agency = await world.worker({ roles: ['liaison'], kind: 'central_tracing_agency' });
    const spouse = await world.register(
      agency,
      lost(somebody(), '1985-01-02', 'named_organisations', { namedOrganisations: [liaison.organisationId] }),
    );
    const { a, b } = await pair([], [], { identity: { names: [{ text: somebody() }] } });
    await say(liaison, a, kinOf(await world.pseudonymFor(liaison, spouse)));
    const before = await ofPair(a);
    await say(agency, await world.pseudonymFor(agency, b), kinOf(spouse));
    expect(await ofPair(a)).toEqual(before);
    expect(circumstances(before)).toEqual([]);
  });

  it('two who are kin of each other are no pair, from when it is said', async () => {
    const { a, b } = await pair([lostAt('2021-05', null)], [lostAt('2021-05', null)]);
    expect((await ofPair(a))?.state).toBe('open');
    await say(liaison, a, kinOf(await world.pseudonymFor(liaison, b), 'sibling'));
    expect(await ofPair(a)).toBeUndefined();
    expect((await ofPair(a, verifier, 'superseded'))?.state).toBe('superseded');
  });
});
