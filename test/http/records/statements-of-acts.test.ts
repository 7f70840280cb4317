// Retracting and superseding by hand what an act wrote: refused with the act to take instead, which then takes it back.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import type { TestAnswer } from '../../support/http-application.js';
import { expectRecord } from '../expected-record.js';
import { RemainsWorld, WHOLE, type RemainsUser } from '../remains/remains-world.js';

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly own: boolean;
  readonly withdrawn: unknown;
}

const REASON = { reason: 'It was somebody else.' };
const SUCCESSOR = { kind: 'last_contact', valid: '2021-04', source: 'witness', grade: 'B2' };

let world: RemainsWorld;
const ask: RemainsWorld['ask'] = (...given) => world.ask(...given);

beforeAll(async () => {
  world = await RemainsWorld.open();
});
afterAll(() => world.application.stop());

async function standing(user: RemainsUser, pseudonym: string, kind: string): Promise<string> {
  const { statements } = await world.read<{ statements: Told[] }>(`/v1/persons/${pseudonym}/statements`, user);
  const found = statements.find((one) => one.kind === kind && one.own && one.withdrawn === null);
  if (found === undefined) throw new Error(`no ${kind} stands`);
  return found.id;
}

const retract = (user: RemainsUser, id: string): Promise<TestAnswer> =>
  ask('POST', `/v1/statements/${id}/retraction`, user, REASON);

async function retractionsNoted(id: string): Promise<number> {
  const rows = await auditRows(world.application.database);
  const withdrawn = ['statement_retracted', 'statement_superseded'];
  return rows.filter(({ action, subject_id }) => withdrawn.includes(action) && subject_id === id).length;
}

/** Refused however often and in whichever way, with nothing noted as withdrawn. */
async function expectRefused(user: RemainsUser, id: string, code: string): Promise<void> {
  const better = { ...REASON, successor: SUCCESSOR };
  for (const answer of [
    await retract(user, id),
    await retract(user, id),
    await ask('POST', `/v1/statements/${id}/supersession`, user, better),
  ])
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, code]);
  expect(await retractionsNoted(id)).toBe(0);
}

/** By the act, once; by hand it is then withdrawn before. */
async function expectTakenBack(user: RemainsUser, id: string): Promise<void> {
  const again = await retract(user, id);
  expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'already_withdrawn']);
  expect(await retractionsNoted(id)).toBe(1);
}

const expectMissing = (pseudonym: string): Promise<unknown> =>
  expectRecord(
    world.application,
    { token: world.tokenOf('office'), pseudonym },
    { status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] },
  );

describe('a statement of a link between remains and a person', () => {
  it('is taken back by withdrawing the link, identification and hand-over alike', async () => {
    const estimate = { extent: 'commingled', minimumIndividuals: 2, sharingLevel: 'partners_pseudonymous' };
    const remains = await world.made('/v1/remains', 'first', estimate);
    const [one, other] = [await world.missingForBoth(), await world.missingForBoth()];
    const link = await world.confirmedLink(remains, [one.theirs, other.theirs]);
    await world.done(`/v1/remains/${remains}/links/${link}/hand-over`, 'second', WHOLE);
    const identified = await standing('second', one.theirs, 'remains_identified');
    const handedOver = await standing('first', one.theirs, 'remains_handed_over');
    for (const id of [identified, handedOver]) await expectRefused('first', id, 'withdraw_remains_link_instead');
    // Who may not touch it is not told what wrote it.
    expect(((await retract('office', identified)).body as { code: string }).code).toBe('forbidden');
    await world.done(`/v1/remains/${remains}/links/${link}/withdrawal`, 'first', REASON);
    for (const id of [identified, handedOver]) await expectTakenBack('first', id);
    for (const { own } of [one, other]) await expectMissing(own);
  });

  it('is not every statement about remains', async () => {
    const { own, theirs } = await world.missingForBoth();
    const by = { valid: '2021-05', source: 'forensic_report', grade: 'A1' };
    const details = { method: 'dna', level: 'confirmed', remains: 'r-17' };
    const path = `/v1/persons/${theirs}/statements`;
    const id = await world.made(path, 'first', { ...by, kind: 'remains_identified', details });
    expect((await retract('first', id)).status).toBe(201);
    expect(await retractionsNoted(id)).toBe(1);
    await expectMissing(own);
  });
});

describe('a statement of an answer to a list', () => {
  it('is taken back by withdrawing the answer', async () => {
    const person = await world.missing();
    const side = { party: world.north };
    const lines = [{ pseudonym: person }];
    const list = await world.made('/v1/lists', 'office', {
      submitter: side,
      recipient: side,
      submittedOn: '2021-02-10',
      lines,
    });
    const answered = { line: 1, answer: 'acknowledged', answeredOn: '2021-03-01', answeredBy: side };
    const answer = await world.made(`/v1/lists/${list}/answers`, 'office', answered);
    const id = await standing('office', person, 'acknowledgement');
    await expectRefused('liaison', id, 'withdraw_list_answer_instead');
    const { status } = await ask('POST', `/v1/lists/${list}/answers/${answer}/withdrawal`, 'office', REASON);
    expect(status).toBe(201);
    await expectTakenBack('liaison', id);
    await expectMissing(person);
  });
});

describe('a statement of the roster of an exchange', () => {
  it('is taken back by correcting its line; whoever else verified takes its own word back by hand', async () => {
    const { own } = await world.missingForBoth();
    const south = (await world.application.seedOrganisation({ party: 'South' })).party?.partyKey ?? '';
    const agency = await world.application.seedOrganisation({ kind: 'central_tracing_agency' });
    const verifier = await world.application.seedUser({ organisation: agency, roles: ['coordinator'] });
    const token = await verifier.token();
    const id = await world.made('/v1/exchanges', 'office', {
      sides: [world.north, south],
      sharingLevel: 'partners_pseudonymous',
      legalBasis: 'vital_interests',
    });
    const line = (standingOnIt: string, said?: string): object => ({
      person: own,
      side: world.north,
      standing: standingOnIt,
      said,
    });
    const steps = `/v1/exchanges/${id}/steps`;
    await world.made(`/v1/exchanges/${id}/roster`, 'office', { lines: [line('listed')] });
    await world.made(steps, 'office', { from: 'proposed', to: 'agreed' });
    const day = '2021-05-20';
    const handOver = { from: 'agreed', to: 'handed_over', day, lines: [line('handed_over')] };
    await world.made(steps, 'office', handOver);
    const exchanged = await standing('office', own, 'exchange');
    await expectRefused('liaison', exchanged, 'correct_roster_instead');

    // The agency meets the person by its own pseudonym in its list.
    const { records } = (await world.application.request('GET', '/v1/persons?limit=200', { token })).body as {
      records: { pseudonym: string }[];
    };
    const pseudonym = records.at(-1)?.pseudonym ?? '';
    const verified = { from: 'handed_over', to: 'verified', day, attestedBy: 'neutral_agency' };
    expect((await world.application.request('POST', steps, { token, body: verified })).status).toBe(201);
    const path = `/v1/persons/${pseudonym}/statements`;
    const { statements } = (await world.application.request('GET', path, { token })).body as { statements: Told[] };
    const arrival = statements.find((one) => one.kind === 'arrival' && one.own)?.id ?? '';
    const byHand = { token, body: REASON };
    const taken = await world.application.request('POST', `/v1/statements/${arrival}/retraction`, byHand);
    expect(taken.status).toBe(201);

    const correction = { lines: [line('absent', 'not_said')], reason: REASON.reason };
    await world.made(`/v1/exchanges/${id}/roster`, 'office', correction);
    await expectTakenBack('liaison', exchanged);
    await expectMissing(own);
  });
});
