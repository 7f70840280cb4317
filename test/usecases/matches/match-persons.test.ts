// Matching of new and changed people: who hears of a pair, what is never compared, what supersedes, and what happens side by side and after a kill.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { RecordWill } from '../../../src/usecases/news/record-will.js';
import { ChangeIdentity } from '../../../src/usecases/identity/change-identity.js';
import { AskMatching } from '../../../src/usecases/matches/ask-matching.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { statement } from '../case-world.js';
import { inventedNames, JOB, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

let world: MatchesWorld;
let liaison: Actor;
let verifier: Actor;
let partner: Actor;
let agency: Actor;
let third: Actor;
/** Each test speaks of people whom no other one has. */
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, verifier, partner, agency } = world);
  third = await world.worker({ roles: ['liaison', 'verifier'], kind: 'ngo' });
});
afterAll(() => world.stop());

beforeEach(async () => {
  await world.match();
});

async function pair(one: Actor, other: Actor, level: Parameters<typeof lost>[2] = 'partners_pseudonymous') {
  const name = somebody();
  const a = await world.register(one, lost(name, '1984-05-06', level));
  const b = await world.register(other, lost(name, '1984-05-06', level));
  await world.match();
  return { a, b, name };
}

describe('who hears of a pair', () => {
  it('is nobody whose role does not decide on it', async () => {
    for (const role of ['liaison', 'analyst', 'inquirer', 'custodian', 'auditor', 'administrator'] as const)
      expect(await codeOfAsync(world.listed({ ...partner, roles: [role] }))).toBe('forbidden');
    expect(await codeOfAsync(new MatchPersons(world.database, world.vault, world.clock).execute(verifier))).toBe(
      'forbidden',
    );
    expect(await codeOfAsync(new AskMatching(world.database).execute(verifier))).toBe('forbidden');
  });

  it('is both owners where each may know of the other’s record, each by its own pseudonyms', async () => {
    const { a, b } = await pair(liaison, partner);
    const own = (await world.listed(verifier)).find(({ persons }) => persons[0]?.pseudonym === a);
    expect(own).toMatchObject({ state: 'open', deciders: 'owners', band: 'same', awaitsReader: true, verdicts: [] });
    expect(own?.persons).toEqual([
      { pseudonym: a, own: true },
      { pseudonym: await world.pseudonymFor(verifier, b), own: false },
    ]);
    expect(own?.why).toEqual(
      expect.arrayContaining([
        { part: 'name', finding: 'match', reason: 'sounds_alike' },
        { part: 'birth', finding: 'match', reason: 'same_day' },
      ]),
    );
    const theirs = (await world.listed(partner)).find(({ id }) => id === own?.id);
    expect(theirs?.persons).toEqual([
      { pseudonym: b, own: true },
      { pseudonym: await world.pseudonymFor(partner, a), own: false },
    ]);
    for (const other of [third, agency]) {
      expect(await world.listed(other)).toEqual([]);
      expect(await codeOfAsync(world.readMatch(other, own?.id ?? ''))).toBe('not_found');
    }
  });

  it('is the central agency alone where an owner may not know of the other’s record', async () => {
    const { a } = await pair(liaison, partner, 'central_agency_only');
    const heard = await world.listed(agency);
    expect(heard.map(({ deciders, persons }) => [deciders, persons.map(({ own }) => own)])).toContainEqual([
      'central_agency',
      [false, false],
    ]);
    for (const owner of [verifier, partner])
      expect(
        (await world.listed(owner)).flatMap(({ persons }) => persons.map(({ pseudonym }) => pseudonym)),
      ).not.toContain(a);
    const [match] = heard;
    expect(await codeOfAsync(world.readMatch(verifier, match?.id ?? ''))).toBe('not_found');
  });

  it('is nobody where a giver let nobody know, and such a pair is not even kept', async () => {
    const before = await world.states();
    const { a, b } = await pair(liaison, partner, 'registry_only');
    expect(await world.states()).toEqual(before);
    expect([await world.noted(a), await world.noted(b)].map((noted) => noted.includes('match_made'))).toEqual([
      true,
      true,
    ]);
  });

  it('is nobody of a person of whom others are told nothing yet', async () => {
    const before = await world.states();
    const name = somebody();
    await world.register(liaison, lost(name, '1984-05-06'));
    const hidden = await world.register(partner, lost(name, '1984-05-06'));
    const untold = await world.owner.query(
      `DELETE FROM registry.record_projection r USING registry.pseudonym n
       WHERE n.person_id = r.person_id AND n.pseudonym = $1 AND r.view = 'shared'`,
      [hidden],
    );
    expect(untold.rowCount).toBe(1);
    await world.match();
    expect(await world.states()).toEqual(before);
    const details = { sex: 'female' };
    const told = statement({ kind: 'particulars', details, source: 'family', grade: 'A1' });
    await new AddStatement(world.database, world.clock).execute(partner, { pseudonym: hidden, statement: told }, null);
    await world.match();
    expect((await world.states()).length).toBe(before.length + 1);
  });

  it('is one organisation of two records of its own', async () => {
    const { a, b } = await pair(liaison, liaison, 'registry_only');
    const match = (await world.listed(verifier)).find(({ persons }) =>
      persons.some(({ pseudonym }) => pseudonym === a),
    );
    expect(match?.persons.map(({ pseudonym }) => pseudonym).sort()).toEqual([a, b].sort());
    expect(match?.persons.map(({ own }) => own)).toEqual([true, true]);
  });

  it('is nobody else from the day on which somebody who was found wants it so; what was told stays as it was told', async () => {
    const { a } = await pair(liaison, partner);
    const before = (await world.listed(partner)).length;
    const will = { reachedOn: '2021-06-01', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
    await new RecordWill(world.database, world.clock).execute(liaison, { pseudonym: a, will }, null);
    await world.match();
    expect((await world.listed(partner)).length).toBe(before);
    const name = somebody();
    const found = await world.register(liaison, lost(name, '1990-01-02'));
    await new RecordWill(world.database, world.clock).execute(liaison, { pseudonym: found, will }, null);
    await world.match();
    const { rows } = await world.owner.query<{ n: number }>(
      'SELECT count(*)::integer AS n FROM registry.match_proposal',
    );
    await world.register(partner, lost(name, '1990-01-02'));
    await world.match();
    const after = await world.owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM registry.match_proposal');
    expect(after.rows).toEqual(rows);
  });
});

describe('facts that change', () => {
  const change = async (actor: Actor, pseudonym: string, names: string[]): Promise<void> => {
    await new ChangeIdentity(world.database, world.vault, world.clock).execute(
      actor,
      { pseudonym, change: { names: names.map((text) => ({ text })) }, ifMatch: ['*'] },
      null,
    );
  };

  it('find a pair, supersede it and find it again', async () => {
    const name = somebody();
    const a = await world.register(liaison, lost(somebody(), '1971-02-03'));
    await world.register(partner, lost(name, '1971-02-03'));
    await world.match();
    const of = async (state?: string) =>
      (await world.listed(verifier, state)).filter(({ persons }) => persons[0]?.pseudonym === a);
    expect(await of()).toEqual([]);
    await change(liaison, a, [name]);
    await world.match();
    expect(await of()).toHaveLength(1);
    await change(liaison, a, ['Wholly Otherwise']);
    await world.match();
    expect([await of(), await of('superseded')].map(({ length }) => length)).toEqual([0, 1]);
    await change(liaison, a, [name]);
    await world.match();
    const [again] = await of();
    const { rows } = await world.owner.query<{ agrees: boolean }>(
      'SELECT agrees FROM registry.match_finding WHERE proposal_id = $1 ORDER BY number',
      [again?.id],
    );
    expect(rows.map(({ agrees }) => agrees)).toEqual([true, false, true]);
  });

  it('of sex are matched as all may read them, and not as somebody said in confidence', async () => {
    const name = somebody();
    const a = await world.register(liaison, lost(name, null));
    await world.register(partner, lost(name, null, 'partners_pseudonymous', { particulars: { sex: 'male' } }));
    await world.match();
    const ofA = async (state?: string) =>
      (await world.listed(verifier, state)).filter(({ persons }) => persons[0]?.pseudonym === a);
    const [before] = await ofA();
    expect(before?.why.filter(({ part, finding }) => part === 'sex' && finding === 'mismatch')).toEqual([]);
    const add = async (confidential: boolean): Promise<void> => {
      const details = { sex: 'female' };
      const said = statement({ kind: 'particulars', details, confidential, source: 'family', grade: 'A1' });
      await new AddStatement(world.database, world.clock).execute(liaison, { pseudonym: a, statement: said }, null);
      await world.match();
    };
    await add(true);
    expect(await ofA()).toEqual([before]);
    await add(false);
    expect([await ofA(), await ofA('superseded')].map(({ length }) => length)).toEqual([0, 1]);
  });
});

describe('the work', () => {
  it('is done once: a second run finds nobody marked and changes nothing', async () => {
    await pair(liaison, partner);
    const { rows } = await world.owner.query('SELECT * FROM registry.match_proposal ORDER BY id');
    expect(await world.match()).toEqual({ matched: 0, proposals: 0, elsewhere: false, notCompared: 0 });
    const { marked } = await new AskMatching(world.database).execute(JOB);
    expect(marked).toBeGreaterThan(10);
    expect((await new AskMatching(world.database).execute(JOB)).marked).toBe(0);
    expect(await world.match()).toMatchObject({ matched: marked, proposals: 0 });
    expect((await world.owner.query('SELECT * FROM registry.match_proposal ORDER BY id')).rows).toEqual(rows);
  });

  it('of a run that was killed is done by the next one', async () => {
    const name = somebody();
    await world.register(liaison, lost(name, '1984-05-06'));
    await world.register(partner, lost(name, '1984-05-06'));
    const before = (await world.states()).length;
    const { vault } = world;
    const failing = {
      compared: { open: vault.compared.open.bind(vault.compared), meet: () => Promise.reject(new Error('killed')) },
    } as unknown as IdentityVault;
    await expect(new MatchPersons(world.database, failing, world.clock).execute(JOB)).rejects.toThrow('killed');
    expect((await world.states()).length).toBe(before);
    expect((await world.match()).matched).toBe(2);
    expect((await world.states()).length).toBe(before + 1);
  });
});
