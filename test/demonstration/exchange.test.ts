// The demonstration's exchange can be played again after a kill, and leaves two people returned and one open.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { CASES } from '../../src/demonstration/cases.js';
import { EXCHANGE_REFERENCES, playExchange, type ExchangePlay } from '../../src/demonstration/exchange.js';
import { AddPlace } from '../../src/usecases/records/add-place.js';
import { ListExchanges } from '../../src/usecases/exchanges/list-exchanges.js';
import { AddStatement } from '../../src/usecases/records/add-statement.js';
import { ReadRecord } from '../../src/usecases/records/read-record.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let application: TestApplication;
let actor: Actor;
let play: ExchangePlay;
const pseudonyms = new Map<string, string>();

beforeAll(async () => {
  application = await startTestApplication();
  const { app } = application;
  const [north, south] = [
    (await application.seedOrganisation({ party: 'Northern Republic' })).party!.partyKey,
    (await application.seedOrganisation({ party: 'Southern Federation' })).party!.partyKey,
  ];
  const user = await application.seedUser({ roles: ['coordinator'] });
  actor = {
    userId: user.id,
    username: user.username,
    organisationId: user.organisation.id,
    organisationKind: user.organisation.kind,
    party: null,
    roles: user.roles,
    via: 'operator',
    requestId: 'demonstration',
  };
  for (const [code, parent] of [
    ['demo:20'],
    ['demo:2001', 'demo:20'],
    ['demo:30'],
    ['demo:3001', 'demo:30'],
  ] as const) {
    await app.get(AddPlace).execute(actor, { code, name: code, ...(parent !== undefined && { parent }) }, null);
  }
  const withKeys = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value).replaceAll('party:Northern Republic', north).replaceAll('party:Southern Federation', south),
    ) as T;
  for (const reference of EXCHANGE_REFERENCES) {
    const { registration, later } = CASES.find((one) => one.reference === reference)!;
    const given = { ...withKeys(registration), sharingLevel: 'registry_only', legalBasis: 'vital_interests' };
    const { pseudonym } = await app.get(RegisterPerson).execute(actor, given, null);
    pseudonyms.set(reference, pseudonym);
    for (const { statement } of later) {
      await app.get(AddStatement).execute(actor, { pseudonym, statement: withKeys(statement) }, null);
    }
  }
  play = {
    actor,
    sides: [north, south],
    keyOf: (key) => ({ userId: actor.userId, method: 'PLAY', path: 'demonstration', key, bodyHash: Buffer.from(key) }),
    pseudonymOf: (reference) => Promise.resolve(pseudonyms.get(reference) ?? ''),
  };
});
afterAll(() => application.stop());

describe('the exchange of the demonstration', () => {
  it('leaves its people as the script says, however often it is played', async () => {
    await playExchange(application.app, play);
    await playExchange(application.app, play);
    const { exchanges } = await application.app.get(ListExchanges).execute(actor, {});
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({ state: 'verified', contradictions: [] });
    expect(exchanges[0]!.totals[0]).toMatchObject({ agreed: 3, handedOver: 2, absent: 1 });
    for (const reference of EXCHANGE_REFERENCES) {
      const pseudonym = pseudonyms.get(reference)!;
      const { record } = await application.app.get(ReadRecord).execute(actor, { pseudonym, why: false });
      expect(record.status).toBe(CASES.find((one) => one.reference === reference)!.expected);
    }
  });
});
