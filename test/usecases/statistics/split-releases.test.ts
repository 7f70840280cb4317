// Splits of releases by party: who may ask and answer, what is refused while somebody has not agreed, and what is published once all have.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import type { SplitRefusalReason } from '../../../src/domain/statistics/release-split.js';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import { AnswerSplit } from '../../../src/usecases/statistics/answer-split.js';
import { AskSplit } from '../../../src/usecases/statistics/ask-split.js';
import { ExportRelease } from '../../../src/usecases/statistics/export-release.js';
import { ListAskedSplits } from '../../../src/usecases/statistics/list-asked-splits.js';
import { ListSplits } from '../../../src/usecases/statistics/list-splits.js';
import { PrepareRelease } from '../../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { SignRelease } from '../../../src/usecases/statistics/sign-release.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { keyOf, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';

const DAY = 86_400_000;
const NOTHING = '00000000-0000-4000-8000-000000000000';

let world: CaseWorld;
let north: Party;
let south: Party;
let office: Actor;
let other: Actor;
let analyst: Actor;
let custodian: Actor;
let verifier: Actor;
let askSplit: AskSplit;
let answerSplit: AnswerSplit;
let prepareRelease: PrepareRelease;
let publishRelease: PublishRelease;

beforeAll(async () => {
  world = await openCaseWorld();
  [north, south] = [await world.party('North'), await world.party('South')];
  office = await world.worker({ roles: ['liaison', 'coordinator'] });
  other = await world.worker({ roles: ['liaison', 'coordinator'] });
  await registerMany(office, north, 24);
  await registerMany(other, south, 31);
  analyst = await world.worker({ roles: ['analyst'] });
  custodian = await world.worker({ roles: ['custodian'] });
  verifier = await world.worker({ roles: ['verifier'] });
  askSplit = new AskSplit(world.database, world.clock);
  answerSplit = new AnswerSplit(world.database, world.clock);
  prepareRelease = new PrepareRelease(world.database, world.clock, readKeys(world.keys));
  publishRelease = new PublishRelease(world.database, world.clock, readKeys(world.keys));
});
afterAll(() => world.stop());

async function registerMany(by: Actor, party: Party, people: number): Promise<void> {
  for (let person = 0; person < people; person += 1)
    await world.register(by, {
      side: party.partyKey,
      statements: [statement({ kind: 'disappearance', valid: '2021-02' })],
    });
}

const ask = async (): Promise<string> => (await askSplit.execute(analyst, { by: 'side' }, null)).id;
const versionOf = async (actor: Actor, id: string): Promise<string> =>
  String((await new ListAskedSplits(world.database).one(actor, id)).request.version);

async function answer(actor: Actor, id: string, given: string, reason?: SplitRefusalReason): Promise<void> {
  await answerSplit.execute(actor, { id, answer: given, reason, ifMatch: [await versionOf(actor, id)] }, null);
}

async function agreedByAll(): Promise<string> {
  const id = await ask();
  for (const feeder of [office, other]) await answer(feeder, id, 'agreed');
  return id;
}

const prepare = async (split: string): Promise<number> =>
  (await prepareRelease.execute(analyst, { split })).document.number;
const sign = (actor: Actor, number: number) => new SignRelease(world.database, world.clock).execute(actor, number);
const publish = (number: number) => publishRelease.execute(analyst, number);
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;

describe('a split of a release by party', () => {
  it('is asked for and answered by nobody whose role does not allow it', async () => {
    const id = await ask();
    for (const role of ROLES) {
      const actor = await world.worker({ roles: [role] });
      if (role !== 'analyst')
        expect([role, await codeOf(askSplit.execute(actor, { by: 'side' }, null))]).toEqual([role, 'forbidden']);
      const command = { id, answer: 'agreed', ifMatch: ['*'] };
      const told = role === 'coordinator' ? 'not_found' : 'forbidden';
      expect([role, await codeOf(answerSplit.execute(actor, command, null))]).toEqual([role, told]);
      expect([role, await codeOf(new ListAskedSplits(world.database).one(actor, id))]).toEqual([role, told]);
      if (!['analyst', 'custodian', 'verifier'].includes(role))
        expect([role, await codeOf(new ListSplits(world.database).execute(actor))]).toEqual([role, 'forbidden']);
    }
  });

  it('tells an organisation that it was asked and nothing of others, and the makers how many agree and no name', async () => {
    const id = await ask();
    await answer(other, id, 'refused', 'figures_incomplete');
    const [mine] = await new ListAskedSplits(world.database).execute(office);
    expect(mine).toEqual({
      id,
      by: 'side',
      askedAt: world.clock.now(),
      corrects: null,
      release: null,
      published: false,
      replaced: false,
      request: {
        organisationId: office.organisationId,
        askedAt: world.clock.now(),
        answer: null,
        reason: null,
        version: 0,
      },
    });
    const [listed] = await new ListSplits(world.database).execute(verifier);
    expect(listed).toMatchObject({ id, asked: 2, agreed: 0, reasons: ['figures_incomplete'] });
    expect(JSON.stringify(listed)).not.toContain(other.organisationId);
    expect(await new ListAskedSplits(world.database).execute(await world.worker({ roles: ['coordinator'] }))).toEqual(
      [],
    );
  });

  it('is not counted before all have agreed, nor where one refuses or takes its agreement back', async () => {
    const id = await ask();
    expect(await codeOf(prepare(id))).toBe('release_not_agreed');
    await answer(office, id, 'agreed');
    const refused = await refusalOf(prepare(id));
    expect([refused.code, refused.message]).toEqual([
      'release_not_agreed',
      'A split by party takes the agreement of every organisation that feeds it: 1 of 2 agree. Wait for the others, or prepare a release without the split.',
    ]);
    await answer(other, id, 'refused', 'would_endanger');
    expect(await codeOf(prepare(id))).toBe('release_not_agreed');
    await answer(other, id, 'agreed');
    await answer(office, id, 'withdrawn');
    expect(await codeOf(prepare(id))).toBe('release_not_agreed');
    expect(await codeOf(prepare(NOTHING))).toBe('not_found');
    const stored = await world.owner.query('SELECT 1 FROM registry.release');
    expect(stored.rowCount).toBe(0);
  });

  it('is answered on what was read, with a reason where it is refused, and each answer once', async () => {
    const id = await ask();
    const given = (command: object) =>
      codeOf(answerSplit.execute(office, { id, answer: 'agreed', ifMatch: ['0'], ...command }, null));
    expect(await given({ ifMatch: null })).toBe('precondition_required');
    expect(await given({ ifMatch: ['1'] })).toBe('precondition_failed');
    expect(await given({ answer: 'perhaps' })).toBe('invalid_field');
    expect(await given({ answer: 'refused' })).toBe('invalid_field');
    expect(await given({ answer: 'refused', reason: 'because of somebody' })).toBe('invalid_field');
    expect(await given({ reason: 'would_mislead' })).toBe('invalid_field');
    expect(await given({ answer: 'withdrawn' })).toBe('conflict');
    const key = keyOf(office, 'answer-once', 'body');
    const command = { id, answer: 'agreed', ifMatch: ['0'] };
    const first = await answerSplit.execute(office, command, key);
    expect(await answerSplit.execute(office, command, key)).toEqual(first);
    expect(await codeOf(answerSplit.execute(office, { ...command, ifMatch: ['1'] }, null))).toBe('conflict');
    const rows = await world.owner.query(
      `SELECT version, answer FROM registry.release_split_answer WHERE split_id = $1`,
      [id],
    );
    expect(rows.rows).toEqual([{ version: 1, answer: 'agreed' }]);
    await expect(world.owner.query(`UPDATE registry.release_split_answer SET answer = 'withdrawn'`)).rejects.toThrow();
  });

  it('takes two organisations at once, and of two colleagues at once one', async () => {
    const id = await ask();
    await Promise.all([answer(office, id, 'agreed'), answer(other, id, 'agreed')]);
    expect((await new ListSplits(world.database).execute(analyst))[0]).toMatchObject({ id, asked: 2, agreed: 2 });
    const colleague = await world.colleagueOf(office, ['coordinator']);
    const both = await Promise.allSettled(
      [office, colleague].map((actor) => answerSplit.execute(actor, { id, answer: 'withdrawn', ifMatch: ['1'] }, null)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await versionOf(office, id)).toBe('2');
  });

  it('keeps no answer without its entry of the log', async () => {
    const id = await ask();
    await world.owner.query(`
      CREATE FUNCTION registry.break_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;
      CREATE TRIGGER broken BEFORE INSERT ON registry.audit_entry FOR EACH ROW EXECUTE FUNCTION registry.break_log()`);
    await expect(answer(office, id, 'agreed')).rejects.toThrow();
    await world.owner.query('DROP TRIGGER broken ON registry.audit_entry');
    expect(await versionOf(office, id)).toBe('0');
    await answer(office, id, 'agreed');
  });

  it('is for the split that was asked for last', async () => {
    const first = await agreedByAll();
    const second = await ask();
    expect(await codeOf(prepare(first))).toBe('release_state_conflict');
    expect(await codeOf(answer(office, first, 'withdrawn'))).toBe('release_state_conflict');
    expect(await codeOf(prepare(second))).toBe('release_not_agreed');
  });

  it('is neither signed nor published once somebody has taken agreement back, until they give it again', async () => {
    const id = await agreedByAll();
    const number = await prepare(id);
    await answer(office, id, 'withdrawn');
    expect(await codeOf(sign(custodian, number))).toBe('release_not_agreed');
    await answer(office, id, 'agreed');
    await sign(custodian, number);
    await sign(verifier, number);
    await answer(other, id, 'refused', 'would_mislead');
    expect(await codeOf(publish(number))).toBe('release_not_agreed');
    expect(await codeOf(new ReadRelease(world.database).execute(number, 'split'))).toBe('not_found');
  });

  it('asks whoever began to feed the registry after the asking, and is refused until they agree too', async () => {
    const id = await agreedByAll();
    const late = await world.worker({ roles: ['liaison', 'coordinator'] });
    await registerMany(late, north, 1);
    expect(await codeOf(prepare(id))).toBe('release_not_agreed');
    expect(await new ListAskedSplits(world.database).execute(late)).toMatchObject([{ id, request: { answer: null } }]);
    await answer(late, id, 'agreed');
    const number = await prepare(id);
    await sign(custodian, number);
    const later = await world.worker({ roles: ['liaison', 'coordinator'] });
    await registerMany(later, south, 1);
    expect(await codeOf(sign(verifier, number))).toBe('release_not_agreed');
    await answer(later, id, 'agreed');
    await sign(verifier, number);
    const last = await world.worker({ roles: ['liaison', 'coordinator'] });
    await registerMany(last, south, 1);
    expect(await codeOf(publish(number))).toBe('release_not_agreed');
    await answer(last, id, 'agreed');
    await publish(number);
    expect(await codeOf(answer(last, id, 'withdrawn'))).toBe('release_state_conflict');
    expect(await codeOf(prepare(id))).toBe('release_state_conflict');
    expect(await codeOf(prepareRelease.execute(analyst))).toBe('release_state_conflict');
  });

  it('stands in the release and in its files, with labels of parties and no place of detention', async () => {
    const [{ document } = { document: null }] = (await new ReadRelease(world.database).list('split')).releases;
    const labels = { [north.partyKey]: 'North', [south.partyKey]: 'South' };
    expect(document?.split).toEqual({ by: 'side', parties: labels });
    expect(document?.notes[0]).toContain('Every organisation that feeds these tables agreed');
    const dimensions = document?.tables.map((table) => table.dimensions.join());
    expect(dimensions).toEqual(['status,side', 'status', 'status_group']);
    const counted = document?.tables[0]?.cells.map(({ key, count }) => [labels[key['side'] ?? ''], count % 10]);
    expect(counted?.sort()).toEqual([
      ['North', 0],
      ['South', 0],
    ]);
    const file = async (name: 'cells.csv' | 'cells.json' | 'cells.hxl.csv' | 'datapackage.json'): Promise<string> =>
      (await new ExportRelease(world.database).execute(document!.number, name, 'split')).text;
    expect((await file('cells.csv')).split('\r\n')[0]).toContain('obs_status,side_code,side_name');
    expect(await file('cells.csv')).toContain(`${north.partyKey},North`);
    expect(await file('cells.hxl.csv')).toContain('#meta+party+code,#meta+party+name');
    expect(JSON.parse(await file('cells.json'))).toMatchObject({ split: { by: 'side' } });
    expect(await file('datapackage.json')).toContain('The side is the party of origin');
    const cells = await world.owner.query(
      `SELECT DISTINCT side_name FROM published.latest_cell WHERE table_name = 'status_by_side' ORDER BY 1`,
    );
    expect(cells.rows).toEqual([{ side_name: 'North' }, { side_name: 'South' }]);
  });

  it('is noted in the log: asking, answers, and the release that it was used for', async () => {
    const rows = await world.owner.query<{ action: string; details: Record<string, unknown> }>(
      `SELECT action, count(*)::int AS n FROM registry.audit_entry WHERE action LIKE 'release_%' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'release_prepared',
        'release_published',
        'release_split_answered',
        'release_split_asked',
      ]),
    );
  });

  it('is told a day after an unsplit release of the same people, and not on the same day', async () => {
    world.clock.advance(DAY);
    const id = await ask();
    for (const asked of await organisationsAsked(id)) await answer(asked, id, 'agreed');
    const { document } = await prepareRelease.execute(analyst);
    for (const signer of [custodian, verifier]) await sign(signer, document.number);
    await publish(document.number);
    expect(await codeOf(prepare(id))).toBe('release_state_conflict');
  });
});

async function organisationsAsked(id: string): Promise<Actor[]> {
  const rows = await world.owner.query<{ organisation_id: string }>(
    'SELECT organisation_id FROM registry.release_split_request WHERE split_id = $1',
    [id],
  );
  return Promise.all(
    rows.rows.map(({ organisation_id: organisationId }) =>
      world.colleagueOf({ ...office, organisationId }, ['coordinator']),
    ),
  );
}
