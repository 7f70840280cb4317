// Work goes on with a record whose identity was erased or does not open any more: what was wrongly said or joined of it is still taken back.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';

interface Registered {
  readonly pseudonym: string;
  readonly statements: readonly string[];
}

const LOSS = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };
const WRONG = { reason: 'Read from the wrong line.' };

let service: TestApplication;
let owner: Client;
let token: string;
let custodian: string;
let verifier: string;

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  const organisation = await service.seedOrganisation();
  const worker = async (...roles: ('coordinator' | 'liaison' | 'custodian' | 'verifier')[]): Promise<string> =>
    (await service.seedUser({ organisation, roles })).token();
  token = await worker('coordinator', 'liaison');
  custodian = await worker('custodian');
  verifier = await worker('verifier');
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

function post(address: string, body: object, as = token): Promise<TestAnswer> {
  return service.request('POST', address, { token: as, body });
}

async function registered(name: string): Promise<Registered> {
  const identity = { names: [{ text: name }] };
  const statements = [LOSS, { ...LOSS, kind: 'last_contact' }, { ...LOSS, kind: 'last_seen' }];
  const person = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', identity, statements };
  return (await post('/v1/persons', person)).body as Registered;
}

async function erased(name: string): Promise<Registered> {
  const person = await registered(name);
  await erase(person);
  return person;
}

async function erase({ pseudonym }: Registered): Promise<void> {
  const wish = { ground: 'consent_withdrawn', reason: 'They wish it so.' };
  const asked = await post(`/v1/persons/${pseudonym}/erasures`, wish);
  const { id } = asked.body as { readonly id: string };
  const confirmed = await post(`/v1/persons/${pseudonym}/erasures/${id}/confirmation`, {}, custodian);
  expect([asked.status, Math.floor(confirmed.status / 100)]).toEqual([201, 2]);
}

/** One bit of everything that is sealed of them. */
async function broken(name: string): Promise<Registered> {
  const person = await registered(name);
  const altered = await owner.query(
    `UPDATE vault.sealed_field SET sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1)
     WHERE person_id = (SELECT person_id FROM registry.pseudonym WHERE pseudonym = $1)`,
    [person.pseudonym],
  );
  expect(altered.rowCount).toBe(1);
  return person;
}

describe.each([
  ['erased', erased],
  ['whose seal is broken', broken],
])('of somebody %s', (_what, made) => {
  it('statements are retracted and superseded', async () => {
    const { statements } = await made('Halden Roe');
    expect(await post(`/v1/statements/${statements[2]}/retraction`, WRONG)).toMatchObject({ status: 201 });
    const successor = { ...LOSS, kind: 'last_contact', valid: '2020-11-10' };
    expect(await post(`/v1/statements/${statements[1]}/supersession`, { ...WRONG, successor })).toMatchObject({
      status: 201,
    });
  });

  it('records are proposed to be one', async () => {
    const [one, other] = [await made('Belen Marrow'), await registered('Ordel Massun')];
    const proposed = { into: other.pseudonym, reason: 'Same line in two lists.' };
    expect(await post(`/v1/persons/${one.pseudonym}/links`, proposed)).toMatchObject({ status: 201 });
  });

  it('what others are named for is still found in a text', async () => {
    const { statements } = await made('Ivo Tarn');
    await registered('Mirel Askan');
    const naming = { reason: 'Mirel Askan said so.' };
    expect(await post(`/v1/statements/${statements[2]}/retraction`, naming)).toMatchObject({
      status: 422,
      body: { code: 'confirm_open_text' },
    });
  });
});

it('a record that was merged with one that is erased since is split again', async () => {
  const [one, other] = [await registered('Sorel Vant'), await registered('Kasim Orlo')];
  const linked = await post(`/v1/persons/${one.pseudonym}/links`, {
    into: other.pseudonym,
    reason: 'Same line in two lists.',
  });
  const { id } = linked.body as { readonly id: string };
  const address = `/v1/persons/${one.pseudonym}/links/${id}`;
  const seen = await service.request('GET', address, { token: verifier });
  const confirmed = await service.request('POST', `${address}/review`, {
    token: verifier,
    body: { verdict: 'confirmed', reason: 'Both lists are of one camp.' },
    headers: { 'if-match': seen.headers.get('etag') ?? '' },
  });
  expect(confirmed.status).toBe(201);
  await erase(one);
  expect(await post(`/v1/persons/${other.pseudonym}/links/${id}/withdrawal`, WRONG)).toMatchObject({ status: 201 });
});

it('somebody whose seal is broken is erased', async () => {
  await erase(await broken('Edric Salan'));
});
