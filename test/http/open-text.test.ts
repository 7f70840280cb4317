// What a worker types into a field that others read: warned of before anything is kept, told by code alone, kept when it is confirmed.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../support/http-application.js';
import { faultsOf, sendForm, signedIn } from '../web/form-client.js';

const PHONE = '+00 555 726 1904';
const EMAIL = 'desk@post.example';
const CONFIRMED = { 'confirm-open-text': 'true' };

let service: TestApplication;
let owner: Client;
let user: TestUser;
let token: string;
let foreign: string;

beforeAll(async () => {
  service = await startTestApplication();
  owner = new Client({ connectionString: service.database.urls.owner });
  await owner.connect();
  user = await service.seedUser({ roles: ['coordinator'] });
  token = await user.token();
  const other = await service.seedUser({ roles: ['coordinator'] });
  foreign = await other.token();
  await register(foreign, 'Belen Marrow');
  await register(token, 'Halden Roe');
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

const LOST = { kind: 'disappearance', valid: '2020-11-11', source: 'family', grade: 'B2' };

async function register(by: string, name: string): Promise<{ pseudonym: string; statement: string }> {
  const identity = {
    names: [{ text: name }, { text: 'Арвел Тассин' }],
    nextOfKin: [{ name: 'Oda Brellan', kinship: 'sister' }],
  };
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', identity, statements: [LOST] };
  const answer = await service.request('POST', '/v1/persons', { token: by, body });
  const { pseudonym, statements } = answer.body as { pseudonym: string; statements: string[] };
  return { pseudonym, statement: statements.at(-1)! };
}

async function retract(reason: string, headers: Record<string, string> = {}, by = token): Promise<TestAnswer> {
  const { statement } = await register(by, 'Arvel Tassin');
  return service.request('POST', `/v1/statements/${statement}/retraction`, { token: by, body: { reason }, headers });
}

const codesOf = ({ body }: TestAnswer): string[] =>
  (body as { errors: { pointer: string; code: string }[] }).errors.map(({ pointer, code }) => `${pointer} ${code}`);

async function entries(action: string): Promise<string[]> {
  const { rows } = await owner.query<{ text: string }>(
    `SELECT details::text AS text FROM registry.audit_entry WHERE action = $1 ORDER BY id`,
    [action],
  );
  return rows.map(({ text }) => text);
}

describe('a reason is warned of', () => {
  it.each([
    ['a telephone number', `Call ${PHONE} first`, ['/reason looks_like_phone']],
    ['an e-mail address', `Write to ${EMAIL} first`, ['/reason looks_like_email']],
    ['both', `${EMAIL}, ${PHONE} it is`, ['/reason looks_like_phone', '/reason looks_like_email']],
    ['one part of the person’s own name', 'The aunt of ARVEL said so', ['/reason looks_like_registered_name']],
    ['the same in another script in which it is registered', 'Тассин жив', ['/reason looks_like_registered_name']],
    ['one part of the name of their kin', 'Brellan was mistaken', ['/reason looks_like_registered_name']],
    [
      'a whole name of somebody else of the organisation’s',
      'It was Halden Roe',
      ['/reason looks_like_registered_name'],
    ],
  ])('that holds %s', async (_what, reason, codes) => {
    const answer = await retract(reason);
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([422, 'confirm_open_text']);
    expect(codesOf(answer)).toEqual(codes);
    for (const typed of [PHONE, EMAIL, 'ARVEL', 'Тассин', 'Brellan', 'Halden'])
      expect(`${answer.text} ${service.logged()}`).not.toContain(typed);
  });

  it('in the same words, whichever name it holds', async () => {
    const told = async (reason: string): Promise<string> =>
      (await retract(reason)).text.replace(/"requestId":"[^"]*"/, '');
    const one = await told('The aunt of Arvel said so');
    expect(await told('It was Halden Roe')).toBe(one);
  });
});

describe('a reason is not warned of', () => {
  it.each([
    ['a pseudonym, a code and days', 'See WB-7K3QM-B0XWN-4HT8R-ZC2VY-Y and EV-7K3QM-B0XWN-4HT8R-ZC2VY-Y of 2020-12-13'],
    ['one part of somebody else’s name', 'Halden is a village too'],
    ['a name that only another organisation has registered', 'It was Belen Marrow'],
  ])('that holds %s', async (_what, reason) => {
    expect((await retract(reason)).status).toBe(201);
  });
});

describe('what was warned of', () => {
  it('is not kept, and is noted by code alone', async () => {
    const before = (await entries('open_text_warned')).length;
    const withdrawn = async (): Promise<number> =>
      (await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM registry.statement_withdrawal`)).rows[0]?.n ??
      0;
    const kept = await withdrawn();
    await retract(`Call ${PHONE} first`);
    expect(await withdrawn()).toBe(kept);
    const noted = await entries('open_text_warned');
    expect(noted).toHaveLength(before + 1);
    expect(noted.at(-1)).toBe('{"codes": ["looks_like_phone"]}');
  });

  it('is kept when it is confirmed, which is noted too; the same key may be sent again', async () => {
    const { statement } = await register(token, 'Arvel Tassin');
    const at = `/v1/statements/${statement}/retraction`;
    const body = { reason: `Call ${PHONE} first` };
    const key = { 'idempotency-key': 'confirmed-later' };
    expect((await service.request('POST', at, { token, body, headers: key })).status).toBe(422);
    const done = await service.request('POST', at, { token, body, headers: { ...key, ...CONFIRMED } });
    expect(done.status).toBe(201);
    expect((await entries('open_text_kept')).at(-1)).toBe('{"codes": ["looks_like_phone"]}');
  });

  it('tells nothing where the act is refused anyway, so that no guess at a name is free', async () => {
    const { statement } = await register(token, 'Arvel Tassin');
    const at = `/v1/statements/${statement}/retraction`;
    expect((await service.request('POST', at, { token, body: { reason: 'a misprint' } })).status).toBe(201);
    const guess = async (reason: string): Promise<unknown> => {
      const { status, body } = await service.request('POST', at, { token, body: { reason } });
      return [status, (body as { code: string }).code];
    };
    expect(await guess('The aunt of Arvel said so')).toEqual([409, 'already_withdrawn']);
    expect(await guess('The aunt of Nemo said so')).toEqual([409, 'already_withdrawn']);
  });

  it('comes after everything else that refuses', async () => {
    const body = { reason: `Call ${PHONE} first` };
    const { statement } = await register(token, 'Arvel Tassin');
    const hidden = await service.request('POST', `/v1/statements/${statement}/retraction`, { token: foreign, body });
    expect([hidden.status, (hidden.body as { code: string }).code]).not.toContain('confirm_open_text');
  });
});

it('names are compared no more after twenty warnings in a day, so that nobody goes through a list; numbers still are', async () => {
  const eager = await service.seedUser({ roles: ['coordinator'] });
  const by = await eager.token();
  for (let at = 0; at < 20; at += 1) expect((await retract('The aunt of Arvel', {}, by)).status).toBe(422);
  expect((await retract('The aunt of Arvel', {}, by)).status).toBe(201);
  expect(codesOf(await retract(`Arvel, ${PHONE}`, {}, by))).toEqual(['/reason looks_like_phone']);
});

describe('every door with a reason', () => {
  it('of a disclosure and a link warns alike', async () => {
    const [one, two] = [await register(token, 'Arvel Tassin'), await register(token, 'Mira Bree')];
    const at = `/v1/persons/${one.pseudonym}`;
    await service.request('POST', `${at}/assignments`, { token, body: { username: user.username } });
    const reason = `Call ${PHONE} first`;
    const disclosure = { purpose: 'family_contact', fields: ['names'], reason };
    const warned = [
      await service.request('POST', `${at}/disclosures`, { token, body: disclosure }),
      await service.request('POST', `${at}/links`, { token, body: { into: two.pseudonym, reason } }),
    ];
    for (const answer of warned) expect(codesOf(answer)).toEqual(['/reason looks_like_phone']);
    const shown = await service.request('POST', `${at}/disclosures`, { token, body: disclosure, headers: CONFIRMED });
    expect(shown.status).toBe(201);
  });

  it('of the console brings the form back with all that was typed and a box to tick', async () => {
    const { pseudonym, statement } = await register(token, 'Arvel Tassin');
    const client = await signedIn(service, user);
    const page = `/console/persons/${pseudonym}/statements/${statement}/retraction`;
    const fields = { '/reason': `Call ${PHONE} first` };
    const refused = await sendForm(client, page, page, fields);
    expect(refused.status).toBe(422);
    expect(faultsOf(refused)).toEqual(['/reason']);
    expect(refused.html).toContain(`Call ${PHONE} first`);
    expect(refused.html).toMatch(/type="checkbox"[^>]*name="confirmOpenText"/);
    const kept = await sendForm(client, page, page, { ...fields, confirmOpenText: 'yes' });
    expect(kept.status).toBe(303);
  });
});

describe('the reason of a disclosure, of which others are asked for with what is written', () => {
  const disclose = async (reason: string, headers: Record<string, string> = {}, by = user): Promise<TestAnswer> => {
    const bearer = await by.token();
    const { pseudonym } = await register(bearer, 'Arvel Tassin');
    const at = `/v1/persons/${pseudonym}`;
    await service.request('POST', `${at}/assignments`, { token: bearer, body: { username: by.username } });
    const body = { purpose: 'family_contact', fields: ['names'], reason };
    return service.request('POST', `${at}/disclosures`, { token: bearer, body, headers });
  };
  const shown = async (): Promise<number> =>
    (await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM registry.disclosure')).rows[0]?.n ?? 0;

  it('is warned of for the whole name of somebody else of the organisation’s, and nothing is shown or kept', async () => {
    const [before, noted] = [await shown(), (await entries('identity_disclosed')).length];
    const answer = await disclose('It was Halden Roe who called', { 'idempotency-key': 'named-another' });
    expect([answer.status, codesOf(answer)]).toEqual([422, ['/reason looks_like_registered_name']]);
    expect(`${answer.text} ${service.logged()}`).not.toContain('Halden');
    expect([await shown(), (await entries('identity_disclosed')).length]).toEqual([before, noted]);
  });

  it('is warned of for all that it holds at once', async () => {
    const answer = await disclose(`Halden Roe, ${PHONE}`);
    expect(codesOf(answer)).toEqual(['/reason looks_like_phone', '/reason looks_like_registered_name']);
  });

  it('is kept where that is confirmed, which is noted', async () => {
    const answer = await disclose('It was Halden Roe who called', CONFIRMED);
    expect(answer.status).toBe(201);
    expect((await entries('open_text_kept')).at(-1)).toBe('{"codes": ["looks_like_registered_name"]}');
  });

  it('is kept where it holds a name that only another organisation has registered, or one part of a name', async () => {
    expect((await disclose('It was Belen Marrow who called')).status).toBe(201);
    expect((await disclose('Halden is a village too')).status).toBe(201);
  });

  it('is compared with nobody after twenty warnings in a day, those that it was given itself among them', async () => {
    const eager = await service.seedUser({ roles: ['coordinator'] });
    await register(await eager.token(), 'Halden Roe');
    const guess = async (): Promise<number> => (await disclose('It was Halden Roe who called', {}, eager)).status;
    for (let at = 0; at < 20; at += 1) expect(await guess()).toBe(422);
    expect(await guess()).toBe(201);
  });
});

describe('a code of a statement is warned of', () => {
  const assessed = (independentOf: readonly string[], evidence = 'film-1'): object => ({
    kind: 'death_assessment',
    valid: '2021-02',
    source: 'organisation',
    grade: 'B2',
    details: { evidence, finding: 'dead', independentOf },
  });
  const say = async (body: object, headers: Record<string, string> = {}): Promise<TestAnswer> => {
    const { pseudonym } = await register(token, 'Arvel Tassin');
    return service.request('POST', `/v1/persons/${pseudonym}/statements`, { token, body, headers });
  };

  it('where a list of codes is a sentence, and where one code is a name', async () => {
    const sentence = await say(assessed(['Ask', 'at', '0555', '726', '1904']));
    expect([sentence.status, codesOf(sentence)]).toEqual([422, ['/details/independentOf looks_like_phone']]);
    const name = await say(assessed(['film-2'], 'Tassin'));
    expect([name.status, codesOf(name)]).toEqual([422, ['/details/evidence looks_like_registered_name']]);
    const { rows } = await owner.query(`SELECT 1 FROM registry.statement WHERE kind = 'death_assessment'`);
    expect(rows).toEqual([]);
  });

  it('with a person who is registered, and in what takes the place of a statement', async () => {
    const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
    const statements = [LOST, assessed(['Halden', 'Roe'])];
    const registered = await service.request('POST', '/v1/persons', { token, body: { ...body, statements } });
    expect(codesOf(registered)).toEqual(['/statements/1/details/independentOf looks_like_registered_name']);
    const first = await say(assessed(['film-2']));
    expect(first.status).toBe(201);
    const { id } = first.body as { id: string };
    const successor = assessed(['Ask', 'Halden', 'Roe']);
    const better = { token, body: { reason: 'A reason of some length.', successor } };
    const replaced = await service.request('POST', `/v1/statements/${id}/supersession`, better);
    expect(codesOf(replaced)).toEqual(['/successor/details/independentOf looks_like_registered_name']);
  });

  it('and kept where that is confirmed; codes of items and numbers of files are asked about nobody', async () => {
    expect((await say(assessed(['Ask', 'Tassin']), CONFIRMED)).status).toBe(201);
    const before = (await entries('open_text_kept')).length;
    expect((await say(assessed(['20210001234567'], 'a'.repeat(64)))).status).toBe(201);
    expect(await entries('open_text_kept')).toHaveLength(before);
  });
});
