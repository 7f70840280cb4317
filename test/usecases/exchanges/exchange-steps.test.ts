// The steps of an exchange: who may take them, in which order, what two at once get, and what each of them writes.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { keyOf, refusalOf, statement } from '../case-world.js';
import { HAND_OVER_DAY, openExchangeWorld, type ExchangeWorld } from './exchange-world.js';

let e: ExchangeWorld;
let partner: Actor;

beforeAll(async () => {
  e = await openExchangeWorld();
  partner = await e.world.worker({ roles: ['liaison'], kind: 'ngo' });
});
afterAll(() => e.world.stop());

describe('who is refused', () => {
  it('is whoever has no role for it, or belongs to no case', async () => {
    const id = await e.propose();
    for (const roles of [['verifier'], ['analyst'], ['auditor'], ['administrator'], ['inquirer']] as const) {
      const colleague = await e.world.colleagueOf(e.office, roles);
      const command = { exchangeId: id, step: { from: 'proposed', to: 'agreed' } };
      expect(await refusalOf(e.advanceExchange.execute(colleague, command, null))).toMatchObject({ code: 'forbidden' });
    }
  });

  it('is another organisation, which may read the exchange and not change it', async () => {
    const id = await e.propose();
    const step = { from: 'proposed', to: 'agreed' };
    expect(await refusalOf(e.advanceExchange.execute(partner, { exchangeId: id, step }, null))).toMatchObject({
      code: 'forbidden',
    });
    const counts = [{ side: e.north, of: 'agreed', count: 1 }];
    expect(await refusalOf(e.enterRoster.execute(partner, { exchangeId: id, counts }, null))).toMatchObject({
      code: 'forbidden',
    });
  });

  it('is told of nothing where the exchange is not shared with them', async () => {
    const id = await e.propose({ sharingLevel: 'registry_only' });
    const step = { from: 'proposed', to: 'agreed' };
    expect(await refusalOf(e.advanceExchange.execute(partner, { exchangeId: id, step }, null))).toMatchObject({
      code: 'not_found',
    });
    expect(await refusalOf(e.read(partner, id))).toMatchObject({ code: 'not_found' });
    expect(await refusalOf(e.read(partner, 'no id at all'))).toMatchObject({ code: 'not_found' });
  });
});

describe('a proposal', () => {
  it('is refused with every fault at its field', async () => {
    const given = {
      sides: [e.north, e.north],
      agreement: 'the agreement that was signed',
      day: '20201212',
      counts: [{ side: e.south, of: 'agreed', count: -1 }],
      sharingLevel: 'named_organisations',
      legalBasis: 'because',
      intermediary: {},
    };
    const refused = await refusalOf(e.recordExchange.execute(e.office, given, null));
    expect(refused.pointers.sort()).toEqual([
      '/agreement',
      '/counts/0/count',
      '/counts/0/side',
      '/day',
      '/intermediary',
      '/legalBasis',
      '/namedOrganisations',
      '/sides/1',
    ]);
  });

  it('is refused with parties, organisations and places that nobody knows', async () => {
    const refused = await refusalOf(
      e.propose({
        sides: [e.north, 'nobody'],
        intermediary: { organisation: '00000000-0000-4000-8000-000000000000' },
        place: { code: 'no:where', precision: 'locality_1km' },
      }),
    );
    expect(refused.pointers).toEqual(['/sides/1', '/intermediary/organisation', '/place/code']);
  });

  it('is recorded once for one key', async () => {
    const given = { sides: [e.north, e.south], sharingLevel: 'registry_only', legalBasis: 'vital_interests' };
    const key = keyOf(e.office, 'propose-once', 'body');
    const first = await e.recordExchange.execute(e.office, given, key);
    expect(await e.recordExchange.execute(e.office, given, key)).toEqual(first);
  });
});

describe('the steps', () => {
  it('are none of them skipped, and none leads back', async () => {
    const id = await e.propose();
    const attempt = (from: string, to: string): Promise<unknown> =>
      e.advanceExchange.execute(e.office, { exchangeId: id, step: { from, to, day: HAND_OVER_DAY } }, null);
    for (const to of ['handed_over', 'verified', 'proposed']) {
      expect(await refusalOf(attempt('proposed', to))).toMatchObject({ code: 'conflict' });
    }
    await attempt('proposed', 'agreed');
    expect(await refusalOf(attempt('agreed', 'proposed'))).toMatchObject({ code: 'conflict' });
    await attempt('agreed', 'called_off');
    expect((await refusalOf(attempt('called_off', 'agreed'))).message).toContain('No step follows.');
    const steps = (await e.read(e.office, id)).view.steps;
    expect(steps.map(({ state, username, via }) => [state, username, via])).toEqual(
      ['proposed', 'agreed', 'called_off'].map((state) => [state, e.office.username, 'api']),
    );
  });

  it('are taken by one of two workers at once, and the other is told what it is by now', async () => {
    const id = await e.propose();
    const to = ['agreed', 'called_off', 'agreed', 'called_off'];
    const outcomes = await Promise.allSettled(
      to.map((state) =>
        e.advanceExchange.execute(e.office, { exchangeId: id, step: { from: 'proposed', to: state } }, null),
      ),
    );
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { code: string }] : []));
    expect(refused.map(({ code }) => code)).toEqual(['conflict', 'conflict', 'conflict']);
    expect((await e.read(e.office, id)).view.steps).toHaveLength(2);
  });

  it('need a day for a hand-over, and a verification no day before it', async () => {
    const person = await e.captive();
    const id = await e.agreed([e.line(person, 'listed')]);
    expect(await refusalOf(e.handOver(id, {}, { day: undefined }))).toMatchObject({ pointers: ['/day'] });
    expect(await refusalOf(e.handOver(id, {}, { day: '2031-05' }))).toMatchObject({ pointers: ['/day'] });
    expect(await refusalOf(e.handOver(id, {}, { grade: 'Z9' }))).toMatchObject({ pointers: ['/grade'] });
    expect(await refusalOf(e.handOver(id, {}, { attestedBy: 'receiving_side' }))).toMatchObject({
      pointers: ['/attestedBy'],
    });
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    expect(await refusalOf(e.verify(e.office, id, { day: '2021-05-01' }))).toMatchObject({ pointers: ['/day'] });
    expect(await refusalOf(e.verify(e.office, id, { attestedBy: 'holder' }))).toMatchObject({
      pointers: ['/attestedBy'],
    });
  });
});

describe('a verification', () => {
  const handedOver = async (): Promise<{ id: string; person: string }> => {
    const person = await e.captive();
    const id = await e.agreed([e.line(person, 'listed')]);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    return { id, person };
  };

  it('is for the side that received, and not for the one that handed over', async () => {
    const [giving, receiving] = [await e.boundTo(e.north), await e.boundTo(e.south)];
    const named = {
      sharingLevel: 'named_organisations',
      namedOrganisations: [giving.organisationId, receiving.organisationId],
    };
    const person = await e.world.register(e.office, {
      ...named,
      statements: [statement({ kind: 'capture', details: { holder: e.north } })],
    });
    const id = await e.agreed([e.line(person, 'listed')], named);
    await e.handOver(id, { lines: [e.line(person, 'handed_over')] });
    expect(await refusalOf(e.verify(giving, id, { attestedBy: 'neutral_agency' }))).toMatchObject({
      pointers: ['/attestedBy'],
    });
    expect(await refusalOf(e.verify(giving, id))).toMatchObject({ code: 'conflict' });
    expect(await e.statusOf(e.office, person)).toBe('release_unconfirmed');
    expect(await e.verify(receiving, id)).toMatchObject({ written: 1 });
    expect(await e.statusOf(e.office, person)).toBe('returned_exchanged');
  });

  it('is recorded by an organisation that sees the exchange, as its own attestation', async () => {
    const { id, person } = await handedOver();
    const done = await e.verify(partner, id, { attestedBy: 'neutral_agency' });
    expect(done).toMatchObject({ state: 'verified', written: 1 });
    expect(await e.statusOf(e.office, person)).toBe('returned_exchanged');
    const { view } = await e.read(e.office, id);
    expect(view.steps.at(-1)).toMatchObject({ organisationId: partner.organisationId, attestedBy: 'neutral_agency' });
    expect(await refusalOf(e.verify(e.office, id))).toMatchObject({ code: 'conflict' });
  });

  it('is noted for every person, with the hand-over before it', async () => {
    const { id, person } = await handedOver();
    await e.verify(e.office, id);
    expect(await e.world.noted(person)).toEqual(['person_registered', 'statement_added', 'statement_added']);
  });
});
