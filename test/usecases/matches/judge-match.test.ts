// What those who decide say of a pair: what is refused, what is for ever, what a link carries over, and what owners are told by the central agency.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import type { ShownMatch } from '../../../src/domain/matching/shown-match.js';
import { AskMatching } from '../../../src/usecases/matches/ask-matching.js';
import { JudgeMatch } from '../../../src/usecases/matches/judge-match.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { keyOf, NOBODY, refusalOf } from '../case-world.js';
import { inventedNames, JOB, lost, openMatchesWorld, type MatchesWorld } from './matches-world.js';

let world: MatchesWorld;
let liaison: Actor;
let verifier: Actor;
let partner: Actor;
let agency: Actor;
const somebody = inventedNames();

beforeAll(async () => {
  world = await openMatchesWorld();
  ({ liaison, verifier, partner, agency } = world);
});
afterAll(() => world.stop());

async function pair(
  other: Actor,
  level: Parameters<typeof lost>[2] = 'partners_pseudonymous',
): Promise<{ a: string; b: string; match: ShownMatch }> {
  const name = somebody();
  const a = await world.register(liaison, lost(name, '1984-05-06', level));
  const b = await world.register(other, lost(name, '1984-05-06', level));
  await world.match();
  const reader = level === 'central_agency_only' ? agency : verifier;
  const known = await world.pseudonymFor(reader, a);
  const match = (await world.listed(reader)).find(({ persons }) =>
    persons.some(({ pseudonym }) => pseudonym === known),
  );
  if (match === undefined) throw new Error('no pair was found');
  return { a, b, match };
}

describe('a verdict is refused', () => {
  it('of every role but a verifier, and of whoever does not hear of the pair as if there were none', async () => {
    const { match } = await pair(partner);
    for (const role of ROLES.filter((one) => one !== 'verifier'))
      expect(await codeOfAsync(world.judge({ ...verifier, roles: [role] }, match.id, { verdict: 'not_same' }))).toBe(
        'forbidden',
      );
    const stranger = await world.worker({ roles: ['verifier'], kind: 'ngo' });
    for (const [actor, id] of [
      [stranger, match.id],
      [agency, match.id],
      [verifier, '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b99'],
      [verifier, 'no id'],
    ] as const)
      expect(await codeOfAsync(world.judge(actor, id, { verdict: 'not_same' }))).toBe('not_found');
    expect(await world.stateOf(match.id)).toBe('open');
  });

  it('that is none of those who decide, that names no reason or no survivor of the two', async () => {
    const { match } = await pair(partner);
    const { match: hidden } = await pair(partner, 'central_agency_only');
    expect((await refusalOf(world.judge(verifier, match.id, { verdict: 'tell' }))).pointers).toEqual(['/verdict']);
    expect((await refusalOf(world.judge(agency, hidden.id, { verdict: 'same' }))).pointers).toEqual(['/verdict']);
    expect((await refusalOf(world.judge(verifier, match.id, { verdict: 'not_same', reason: ' ' }))).pointers).toEqual([
      '/reason',
    ]);
    expect((await refusalOf(world.judge(verifier, match.id, { verdict: 'same' }))).pointers).toEqual(['/into']);
    const elsewhere = await world.register(liaison);
    expect((await refusalOf(world.judge(verifier, match.id, { verdict: 'same', into: elsewhere }))).pointers).toEqual([
      '/into',
    ]);
    expect(await codeOfAsync(world.judge(verifier, match.id, { verdict: 'same', into: NOBODY }))).toBe('not_found');
  });

  it('on what the verifier has not read as it is', async () => {
    const { match, a } = await pair(partner);
    const { tag } = await world.readMatch(verifier, match.id);
    expect(await codeOfAsync(world.judge(verifier, match.id, { verdict: 'not_same', ifMatch: null }))).toBe(
      'precondition_required',
    );
    await world.judge(partner, match.id, { verdict: 'not_same' });
    expect(await codeOfAsync(world.judge(verifier, match.id, { verdict: 'not_same', ifMatch: [tag] }))).toBe(
      'precondition_failed',
    );
    const { tag: now } = await world.readMatch(verifier, match.id);
    expect((await world.judge(verifier, match.id, { verdict: 'not_same', ifMatch: [now] })).state).toBe('not_same');
    expect(await world.noted(a)).toContain('match_judged');
  });
});

describe('not the same', () => {
  it('is for ever once each owner has said so, whatever is compared again', async () => {
    const { match } = await pair(partner);
    expect(await world.judge(verifier, match.id, { verdict: 'not_same' })).toEqual({
      id: match.id,
      state: 'open',
      linkId: null,
    });
    expect((await world.listed(verifier)).map(({ id }) => id)).not.toContain(match.id);
    const [theirs] = (await world.listed(partner)).filter(({ id }) => id === match.id);
    expect(theirs?.verdicts).toMatchObject([{ username: null, verdict: 'not_same', reason: 'Looked at both.' }]);
    expect((await world.readMatch(verifier, match.id)).match.verdicts[0]?.username).toBe(verifier.username);
    expect(await codeOfAsync(world.judge(verifier, match.id, { verdict: 'not_same' }))).toBe('match_state_conflict');
    expect((await world.judge(partner, match.id, { verdict: 'not_same' })).state).toBe('not_same');
    expect(
      await codeOfAsync(world.judge(partner, match.id, { verdict: 'same', into: match.persons[0]?.pseudonym ?? '' })),
    ).not.toBe('done');
    await new AskMatching(world.database).execute(JOB);
    await world.match();
    expect(await world.stateOf(match.id)).toBe('not_same');
    await expect(
      world.owner.query(`UPDATE registry.match_proposal SET state = 'open' WHERE id = $1`, [match.id]),
    ).rejects.toThrow('for ever');
  });

  it('is said by one verifier of two records of one organisation', async () => {
    const { match } = await pair(liaison);
    expect((await world.judge(verifier, match.id, { verdict: 'not_same' })).state).toBe('not_same');
  });

  it('said by both at once settles it', async () => {
    const { match } = await pair(partner);
    const said = await Promise.all(
      [verifier, partner].map((one) => world.judge(one, match.id, { verdict: 'not_same' })),
    );
    expect(said.map(({ state }) => state).sort()).toEqual(['not_same', 'open']);
    expect(await world.stateOf(match.id)).toBe('not_same');
  });

  it('sent again with its key is answered alike and said once', async () => {
    const { match } = await pair(liaison);
    const use = new JudgeMatch(world.database, world.clock);
    const command = { id: match.id, verdict: 'not_same', reason: 'Brothers.', ifMatch: ['*'] };
    const key = keyOf(verifier, 'once', 'a');
    const first = await use.execute(verifier, command, key);
    expect(await use.execute(verifier, command, key)).toEqual(first);
    const { rows } = await world.owner.query('SELECT 1 FROM registry.match_verdict WHERE proposal_id = $1', [match.id]);
    expect(rows).toHaveLength(1);
  });
});

describe('the same', () => {
  it('proposes a link, which the other owner confirms; the split of a merge is that owner’s not the same', async () => {
    const { match, a, b } = await pair(partner);
    const into = await world.pseudonymFor(verifier, b);
    const { state, linkId } = await world.judge(verifier, match.id, { verdict: 'same', into });
    expect(state).toBe('open');
    expect((await world.readMatch(partner, match.id)).match.linkId).toBe(linkId);
    expect(await codeOfAsync(world.judge(partner, match.id, { verdict: 'same', into: b }))).toBe('link_exists');
    expect(await world.review(partner, b, linkId ?? '')).toBe('confirmed');
    expect(await world.stateOf(match.id)).toBe('confirmed');
    await new AskMatching(world.database).execute(JOB);
    await world.match();
    expect(await world.stateOf(match.id)).toBe('confirmed');
    const colleague = await world.colleagueOf(liaison, ['coordinator']);
    expect(await world.withdraw(colleague, a, linkId ?? '')).toBe('withdrawn');
    expect(await world.stateOf(match.id)).toBe('open');
    expect((await world.judge(partner, match.id, { verdict: 'not_same' })).state).toBe('not_same');
  });

  it('that the other owner refuses is that owner’s not the same', async () => {
    const { match, b } = await pair(partner);
    const { linkId } = await world.judge(verifier, match.id, {
      verdict: 'same',
      into: await world.pseudonymFor(verifier, b),
    });
    expect(await world.review(partner, b, linkId ?? '', 'refused')).toBe('refused');
    expect(await world.stateOf(match.id)).toBe('open');
    expect((await world.readMatch(verifier, match.id)).match.verdicts.map(({ verdict }) => verdict)).toEqual([
      'same',
      'not_same',
    ]);
    expect((await world.judge(verifier, match.id, { verdict: 'not_same' })).state).toBe('not_same');
  });

  it('confirmed by a link that somebody proposed by hand is confirmed here too', async () => {
    const { match, a, b } = await pair(liaison);
    await world.merge(a, b);
    expect(await world.stateOf(match.id)).toBe('confirmed');
  });
});

describe('the central agency', () => {
  const tasksOf = async (actor: Actor) =>
    (await new ListTasks(world.database, world.clock).execute(actor, { limit: 200 } as never)).tasks.filter(
      ({ kind }) => kind === 'contact_central_agency',
    );

  it('has both owners told to come to it, each of its own record and of nothing else', async () => {
    const coordinators = [
      await world.colleagueOf(liaison, ['coordinator']),
      await world.colleagueOf(partner, ['coordinator']),
    ];
    const before = await Promise.all(coordinators.map(tasksOf));
    expect(before).toEqual([[], []]);
    const { match, a, b } = await pair(partner, 'central_agency_only');
    expect((await world.judge(agency, match.id, { verdict: 'tell' })).state).toBe('told');
    const told = await Promise.all(coordinators.map(tasksOf));
    expect(told.map((tasks) => tasks.map(({ pseudonym }) => pseudonym))).toEqual([[a], [b]]);
    for (const [task] of told)
      expect(task).toMatchObject({ origin: 'match', originId: null, createdBy: null, assignedTo: null });
    expect(await codeOfAsync(world.judge(agency, match.id, { verdict: 'tell' }))).toBe('match_state_conflict');
    expect((await world.listed(agency)).map(({ id }) => id)).not.toContain(match.id);
    expect((await world.listed(agency, 'told')).map(({ id }) => id)).toContain(match.id);
    expect((await world.judge(agency, match.id, { verdict: 'not_same' })).state).toBe('not_same');
  });

  it('that decides by itself changes no answer of the owners', async () => {
    const answers = async () =>
      JSON.stringify([await world.listed(verifier), await world.listed(partner), await world.listed(partner, 'open')]);
    const { match, a } = await pair(partner, 'central_agency_only');
    const before = [await answers(), await world.read(liaison, a)];
    await world.judge(agency, match.id, { verdict: 'not_same' });
    expect([await answers(), await world.read(liaison, a)]).toEqual(before);
  });
});
