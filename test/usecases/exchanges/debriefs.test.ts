// Debriefs: invited and never assigned, asked only after acceptance and clearance, used only with consent, seen by nobody else.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { GivenSighting } from '../../../src/domain/exchanges/read-sightings.js';
import { AnswerInvitation } from '../../../src/usecases/exchanges/answer-invitation.js';
import { InviteToDebrief } from '../../../src/usecases/exchanges/invite-to-debrief.js';
import { ListDebriefs } from '../../../src/usecases/exchanges/list-debriefs.js';
import { RecordDebriefConsent } from '../../../src/usecases/exchanges/record-debrief-consent.js';
import { RecordSightings } from '../../../src/usecases/exchanges/record-sightings.js';
import { RetractStatement } from '../../../src/usecases/records/retract-statement.js';
import { ListStatements } from '../../../src/usecases/records/list-statements.js';
import { keyOf, NOBODY, refusalOf } from '../case-world.js';
import { openExchangeWorld, type ExchangeWorld } from './exchange-world.js';

let e: ExchangeWorld;
let partner: Actor;
let inviting: InviteToDebrief;
let answering: AnswerInvitation;
let consenting: RecordDebriefConsent;
let recording: RecordSightings;
let listing: ListDebriefs;
let statements: ListStatements;

beforeAll(async () => {
  e = await openExchangeWorld();
  const { database, clock } = e.world;
  partner = await e.world.worker({ roles: ['liaison'], kind: 'ngo' });
  inviting = new InviteToDebrief(database, clock);
  answering = new AnswerInvitation(database, clock);
  consenting = new RecordDebriefConsent(database, clock);
  recording = new RecordSightings(database, clock);
  listing = new ListDebriefs(database);
  statements = new ListStatements(database, clock);
});
afterAll(() => e.world.stop());

interface Returned {
  readonly exchangeId: string;
  readonly witness: string;
  readonly absent: string;
}

async function returned(): Promise<Returned> {
  const [witness, absent] = [await e.captive(), await e.captive()];
  const exchangeId = await e.agreed([e.line(witness, 'listed'), e.line(absent, 'listed')]);
  const lines = [e.line(witness, 'handed_over'), e.line(absent, 'absent', { said: 'said_not_held' })];
  await e.handOver(exchangeId, { lines });
  return { exchangeId, witness, absent };
}

async function invited(given: Returned): Promise<{ exchangeId: string; debriefId: string }> {
  const { exchangeId, witness } = given;
  const { id } = await inviting.execute(e.office, { exchangeId, person: witness }, null);
  return { exchangeId, debriefId: id };
}

async function accepted(given: Returned): Promise<{ exchangeId: string; debriefId: string }> {
  const address = await invited(given);
  await answering.execute(e.office, { ...address, answer: 'accepts', medicallyCleared: true }, null);
  return address;
}

const saw = (person: string, given: Partial<GivenSighting> = {}): GivenSighting => ({
  person,
  seen: '2021-02~',
  contactStrength: 'firsthand',
  grade: 'B2',
  ...given,
});

async function proofsOf(actor: Actor, pseudonym: string): Promise<string[]> {
  const listed = await statements.execute(actor, { pseudonym });
  return listed.statements
    .filter(({ statement }) => statement.kind === 'proof_of_life')
    .map(({ statement, withdrawn }) => `${statement.source} ${withdrawn === null ? 'stands' : withdrawn.how}`);
}

describe('who is refused', () => {
  it('is whoever has no role for it', async () => {
    const address = await accepted(await returned());
    for (const roles of [['verifier'], ['custodian'], ['auditor'], ['analyst']] as const) {
      const colleague = await e.world.colleagueOf(e.office, roles);
      const attempts = [
        inviting.execute(colleague, { ...address, person: NOBODY }, null),
        answering.execute(colleague, { ...address, answer: 'later', medicallyCleared: false }, null),
        consenting.execute(colleague, { ...address, use: 'tracing', given: true }, null),
        recording.execute(colleague, { ...address, sightings: [saw(NOBODY)] }, null),
        listing.execute(colleague, address),
      ];
      for (const attempt of attempts) expect(await refusalOf(attempt)).toMatchObject({ code: 'forbidden' });
    }
  });

  it('is every other organisation, which does not learn that somebody was asked', async () => {
    const address = await accepted(await returned());
    expect((await listing.execute(partner, address)).debriefs).toEqual([]);
    const command = { ...address, answer: 'later', medicallyCleared: false };
    expect(await refusalOf(answering.execute(partner, command, null))).toMatchObject({ code: 'not_found' });
    const consent = { ...address, use: 'tracing', given: true };
    expect(await refusalOf(consenting.execute(partner, consent, null))).toMatchObject({ code: 'not_found' });
  });
});

describe('an invitation', () => {
  it('is for who came, and made once', async () => {
    const given = await returned();
    const { exchangeId, absent, witness } = given;
    expect((await refusalOf(inviting.execute(e.office, { exchangeId, person: absent }, null))).pointers).toEqual([
      '/person',
    ]);
    const key = keyOf(e.office, 'invite-once', 'body');
    const first = await inviting.execute(e.office, { exchangeId, person: witness }, key);
    expect(await inviting.execute(e.office, { exchangeId, person: witness }, key)).toEqual(first);
    expect(await refusalOf(invited(given))).toMatchObject({ code: 'conflict' });
    expect((await e.world.noted(witness)).at(-1)).toBe('debrief_invited');
  });

  it('is followed by questions only after it was accepted and a doctor agreed', async () => {
    const given = await returned();
    const address = await invited(given);
    const ask = (): Promise<unknown> =>
      recording.execute(e.office, { ...address, sightings: [saw(given.absent)] }, null);
    expect(await refusalOf(ask())).toMatchObject({ code: 'conflict' });
    for (const [answer, medicallyCleared] of [
      ['later', true],
      ['declines', true],
      ['accepts', false],
    ] as const) {
      await answering.execute(e.office, { ...address, answer, medicallyCleared }, null);
      expect(await refusalOf(ask())).toMatchObject({ code: 'conflict' });
    }
    await answering.execute(e.office, { ...address, answer: 'accepts', medicallyCleared: true }, null);
    expect(await ask()).toMatchObject({ recorded: 1, written: 0 });
    await answering.execute(e.office, { ...address, answer: 'declines', medicallyCleared: true }, null);
    expect(await refusalOf(ask())).toMatchObject({ code: 'conflict' });
  });
});

describe('what was seen', () => {
  it('is confidential, and a proof of life for as long as the witness agrees', async () => {
    const given = await returned();
    const address = await accepted(given);
    const other = await e.captive();
    const sightings = [saw(given.absent, { holder: e.north }), saw(other, { contactStrength: 'hearsay' })];
    const recorded = await recording.execute(e.office, { ...address, sightings }, null);
    expect(recorded).toMatchObject({ recorded: 2, written: 0 });
    expect(await proofsOf(e.office, other)).toEqual([]);
    const agree = (use: string, agreed: boolean): Promise<unknown> =>
      consenting.execute(e.office, { ...address, use, given: agreed }, null);
    expect(await agree('proceedings', true)).toMatchObject({ written: 0, retracted: 0 });
    expect(await agree('tracing', true)).toMatchObject({ written: 2, retracted: 0 });
    expect(await agree('tracing', true)).toMatchObject({ written: 0, retracted: 0 });
    for (const person of [given.absent, other]) {
      expect(await proofsOf(e.office, person)).toEqual(['released_detainee_testimony stands']);
    }
    const more = [saw(other, { seen: '2021-03-04', inCustody: false })];
    expect(await recording.execute(e.office, { ...address, sightings: more }, null)).toMatchObject({ written: 1 });
    const listed = await listing.execute(e.office, address);
    expect(listed.debriefs[0]?.sightings).toHaveLength(3);
    expect(listed.statementIds.size).toBe(3);
    expect(await agree('tracing', false)).toMatchObject({ written: 0, retracted: 3 });
    expect(await proofsOf(e.office, other)).toEqual([
      'released_detainee_testimony retracted',
      'released_detainee_testimony retracted',
    ]);
    expect((await listing.execute(e.office, address)).statementIds.size).toBe(0);
  });

  it('is not stated again after its proof was taken back by hand, until consent is given anew', async () => {
    const given = await returned();
    const address = await accepted(given);
    const agree = (agreed: boolean): Promise<unknown> =>
      consenting.execute(e.office, { ...address, use: 'tracing', given: agreed }, null);
    await recording.execute(e.office, { ...address, sightings: [saw(given.absent)] }, null);
    await agree(true);
    e.world.clock.advance(1000);
    const [statementId] = (await listing.execute(e.office, address)).statementIds.values();
    const retracting = new RetractStatement(e.world.database, e.world.clock);
    await retracting.execute(e.office, { statementId: String(statementId), reason: 'Another person was meant.' }, null);
    const more = [saw(await e.captive())];
    expect(await recording.execute(e.office, { ...address, sightings: more }, null)).toMatchObject({ written: 1 });
    await consenting.execute(e.office, { ...address, use: 'proceedings', given: true }, null);
    expect(await proofsOf(e.office, given.absent)).toEqual(['released_detainee_testimony retracted']);
    e.world.clock.advance(1000);
    expect(await agree(true)).toMatchObject({ written: 1, retracted: 0 });
  });

  it('is no longer used once the person declines, and not used again by accepting alone', async () => {
    const given = await returned();
    const address = await accepted(given);
    const say = async (answer: string): Promise<void> => {
      e.world.clock.advance(1000);
      await answering.execute(e.office, { ...address, answer, medicallyCleared: true }, null);
    };
    await recording.execute(e.office, { ...address, sightings: [saw(given.absent)] }, null);
    await consenting.execute(e.office, { ...address, use: 'tracing', given: true }, null);
    await say('later');
    expect(await proofsOf(e.office, given.absent)).toEqual(['released_detainee_testimony stands']);
    await say('declines');
    expect(await proofsOf(e.office, given.absent)).toEqual(['released_detainee_testimony retracted']);
    await say('accepts');
    const more = [saw(await e.captive())];
    expect(await recording.execute(e.office, { ...address, sightings: more }, null)).toMatchObject({ written: 0 });
    e.world.clock.advance(1000);
    const again = { ...address, use: 'tracing', given: true };
    expect(await consenting.execute(e.office, again, null)).toMatchObject({ written: 2 });
  });

  it('is refused as a whole, each fault at its field', async () => {
    const given = await returned();
    const address = await accepted(given);
    const before = await e.rows();
    const attempt = async (sightings: readonly GivenSighting[]): Promise<string[]> =>
      (await refusalOf(recording.execute(e.office, { ...address, sightings }, null))).pointers;
    expect(await attempt([])).toEqual(['/sightings']);
    expect(
      await attempt([
        saw(given.absent),
        saw('nobody', { seen: '20210201', grade: 'Z1', contactStrength: 'direct_two_way' }),
        saw(given.absent, { place: { code: 'x', precision: 'near' }, holder: 'Some Party With Blanks' }),
      ]),
    ).toEqual([
      '/sightings/1/person',
      '/sightings/1/contactStrength',
      '/sightings/1/seen',
      '/sightings/1/grade',
      '/sightings/2/place/precision',
      '/sightings/2/holder',
    ]);
    expect(
      await attempt([
        saw(given.absent),
        saw(NOBODY),
        saw(given.witness),
        saw(given.absent, { place: { code: 'no:where', precision: 'unknown' }, holder: 'nobody' }),
      ]),
    ).toEqual(['/sightings/1/person', '/sightings/2/person', '/sightings/3/place/code', '/sightings/3/holder']);
    expect(await e.rows()).toEqual(before);
  });
});

describe('a debrief at an instant', () => {
  it('is what was known of it then, with the proofs that stood', async () => {
    const { clock } = e.world;
    const told: { knownAt: number; text: string }[] = [];
    const textAt = async (exchangeId: string, knownAt?: number): Promise<string> => {
      const found = await listing.execute(e.office, { exchangeId, knownAt });
      return JSON.stringify([found.debriefs, [...found.statementIds]]);
    };
    const given = await returned();
    const { exchangeId } = given;
    const step = async (): Promise<void> => {
      told.push({ knownAt: clock.now(), text: await textAt(exchangeId) });
      clock.advance(60_000);
    };
    clock.advance(60_000);
    await step();
    const address = await invited(given);
    await step();
    await answering.execute(e.office, { ...address, answer: 'accepts', medicallyCleared: true }, null);
    await recording.execute(e.office, { ...address, sightings: [saw(given.absent)] }, null);
    await step();
    await consenting.execute(e.office, { ...address, use: 'tracing', given: true }, null);
    await step();
    await consenting.execute(e.office, { ...address, use: 'tracing', given: false }, null);
    await step();
    expect(new Set(told.map(({ text }) => text)).size).toBe(5);
    for (const { knownAt, text } of told) expect(await textAt(exchangeId, knownAt)).toBe(text);
    expect(await refusalOf(listing.execute(e.office, { exchangeId, knownAt: 0 }))).toMatchObject({ code: 'not_found' });
    expect((await listing.execute(partner, { exchangeId, knownAt: clock.now() })).debriefs).toEqual([]);
  });
});
