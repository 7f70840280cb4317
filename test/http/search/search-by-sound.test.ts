// Finding a person by name through the API: in every script and spelling, not a brother, and nobody of whom one may not know.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';

let service: TestApplication;
let owner: string;
let stranger: string;
let person: string;

/** An invented person, registered in the writing of one source. */
const REGISTERED = 'Elchin Aliagha oglu Mammadov';

async function register(token: string, name: string, rest: object = {}): Promise<string> {
  const body = {
    identity: { names: [{ text: name }], birthDate: '1984-05-06' },
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    ...rest,
  };
  const answer = await service.request('POST', '/v1/persons', { token, body });
  expect(answer.status).toBe(201);
  return (answer.body as { pseudonym: string }).pseudonym;
}

interface Found {
  readonly pseudonym: string;
  readonly band: string;
  readonly why: readonly { readonly part: string; readonly finding: string }[];
}

async function search(name: string, birthYear?: number, token = owner): Promise<{ found: Found[]; more: boolean }> {
  const body = { name, purpose: 'family_tracing', ...(birthYear !== undefined && { birthYear }) };
  const answer = await service.request('POST', '/v1/search', { token, body });
  expect(answer.status).toBe(200);
  return answer.body as { found: Found[]; more: boolean };
}

async function inquire(names: readonly string[], birthDate?: string): Promise<{ band: string; status?: string }> {
  const sought = { names: names.map((text) => ({ text })), ...(birthDate !== undefined && { birthDate }) };
  const body = { sought, purpose: 'family_tracing' };
  const answer = await service.request('POST', '/v1/inquiries', { token: stranger, body });
  expect(answer.status).toBe(201);
  return answer.body as { band: string; status?: string };
}

beforeAll(async () => {
  service = await startTestApplication();
  owner = await (await service.seedUser({ roles: ['liaison', 'coordinator'] })).token();
  stranger = await (await service.seedUser({ roles: ['inquirer', 'liaison'] })).token();
  person = await register(owner, REGISTERED);
});
afterAll(async () => {
  await service.stop();
});

const WRITINGS: readonly (readonly [string, string])[] = [
  ['Latin letters with the father’s name', 'Elchin Aliagha oglu Mammadov'],
  ['Latin letters, surname first', 'MAMMADOV Elchin Aliagha oglu'],
  ['Azerbaijani letters', 'Məmmədov Elçin Əliağa oğlu'],
  ['a missing father’s name', 'Elchin Mammadov'],
  ['Russian', 'Мамедов Эльчин Алиага оглы'],
  ['Russian without the father', 'Эльчин Мамедов'],
  ['Armenian', 'Էլչին Մամեդով'],
  ['Georgian', 'ელჩინ მამედოვი'],
  ['Arabic script', 'الچین محمدوف'],
  ['one wrong letter', 'Elchip Mammadov'],
  ['one letter too few', 'Elchin Mamadov'],
  ['two letters exchanged', 'Elchin Mammdaov'],
];

describe('one person', () => {
  it.each(WRITINGS)('is found by %s', async (_what, name) => {
    const { found } = await search(name, 1984);
    expect(found.map(({ pseudonym }) => pseudonym)).toContain(person);
  });

  it.each(WRITINGS)('is asked after by %s', async (_what, name) => {
    expect(['one_match', 'possible_matches']).toContain((await inquire([name], '1984-05-06')).band);
  });

  it('is the one match of a full name and a day, and by the name alone never', async () => {
    expect(await inquire(['Эльчин Мамедов'], '1984-05-06')).toMatchObject({ band: 'one_match', status: 'missing' });
    expect(await inquire([REGISTERED])).toMatchObject({ band: 'possible_matches' });
    expect((await search(REGISTERED)).found).toMatchObject([{ pseudonym: person, band: 'possible' }]);
  });

  it('is told part by part, without a word of the name', async () => {
    const answer = await search('Эльчин Мамедов', 1984);
    expect(answer.found[0]?.why).toEqual([
      { part: 'name', finding: 'match', reason: 'sounds_alike' },
      { part: 'name', finding: 'match', reason: 'sounds_alike' },
      { part: 'patronymic', finding: 'blank', reason: 'missing_on_one_side' },
      { part: 'birth', finding: 'match', reason: 'same_year' },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/elchin|mammad|aliag|эльчин/i);
  });
});

describe('others', () => {
  it.each([
    ['a brother', 'Elshad Aliagha oglu Mammadov'],
    ['a sister', 'Elnara Aliagha qizi Mammadova'],
    ['somebody of another father', 'Elchin Rustam oglu Mammadov'],
    ['somebody of another surname', 'Elchin Huseynov'],
  ])('are not taken for them: %s', async (_what, name) => {
    expect((await search(name, 1984)).found).toEqual([]);
    expect(await inquire([name], '1984-05-06')).toMatchObject({ band: 'none' });
  });

  it('of the same name and year beside them leave nobody the one match', async () => {
    const twins = await service.seedUser({ roles: ['liaison'] });
    const token = await twins.token();
    await register(token, 'Qorban Zadrunov');
    expect((await search('Горбан Задрунов', 1984, token)).found).toMatchObject([{ band: 'one_match' }]);
    await register(token, 'Ghorban Zadrunov');
    const { found } = await search('Qorban Zadrunov', 1984, token);
    expect(found.map(({ band }) => band)).toEqual(['possible', 'possible']);
  });
});

describe('whoever may not know of a person', () => {
  it('is answered by every writing as for nobody', async () => {
    await register(owner, 'Ilham Quliyev', { sharingLevel: 'registry_only' });
    const nobody = await inquire(['Zaur Teymurov'], '1984-05-06');
    for (const name of ['Ilham Quliyev', 'Ильхам Кулиев', 'Ilham Quliev']) {
      expect({ ...(await inquire([name], '1984-05-06')), id: '' }).toEqual({ ...nobody, id: '' });
      expect(await search(name, 1984, stranger)).toEqual({ found: [], more: false });
    }
  });
});

it('answers ten at most, the surest first, and says that there are more', async () => {
  const token = await (await service.seedUser({ roles: ['liaison'] })).token();
  for (let at = 0; at < 11; at += 1) await register(token, 'Tural Besirov');
  const exact = await register(token, 'Tural Bashirov', {
    identity: { names: [{ text: 'Tural Bashirov' }], birthDate: '1990' },
  });
  const { found, more } = await search('Tural Bashirov', 1990, token);
  expect(found.length).toBeLessThanOrEqual(10);
  expect(found[0]?.pseudonym).toBe(exact);
  const namesakes = await search('Tural Besirov', undefined, token);
  expect([namesakes.found.length, namesakes.more, more]).toEqual([10, true, false]);
});
