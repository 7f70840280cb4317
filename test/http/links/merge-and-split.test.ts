// Four reports of one person, merged by review and split again without loss, as every reader sees it through the API.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { expectRecord, type ExpectedRecord } from '../expected-record.js';
import { anonymous } from './anonymous-answers.js';
import { startTestApplication, type TestApplication, type TestUser } from '../../support/http-application.js';

type Rows = { pseudonym: string; status: string }[];

let service: TestApplication;
let owner: Client;
let worker: TestUser;
let workerToken: string;
let verifierToken: string;
/** Everybody who might see a difference, by what they are. */
const readers = new Map<string, string>();
const organisationOf = new Map<string, string>();
let family: string;

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  worker = await service.seedUser({ roles: ['coordinator'] });
  const { organisation } = worker;
  workerToken = await worker.token();
  verifierToken = await (await service.seedUser({ organisation, roles: ['verifier'] })).token();
  readers.set('owner', workerToken);
  readers.set('analyst of the owner', await (await service.seedUser({ organisation, roles: ['analyst'] })).token());
  for (const token of readers.values()) organisationOf.set(token, organisation.id);
  for (const [name, kind, party] of [
    ['partner', 'ngo', null],
    ['central agency', 'central_tracing_agency', null],
    ['bureau', 'national_information_bureau', 'Northern Republic'],
    ['families', 'families_association', null],
  ] as const) {
    const other = await service.seedOrganisation({ kind, party });
    const token = await (await service.seedUser({ organisation: other, roles: ['coordinator', 'analyst'] })).token();
    readers.set(name, token);
    organisationOf.set(token, other.id);
  }
  family = readers.get('families') ?? '';
});

afterAll(async () => {
  await owner.end();
  await service.stop();
});

async function send(token: string, path: string, body: unknown): Promise<Record<string, string>> {
  const answer = await service.request('POST', path, { token, body, headers: { 'if-match': '*' } });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as Record<string, string>;
}

async function get(token: string, path: string): Promise<string> {
  return (await service.request('GET', path, { token })).text;
}

async function register(given: object): Promise<string> {
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', ...given };
  return (await send(workerToken, '/v1/persons', body))['pseudonym'] ?? '';
}

async function state(token: string, pseudonym: string, given: object): Promise<void> {
  await send(token, `/v1/persons/${pseudonym}/statements`, { grade: 'B2', source: 'witness', ...given });
}

/** A reader's own pseudonym of somebody whom it may see; the same text where it may not. */
async function seenBy(token: string, pseudonym: string): Promise<string> {
  const { rows } = await owner.query<{ pseudonym: string }>(
    `SELECT o.pseudonym FROM registry.pseudonym s JOIN registry.pseudonym o USING (person_id)
     WHERE s.pseudonym = $1 AND o.organisation_id = $2`,
    [pseudonym, organisationOf.get(token)],
  );
  return rows[0]?.pseudonym ?? pseudonym;
}

/** Merged by one person's proposal and another one's confirmation. */
async function merge(from: string, into: string): Promise<string> {
  const proposal = { into, reason: 'One register line in two lists.' };
  const { id = '' } = await send(workerToken, `/v1/persons/${from}/links`, proposal);
  service.clock.advance(1000);
  const review = { verdict: 'confirmed', reason: 'Looked at both.' };
  expect(await send(verifierToken, `/v1/persons/${into}/links/${id}/review`, review)).toEqual({
    id,
    state: 'confirmed',
  });
  return id;
}

async function split(pseudonym: string, linkId: string): Promise<void> {
  service.clock.advance(1000);
  const path = `/v1/persons/${pseudonym}/links/${linkId}/withdrawal`;
  expect(await send(workerToken, path, { reason: 'The two are brothers.' })).toMatchObject({ state: 'withdrawn' });
  service.clock.advance(1000);
}

/** Everything that every reader reads of these persons, and the rows behind it; without the moment of reading. */
async function everything(...pseudonyms: string[]): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const ask = async (name: string, token: string, path: string): Promise<void> => {
    answers[name] = await get(token, path);
  };
  for (const [name, token] of readers) {
    // A reader's pseudonym is drawn when it first meets the person.
    await ask(`${name}: list`, token, '/v1/persons?limit=200');
    const seen: string[] = [];
    for (const pseudonym of pseudonyms) seen.push(await seenBy(token, pseudonym));
    const parts = seen.flatMap((pseudonym, place) =>
      ['?why=true', '/status?why=true', '/statements'].map((part) =>
        ask(`${name}: ${place}${part}`, token, `/v1/persons/${pseudonym}${part}`),
      ),
    );
    await Promise.all([
      ask(`${name}: counts`, token, '/v1/statistics/whereabouts-status?by=sex,state,month,category'),
      ...parts,
    ]);
  }
  const { rows } = await owner.query<{ row: object }>(
    `SELECT to_jsonb(r) - 'updated_at' - 'known_from' AS row
     FROM registry.record_projection r JOIN registry.pseudonym s USING (person_id)
     WHERE s.pseudonym = ANY($1) AND s.organisation_id = $2 ORDER BY r.person_id, r.view`,
    [pseudonyms, worker.organisation.id],
  );
  answers['rows'] = JSON.stringify(rows);
  return Object.fromEntries(
    Object.entries(answers)
      .sort()
      .map(([name, text]) => [name, text.replaceAll(/"(asOf|knownAt|requestId)":"[^"]*"/g, '')]),
  );
}

const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const CAUGHT = { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'B2' };
const SEEN = {
  kind: 'proof_of_life',
  valid: '2021-02-01',
  source: 'witness_sighting',
  grade: 'B2',
  details: { inCustody: true },
};
const SECRET = {
  kind: 'arrival',
  valid: '2021-05-01',
  source: 'family',
  confidential: true,
  details: { attestedBy: 'family' },
};

describe('scenario 11: one person reported by four', () => {
  it('is one record after three reviewed merges, and four again when two prove to be brothers', async () => {
    const named = (text: string, order?: string) => ({ identity: { names: [{ text, ...(order && { order }) }] } });
    const byFamily = await register({ ...named('Արվել Թասին'), statements: [LOST] });
    const byMinistry = await register({ ...named('Тассин Арвел', 'surname_first'), statements: [CAUGHT] });
    const byMonitor = await register({
      ...named('Tassin Arvel Odo oglu', 'surname_first'),
      statements: [SEEN],
    });
    const byList = await register({
      ...named('Arwell Tassin'),
      statements: [{ ...SEEN, valid: '2021-03-01', source: 'holder_list' }],
    });
    const all = [byFamily, byMinistry, byMonitor, byList];
    const before = await everything(...all);
    const links = [await merge(byMinistry, byFamily), await merge(byMonitor, byFamily), await merge(byList, byFamily)];

    const survivorOf = (expected: ExpectedRecord): Promise<object> =>
      expectRecord(service, { token: workerToken, pseudonym: byFamily }, expected);
    await survivorOf({
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      deciding: ['proof_of_life'],
      // The holder's list gives particulars; it is 92 days old.
      flags: ['sign_of_life_stale', 'no_family_news'],
    });
    const told = JSON.parse(await get(workerToken, `/v1/persons/${byFamily}/statements`)) as {
      statements: { kind: string; recordedOn: string }[];
    };
    const origins = new Set(told.statements.map(({ recordedOn }) => recordedOn));
    expect(origins).toEqual(new Set(all));
    for (const pseudonym of all.slice(1)) {
      expect(JSON.parse(await get(workerToken, `/v1/persons/${pseudonym}`))).toMatchObject({
        status: 'closed',
        fate: 'unknown',
        flags: [],
        mergedInto: byFamily,
        why: { rule: 'merged_into_another' },
      });
    }
    const partner = readers.get('partner') ?? '';
    const [seen, survivor] = [await seenBy(partner, byList), await seenBy(partner, byFamily)];
    expect(JSON.parse(await get(partner, `/v1/persons/${seen}`))).toMatchObject({ mergedInto: survivor });
    const list = (JSON.parse(await get(workerToken, '/v1/persons?limit=200')) as { records: Rows }).records;
    expect(list.filter(({ status }) => status === 'closed').map(({ pseudonym }) => pseudonym)).toEqual(all.slice(1));
    const listed = JSON.parse(await get(workerToken, '/v1/persons?status=held_acknowledged')) as { records: Rows };
    expect(listed.records.map(({ pseudonym }) => pseudonym)).toEqual([byFamily]);
    const search = await service.request('POST', '/v1/search', {
      token: workerToken,
      body: { name: 'Arwell Tassin', purpose: 'family_tracing' },
    });
    expect(search.body).toMatchObject({ found: [{ pseudonym: byFamily, status: 'held_acknowledged' }] });

    await split(byList, links[2] ?? '');
    const silent = ['sign_of_life_stale', 'particulars_not_seen', 'no_family_news'];
    const held = { status: 'believed_held', rule: 'custody_believed', flags: silent };
    await survivorOf({ ...held, deciding: ['proof_of_life'] });
    await split(byFamily, links[1] ?? '');
    await survivorOf({ ...held, deciding: ['capture'] });
    await split(byMinistry, links[0] ?? '');
    await survivorOf({ status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] });
    expect(await everything(...all)).toEqual(before);
  });
});

describe('a merge', () => {
  it('leaves no trace in any answer after the split', async () => {
    const into = await register({ statements: [LOST, CAUGHT], particulars: { sex: 'male', birth: { date: '1990' } } });
    const from = await register({ statements: [SEEN], particulars: { sex: 'male' } });
    // What an organisation gives in confidence must come through as well, and show in its own view alone.
    const listed = JSON.parse(await get(family, '/v1/persons?limit=200')) as { records: Rows };
    const [, theirs = ''] = listed.records.slice(-2).map(({ pseudonym }) => pseudonym);
    await state(family, theirs, SECRET);
    const before = await everything(into, from);
    const link = await merge(from, into);
    const merged = await everything(into, from);
    expect(merged['bureau: list']).toBe(before['bureau: list']);
    expect(merged['families: 0/status?why=true']).toContain('returned_');
    expect(merged['partner: 0/status?why=true']).toContain('believed_held');
    await split(into, link);
    expect(await everything(into, from)).toEqual(before);
  });

  it('gives each part what was recorded on it meanwhile, as if nobody had merged them', async () => {
    const given = [
      { statements: [LOST], particulars: { sex: 'female' } },
      { statements: [CAUGHT], particulars: { sex: 'female' } },
    ];
    const pairs: string[][] = [[], []];
    for (const each of given) for (const pair of pairs) pair.push(await register(each));
    const [[from = '', into = ''] = [], apart = []] = pairs;
    const link = await merge(from, into);
    service.clock.advance(1000);
    for (const [place, statement] of [
      [0, SEEN],
      [1, { kind: 'death', valid: '2021-03-03', source: 'media' }],
      [0, { kind: 'located', valid: '2021-05-05', source: 'person', details: { attestedBy: 'person' } }],
    ] as const) {
      for (const pair of pairs) await state(workerToken, pair[place] ?? '', statement);
    }
    const survivor = JSON.parse(await get(workerToken, `/v1/persons/${into}?why=true`)) as { status: string };
    expect(survivor.status).toBe('returned_located');
    await split(from, link);
    expect(anonymous(await everything(from, into))).toEqual(anonymous(await everything(...apart)));
  });

  it('is seen at any time as it was then', async () => {
    const [into, from] = [await register({ statements: [LOST] }), await register({ statements: [CAUGHT] })];
    service.clock.advance(60_000);
    const link = await merge(from, into);
    service.clock.advance(60_000);
    const between = new Date(service.clock.now()).toISOString();
    service.clock.advance(60_000);
    const snapshot = await get(workerToken, `/v1/persons/${from}/status?why=true&knownAt=${between}`);
    const statements = await get(workerToken, `/v1/persons/${into}/statements?knownAt=${between}`);
    await split(into, link);
    expect(await get(workerToken, `/v1/persons/${from}/status?why=true&knownAt=${between}`)).toBe(snapshot);
    expect(await get(workerToken, `/v1/persons/${into}/statements?knownAt=${between}`)).toBe(statements);
    expect(JSON.parse(snapshot)).toMatchObject({ status: 'closed', mergedInto: into });
    expect(JSON.parse(await get(workerToken, `/v1/persons/${from}/links`))).toMatchObject({
      links: [{ state: 'withdrawn', withdrawal: { reason: 'The two are brothers.' } }],
    });
    const then = await get(workerToken, `/v1/persons/${from}/links?knownAt=${between}`);
    expect(JSON.parse(then)).toMatchObject({ links: [{ state: 'confirmed', withdrawal: null }] });
  });

  it('shows both records side by side to who reviews it', async () => {
    const [into, from] = [await register({ statements: [LOST] }), await register({ statements: [CAUGHT] })];
    const { id = '' } = await send(workerToken, `/v1/persons/${from}/links`, { into, reason: 'One register line.' });
    const compared = await service.request('GET', `/v1/persons/${into}/links/${id}`, { token: verifierToken });
    expect(compared.body).toMatchObject({
      state: 'proposed',
      awaitsYou: true,
      from,
      into,
      fromRecord: { pseudonym: from, status: 'believed_held' },
      intoRecord: { pseudonym: into, status: 'missing' },
    });
    expect(await get(verifierToken, '/v1/links')).toContain(id);
  });
});
