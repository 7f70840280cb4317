// Big news waits for a second person of the organisation that registered the person; until then every other reader sees the record before it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRIVAL, DEATH, LOST, NewsWorld, REASON } from './news-world.js';

let world: NewsWorld;

beforeAll(async () => {
  world = await NewsWorld.open();
});
afterAll(() => world.service.stop());

const codeOf = ({ body }: { body: unknown }): unknown => (body as { code?: string }).code;

describe('verifying news', () => {
  it('is refused to whoever may not, cannot know of it, or recorded it', async () => {
    const person = await world.person();
    const death = await world.add(person.own, 'coordinator', DEATH);
    expect(codeOf(await world.verify(death, 'liaison'))).toBe('forbidden');
    expect(codeOf(await world.verify(death, 'analyst'))).toBe('forbidden');
    // For others it does not exist.
    expect((await world.verify(death, 'partner')).status).toBe(404);
    expect((await world.verify('00000000-0000-4000-8000-000000000000', 'verifier')).status).toBe(404);
    expect((await world.verify('nothing', 'verifier')).status).toBe(404);
    expect(codeOf(await world.verify(death, 'coordinator'))).toBe('second_person_needed');
    expect((await world.verify(death, 'verifier', 'perhaps')).status).toBe(422);
    const unreasoned = { verdict: 'verified', reason: '' };
    expect((await world.ask('POST', `/v1/statements/${death}/verification`, 'verifier', unreasoned)).status).toBe(422);
    expect(await world.state(person.partner, 'partner')).toBe('missing');
  });

  it('is refused for what waits for nobody, and to an organisation that did not register the person', async () => {
    const person = await world.person();
    const seen = await world.add(person.own, 'liaison', { ...LOST, kind: 'last_seen' });
    expect(codeOf(await world.verify(seen, 'verifier'))).toBe('conflict');
    const theirs = await world.add(person.partner, 'partner', DEATH);
    expect(codeOf(await world.verify(theirs, 'partner'))).toBe('forbidden');
  });

  it('tells others as if it had been recorded then, and cannot be done twice', async () => {
    const person = await world.person();
    const death = await world.add(person.own, 'liaison', DEATH);
    const recorded = new Date(world.service.clock.now()).toISOString();
    expect(await world.state(person.own, 'coordinator')).toBe('death_reported');
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    const before = new Date(world.service.clock.now() + 500).toISOString();
    expect((await world.verify(death, 'verifier')).status).toBe(201);
    const verified = new Date(world.service.clock.now()).toISOString();
    expect(await world.state(person.partner, 'partner')).toBe('death_reported');
    expect(await world.state(person.agency, 'agency', `?knownAt=${before}`)).toBe('missing');
    expect(await world.state(person.own, 'coordinator', `?knownAt=${before}`)).toBe('death_reported');
    const told = await world.read<{ statements: { id: string; recordedAt: string }[] }>(
      `/v1/persons/${person.partner}/statements`,
      'partner',
    );
    expect(told.statements.find(({ id }) => id === death)?.recordedAt).toBe(verified);
    const own = await world.read<typeof told>(`/v1/persons/${person.own}/statements`, 'coordinator');
    expect(own.statements.find(({ id }) => id === death)?.recordedAt).toBe(recorded);
    for (const verdict of ['verified', 'rejected'])
      expect(codeOf(await world.verify(death, 'verifier', verdict))).toBe('conflict');
  });

  it('rejected, sets it aside for all others for ever, and its giver may still retract it', async () => {
    const person = await world.person();
    const before = await world.shown(person.agency, 'agency');
    const death = await world.add(person.partner, 'partner', DEATH);
    expect((await world.verify(death, 'verifier', 'rejected')).status).toBe(201);
    expect(await world.shown(person.agency, 'agency')).toEqual(before);
    expect(await world.state(person.partner, 'partner')).toBe('death_reported');
    expect((await world.ask('POST', `/v1/statements/${death}/retraction`, 'partner', { reason: REASON })).status).toBe(
      201,
    );
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    expect(await world.shown(person.agency, 'agency')).toEqual(before);
  });

  it('of what was retracted meanwhile is refused: others are never told', async () => {
    const person = await world.person();
    const before = await world.shown(person.partner, 'partner');
    const death = await world.add(person.own, 'liaison', DEATH);
    await world.made(`/v1/statements/${death}/retraction`, 'liaison', { reason: REASON });
    expect(codeOf(await world.verify(death, 'verifier'))).toBe('already_withdrawn');
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
  });

  it('by two at once, one does; beside a retraction, what is told is one of both', async () => {
    const first = await world.person();
    const death = await world.add(first.own, 'liaison', DEATH);
    const both = await Promise.all([world.verify(death, 'verifier'), world.verify(death, 'coordinator', 'rejected')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (let round = 0; round < 3; round += 1) {
      const person = await world.person();
      const raced = await world.add(person.own, 'liaison', DEATH);
      const [lift, retraction] = await Promise.all([
        world.verify(raced, 'verifier'),
        world.ask('POST', `/v1/statements/${raced}/retraction`, 'liaison', { reason: REASON }),
      ]);
      expect(retraction.status).toBe(201);
      expect([201, 409]).toContain(lift.status);
      expect(await world.state(person.partner, 'partner')).toBe('missing');
      const { statements } = await world.read<{ statements: { id: string }[] }>(
        `/v1/persons/${person.partner}/statements`,
        'partner',
      );
      const isTold = statements.some(({ id }) => id === raced);
      expect(isTold && lift.status !== 201).toBe(false);
    }
  });
});

describe('while news waits', () => {
  it.each([
    ['a death', DEATH],
    ['an arrival', ARRIVAL],
  ])(
    '%s changes no byte for others, whoever gave it, and its owner’s workers read the same banner',
    async (_what, news) => {
      const person = await world.person();
      const partner = await world.shown(person.partner, 'partner');
      const agency = await world.shown(person.agency, 'agency');
      await world.add(person.own, 'liaison', news);
      expect(await world.shown(person.partner, 'partner')).toEqual(partner);
      await world.add(person.partner, 'partner', { ...news, valid: '2021-05-21' });
      expect(await world.shown(person.agency, 'agency')).toEqual(agency);
      const { banner } = await world.read<{ banner: string }>(`/v1/persons/${person.own}`, 'liaison');
      expect(banner).toBe('call_your_coordinator');
      expect(await world.waiting('coordinator', person.own)).toHaveLength(2);
      for (const [pseudonym, who] of [
        [person.partner, 'partner'],
        [person.agency, 'agency'],
      ] as const)
        expect((await world.read<{ banner: unknown }>(`/v1/persons/${pseudonym}`, who)).banner).toBeNull();
    },
  );

  it('its banner and its tasks end with the verdict, and a death is told to the family by two workers', async () => {
    const person = await world.person();
    const tasks = async (): Promise<string[]> => {
      const { tasks: listed } = await world.read<{ tasks: { kind: string; people: number }[] }>(
        `/v1/tasks?person=${person.own}`,
        'coordinator',
      );
      return listed.map(({ kind, people }) => `${kind} ${people}`);
    };
    const death = await world.add(person.own, 'liaison', DEATH);
    expect(await tasks()).toEqual(['verify_news 1']);
    expect((await world.read<{ tasks: unknown[] }>('/v1/tasks', 'partner')).tasks).toEqual([]);
    await world.verify(death, 'verifier');
    expect(await tasks()).toEqual(['tell_family 2']);
    expect((await world.read<{ banner: unknown }>(`/v1/persons/${person.own}`, 'liaison')).banner).toBeNull();
    expect(await world.waiting('coordinator', person.own)).toEqual([]);
  });

  it('what its owner adds of it waits too, and other news of the person does not wait for it', async () => {
    const person = await world.person();
    await world.add(person.own, 'liaison', DEATH);
    const before = await world.shown(person.partner, 'partner');
    await world.add(person.own, 'liaison', {
      kind: 'personal_effects',
      valid: '2021-04',
      source: 'family',
      grade: 'B2',
    });
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
    const life = { kind: 'proof_of_life', valid: '2021-01', source: 'witness_sighting', grade: 'B2' };
    await world.add(person.agency, 'agency', life);
    expect(await world.shown(person.partner, 'partner')).not.toEqual(before);
  });

  it('a better statement in its place waits too, and one that it replaces stands for others', async () => {
    const person = await world.person();
    const life = { kind: 'proof_of_life', valid: '2021-01', source: 'witness_sighting', grade: 'B2' };
    const seen = await world.add(person.own, 'liaison', life);
    const before = await world.shown(person.partner, 'partner');
    const supersede = (id: string, successor: object) =>
      world.made<{ successorId: string }>(`/v1/statements/${id}/supersession`, 'liaison', {
        reason: REASON,
        successor,
      });
    const { successorId: first } = await supersede(seen, DEATH);
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
    const { successorId: second } = await supersede(first, { ...DEATH, valid: '2021-04' });
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
    expect(await world.state(person.own, 'liaison')).toBe('death_reported');
    expect((await world.verify(second, 'verifier')).status).toBe(201);
    expect(await world.state(person.partner, 'partner')).toBe('death_reported');
  });

  it('somebody registered with it is for others as whom nobody has heard of since', async () => {
    const person = await world.person([LOST, DEATH]);
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    const [waits] = await world.waiting('verifier', person.own);
    await world.verify(waits?.statementId ?? '', 'verifier');
    expect(await world.state(person.partner, 'partner')).toBe('death_reported');
  });

  it('is not so for what others are told in no other state: plain statements, and news of an organisation that says so', async () => {
    const person = await world.person();
    await world.add(person.own, 'liaison', { ...LOST, kind: 'capture', source: 'witness' });
    expect(await world.state(person.partner, 'partner')).toBe('believed_held');
    for (const who of ['liaison', 'verifier', 'partner'] as const) {
      const { status } = await world.ask('PUT', '/v1/news/rule', who, { verifiedFirst: false });
      expect(status).toBe(who === 'partner' ? 200 : 403);
    }
    await world.add(person.own, 'liaison', DEATH);
    expect(await world.state(person.partner, 'partner')).toBe('believed_held');
    const theirs = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', statements: [LOST, DEATH] };
    const known = await world.knownTo('agency');
    await world.made('/v1/persons', 'partner', theirs);
    const added = (await world.knownTo('agency')).find((one) => !known.includes(one)) ?? '';
    expect(await world.state(added, 'agency')).toBe('death_reported');
    await world.ask('PUT', '/v1/news/rule', 'partner', { verifiedFirst: true });
  });
});

describe('by hand', () => {
  const held = { ...LOST, kind: 'capture', source: 'witness', untilVerified: true };

  it('a coordinator of the owner holds a statement back as it is recorded, and nobody else does', async () => {
    const person = await world.person();
    const path = `/v1/persons/${person.own}/statements`;
    expect(codeOf(await world.ask('POST', path, 'liaison', held))).toBe('forbidden');
    const theirs = `/v1/persons/${person.partner}/statements`;
    expect(codeOf(await world.ask('POST', theirs, 'partner', held))).toBe('forbidden');
    expect((await world.ask('POST', path, 'coordinator', { ...held, confidential: true })).status).toBe(422);
    const capture = await world.add(person.own, 'coordinator', held);
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    expect(codeOf(await world.verify(capture, 'coordinator'))).toBe('second_person_needed');
    await world.verify(capture, 'verifier');
    expect(await world.state(person.partner, 'partner')).toBe('believed_held');
  });
});

describe('the log', () => {
  it('says that something waits and what became of it, by codes alone', async () => {
    const person = await world.person();
    const death = await world.add(person.own, 'liaison', DEATH);
    await world.verify(death, 'verifier');
    expect(await world.log(death)).toEqual([
      { action: 'news_held', details: { ground: 'news' } },
      { action: 'statement_added', details: { kind: 'death' } },
      { action: 'news_verified', details: { kind: 'death', ground: 'news' } },
    ]);
  });
});
