// The roster of an exchange: all lines or none, corrections that take back exactly what was written, and what others see of it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { NOBODY, refusalOf } from '../case-world.js';
import { openExchangeWorld, type ExchangeWorld } from './exchange-world.js';

let e: ExchangeWorld;
let partner: Actor;

beforeAll(async () => {
  e = await openExchangeWorld();
  partner = await e.world.worker({ roles: ['liaison'], kind: 'ngo' });
});
afterAll(() => e.world.stop());

describe('lines in bulk', () => {
  it('are entered all or none, each fault with its pointer', async () => {
    const [known, other] = [await e.captive(), await e.captive()];
    const hidden = await e.world.register(partner);
    const id = await e.agreed([e.line(known, 'listed')]);
    const before = await e.rows();
    const refused = await refusalOf(
      e.handOver(id, {
        lines: [
          e.line(known, 'handed_over'),
          e.line(known, 'handed_over'),
          e.line('WB-00000-00000-00000-00000-1', 'unlisted'),
          e.line(other, 'unlisted', { side: 'nobody' }),
          e.line(other, 'absent'),
          e.line('nonsense', 'gone'),
        ],
        unidentified: [{ side: e.north, count: 101 }],
      }),
    );
    expect(refused.pointers).toEqual([
      '/lines/1/person',
      '/lines/2/person',
      '/lines/3/side',
      '/lines/4/person',
      '/lines/4/said',
      '/lines/5/person',
      '/lines/5/standing',
      '/unidentified/0/count',
    ]);
    const unknown = [e.line(known, 'handed_over'), e.line(NOBODY, 'unlisted'), e.line(hidden, 'unlisted')];
    expect((await refusalOf(e.handOver(id, { lines: unknown }))).pointers).toEqual([
      '/lines/1/person',
      '/lines/2/person',
    ]);
    const wrong = [e.line(known, 'unlisted'), e.line(other, 'absent', { said: 'said_dead' })];
    expect((await refusalOf(e.handOver(id, { lines: wrong }))).pointers).toEqual([
      '/lines/0/standing',
      '/lines/1/standing',
    ]);
    expect(await e.rows()).toEqual(before);
    expect(await e.statusOf(e.office, known)).toBe('believed_held');
  });

  it('are rolled back with everything else when the database fails half-way', async () => {
    const people = [await e.captive(), await e.captive(), await e.captive()];
    const id = await e.agreed(people.map((person) => e.line(person, 'listed')));
    const before = await e.rows();
    const last = await e.world.owner.query<{ person_id: string }>(
      `SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1`,
      [people[2]],
    );
    await e.world.owner.query(`
      CREATE FUNCTION registry.planted_failure() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.person_id = '${last.rows[0]!.person_id}' THEN RAISE EXCEPTION 'planted'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER planted_failure BEFORE INSERT ON registry.statement FOR EACH ROW EXECUTE FUNCTION registry.planted_failure()`);
    try {
      const lines = people.map((person) => e.line(person, 'handed_over'));
      expect(await refusalOf(e.handOver(id, { lines }))).toMatchObject({ code: 'internal' });
    } finally {
      await e.world.owner.query('DROP FUNCTION registry.planted_failure CASCADE');
    }
    expect(await e.rows()).toEqual(before);
    for (const person of people) expect(await e.statusOf(e.office, person)).toBe('believed_held');
    expect((await e.read(e.office, id)).view.state).toBe('agreed');
  });

  it('say before the hand-over who is listed, and nothing else', async () => {
    const person = await e.captive();
    const id = await e.agreed([]);
    expect((await refusalOf(e.correct(id, [e.line(person, 'handed_over')]))).pointers).toEqual(['/lines/0/standing']);
    expect((await refusalOf(e.correct(id, []))).pointers).toEqual(['/lines']);
    expect(await e.correct(id, [e.line(person, 'listed')])).toMatchObject({ entered: 1, written: 0 });
    expect(await e.correct(id, [e.line(person, 'listed')])).toMatchObject({ entered: 0, written: 0 });
    expect(await e.correct(id, [e.line(person, 'withdrawn')])).toMatchObject({ entered: 1 });
    expect((await e.read(e.office, id)).lines).toEqual([]);
  });
});

describe('a correction after the hand-over', () => {
  it('takes back exactly what the line wrote, with a reason, and writes it anew', async () => {
    const [came, stayed] = [await e.captive(), await e.captive()];
    const id = await e.agreed([e.line(came, 'listed'), e.line(stayed, 'listed')]);
    await e.handOver(id, { lines: [e.line(came, 'handed_over'), e.line(stayed, 'handed_over')] });
    await e.verify(e.office, id);
    expect(await e.statusOf(e.office, stayed)).toBe('returned_exchanged');
    const absent = [e.line(stayed, 'absent', { said: 'said_withheld' })];
    expect((await refusalOf(e.correct(id, absent))).pointers).toEqual(['/reason']);
    const corrected = await e.correct(id, absent, 'The bus list named another person.');
    expect(corrected).toMatchObject({ entered: 1, written: 0, retracted: 2 });
    expect(await e.statusOf(e.office, stayed)).toBe('believed_held');
    expect(await e.statusOf(e.office, came)).toBe('returned_exchanged');
    const withdrawn = await e.world.owner.query<{ kind: string; how: string }>(
      `SELECT s.kind, w.how FROM registry.statement s JOIN registry.statement_withdrawal w ON w.statement_id = s.id
       JOIN registry.pseudonym p ON p.person_id = s.person_id WHERE p.pseudonym = $1 ORDER BY s.kind`,
      [stayed],
    );
    expect(withdrawn.rows).toEqual([
      { kind: 'arrival', how: 'retracted' },
      { kind: 'exchange', how: 'retracted' },
    ]);
    const undone = await e.correct(id, [e.line(stayed, 'handed_over')], 'The bus list was right after all.');
    expect(undone).toMatchObject({ entered: 1, written: 1, retracted: 0 });
    expect(await e.statusOf(e.office, stayed)).toBe('release_unconfirmed');
  });

  it('attests the arrival again for who came from another side than was written', async () => {
    const person = await e.captive();
    const id = await e.agreed([e.line(person, 'listed')]);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    await e.verify(e.office, id);
    const other = e.line(person, 'handed_over', { side: e.south });
    expect(await e.correct(id, [other], 'The sides were confused.')).toMatchObject({ written: 2, retracted: 2 });
    expect(await e.statusOf(e.office, person)).toBe('returned_exchanged');
  });

  it('leaves alone what another organisation attested', async () => {
    const person = await e.captive();
    const id = await e.agreed([e.line(person, 'listed')]);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    await e.verify(partner, id, { attestedBy: 'neutral_agency' });
    const absent = [e.line(person, 'absent', { said: 'not_said' })];
    expect(await e.correct(id, absent, 'Somebody else was counted.')).toMatchObject({ retracted: 1 });
    expect(await e.statusOf(e.office, person)).toBe('returned_exchanged');
  });

  it('cannot hide in confidence what others have read', async () => {
    const person = await e.captive();
    const id = await e.agreed([e.line(person, 'listed')]);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    const hiding = [e.line(person, 'handed_over', { confidential: true })];
    expect((await refusalOf(e.correct(id, hiding, 'Better not told.'))).pointers).toEqual(['/lines/0/confidential']);
  });
});

describe('what others see', () => {
  it('are lines of persons whom they may see, and all others as counts', async () => {
    const shared = await e.captive();
    const own = await e.world.register(e.office);
    const id = await e.agreed([e.line(shared, 'listed'), e.line(own, 'listed')]);
    const { lines, notShown, view } = await e.read(partner, id);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.pseudonym).not.toBe(shared);
    expect(notShown.get(e.north)).toBe(1);
    expect(view.totals[0]).toMatchObject({ side: e.north, agreed: 2 });
  });

  it('betrays nothing of what was entered in confidence', async () => {
    const [open, secret] = [await e.captive(), await e.captive()];
    const id = await e.agreed([e.line(open, 'listed'), e.line(secret, 'listed')]);
    await e.handOver(id, { lines: [e.line(open, 'handed_over')] });
    const seen = async (): Promise<string> => JSON.stringify([await e.read(partner, id), await told()]);
    const told = async (): Promise<unknown> => (await e.listExchanges.execute(partner, {})).exchanges;
    const before = await seen();
    const third = await e.captive();
    await e.correct(id, [
      e.line(secret, 'handed_over', { confidential: true }),
      e.line(third, 'unlisted', { confidential: true }),
    ]);
    expect(await seen()).toBe(before);
    const mine = await e.read(e.office, id);
    expect(mine.view.totals[0]).toMatchObject({ handedOver: 3, unlisted: 1, notAccounted: 0 });
    expect(await e.statusOf(e.office, secret)).toBe('release_unconfirmed');
  });

  it('was another thing at another time', async () => {
    const person = await e.captive();
    const proposed = e.world.clock.now();
    const id = await e.agreed([e.line(person, 'listed')]);
    e.world.clock.advance(60_000);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    const read = e.readExchange;
    const before = await read.execute(e.office, { exchangeId: id, knownAt: proposed + 1 });
    expect(before.view).toMatchObject({ state: 'agreed', entries: [{ standing: 'listed' }] });
    const now = await read.execute(e.office, { exchangeId: id });
    expect(now.view).toMatchObject({ state: 'handed_over', entries: [{ standing: 'handed_over' }] });
    expect(await refusalOf(read.execute(e.office, { exchangeId: id, knownAt: proposed - 1 }))).toMatchObject({
      code: 'not_found',
    });
    const listed = await e.listExchanges.execute(e.office, { state: 'handed_over', knownAt: proposed + 1 });
    expect(listed.exchanges.map(({ exchange }) => exchange.id)).not.toContain(id);
  });
});
