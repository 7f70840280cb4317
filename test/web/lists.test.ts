// The pages of lists: taking one in, matching its lines, answers and their withdrawal, and export; refusals first, and once through a browser.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsoleWorld, type ConsoleWorld } from './console-world.js';
import { carryOut, faultsOf, sendForm, signedIn, type FormClient, type PageAnswer } from './form-client.js';

const PLACE = '/console/lists';
const LINE = 'Quellmann, Ilmar, of the mill';

let world: ConsoleWorld;
let client: FormClient;
let north: string;
let south: string;
let person: string;

beforeAll(async () => {
  world = await openConsoleWorld();
  client = await signedIn(world, world.user('coordinator'));
  [north, south] = world.parties.map(({ partyKey }) => `party:${partyKey}`) as [string, string];
  person = await world.registerNameless('test:10');
  await done(`${PLACE}/new`, PLACE, { ...given(LINE), '/reference': 'L-KNOWN' });
});
afterAll(() => world.stop());

const send = (page: string, action: string, fields: Readonly<Record<string, string>>): Promise<PageAnswer> =>
  sendForm(client, page, action, fields);
const done = (page: string, action: string, fields: Readonly<Record<string, string>>): Promise<string> =>
  carryOut(client, page, action, fields);

let taken = 0;
const given = (lines: string): Record<string, string> => ({
  '/submitter': south,
  '/recipient': north,
  '/submittedOn': '2021-02-10',
  '/reference': `L-${(taken += 1)}`,
  '/lines': lines,
});

const takeIn = (lines: string): Promise<string> => done(`${PLACE}/new`, PLACE, given(lines));

const ANSWER = {
  '/answer': 'acknowledged',
  '/answeredOn': '2021-03-01',
  '/grade/reliability': 'B',
  '/grade/information': '2',
};

async function statusOf(pseudonym: string): Promise<unknown> {
  const token = await world.user('coordinator').token();
  const { body } = await world.request('GET', `/v1/persons/${pseudonym}/status`, { token });
  return (body as { status: string }).status;
}

async function acknowledgementOf(pseudonym: string): Promise<string> {
  const token = await world.user('coordinator').token();
  const { body } = await world.request('GET', `/v1/persons/${pseudonym}/statements`, { token });
  const { statements } = body as { statements: { id: string; kind: string }[] };
  return statements.find(({ kind }) => kind === 'acknowledgement')?.id ?? '';
}

function answersOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*\/answers\/[0-9a-f-]{36}\/withdrawal)"/g)].map(([, address = '']) => address);
}

describe('taking in a list', () => {
  it('is not for who only reads lists, nor is any work on it', async () => {
    const address = await takeIn(LINE);
    const verifier = await signedIn(world, world.user('verifier'));
    const forms = [`${PLACE}/new`, `${address}/answers/new`, `${address}/lines/1/match`];
    for (const path of forms) expect((await verifier.get(path)).status).toBe(403);
    const { formToken } = await verifier.sealOf(PLACE);
    expect((await verifier.post(PLACE, { formToken, ...given(LINE) })).status).toBe(403);
    const posts = [`${address}/answers`, `${address}/lines/1/match`, `${address}/lines/1/match/withdrawal`];
    for (const path of posts) expect((await verifier.post(path, { formToken })).status).toBe(403);
    const read = await verifier.get(address);
    expect(read.status).toBe(200);
    expect(read.html).not.toMatch(/answers\/new|\/match(?!es")/);
  });

  it.each([
    [{ '/submitter': '' }, '/submitter', ''],
    [{ '/recipient': 'party:nobody' }, '/recipient', ''],
    [{ '/submittedOn': '10.02.2021' }, '/submittedOn', ''],
    [{ '/lines': '' }, '/lines', '1 to 500 lines'],
    [{ '/lines': `${LINE}\n\nWB-00000-00000-00000-00000-0` }, '/lines', 'Line 2: your pseudonym of a person'],
    [{ '/lines': '#5-4' }, '/lines', 'Line 1: whole numbers'],
    [{ '/reference': 'L-KNOWN' }, '/reference', 'has not used before'],
  ])('with %j is refused at its field', async (changed, at, words) => {
    const answer = await send(`${PLACE}/new`, PLACE, { ...given(LINE), ...changed });
    expect([answer.status, faultsOf(answer)]).toEqual([422, [at]]);
    expect(answer.html).toContain(words);
    expect(answer.html).toContain('/lines' in changed ? changed['/lines'] : LINE);
  });

  it('reads pseudonyms, counts and texts line by line, and shows none of the texts', async () => {
    const address = await takeIn(`${person}\n#4-5 in a cellar\n\n${LINE}\n#3`);
    const { html } = await client.get(address);
    for (const words of ['4 lines', '4 to 5 people', 'Somebody not matched yet', '3 people', person.slice(0, 8)])
      expect(html).toContain(words);
    expect(html).not.toMatch(/Quellmann|cellar/);
    expect((await client.get(PLACE)).html).toContain(address);
  });

  it('sent twice is one list', async () => {
    const fields = { ...(await client.sealOf(`${PLACE}/new`)), ...given(LINE) };
    const [one, two] = [await client.post(PLACE, fields), await client.post(PLACE, fields)];
    expect([one.status, two.headers.get('location')]).toEqual([303, one.headers.get('location')]);
  });

  it('shows its lines by pages', async () => {
    const address = await takeIn(Array.from({ length: 51 }, () => '#2').join('\n'));
    const { html } = await client.get(address);
    expect(html).toContain(`${address}?after=50`);
    expect((await client.get(`${address}?after=50`)).html).toContain('<th scope="row">51</th>');
  });
});

describe('a line', () => {
  it('is matched to somebody whom the organisation knows, and the match is taken back with a reason', async () => {
    const address = await takeIn(`${LINE}\n#4`);
    const page = `${address}/lines/1/match`;
    for (const nobody of ['WB-00000-00000-00000-00000-0', 'somebody']) {
      const answer = await send(page, page, { '/pseudonym': nobody });
      expect([answer.status, faultsOf(answer)]).toEqual([422, ['/pseudonym']]);
    }
    expect((await client.get(`${address}/lines/9/match`)).status).toBe(404);
    const counted = await send(`${address}/lines/2/match`, `${address}/lines/2/match`, { '/pseudonym': person });
    expect([counted.status, counted.html.includes('counts several people')]).toEqual([422, true]);
    await done(page, page, { '/pseudonym': person });
    expect((await send(page, page, { '/pseudonym': person })).html).toContain('matched already');
    const back = `${page}/withdrawal`;
    const unfounded = await send(back, back, { '/reason': '' });
    expect([unfounded.status, faultsOf(unfounded)]).toEqual([422, ['/reason']]);
    await done(back, back, { '/reason': 'Another man of that name.' });
    expect((await client.get(address)).html).toContain('Somebody not matched yet');
  });

  it('is answered by a party about the person, until the answer is withdrawn', async () => {
    const somebody = await world.registerNameless('test:20');
    const address = await takeIn(somebody);
    const page = `${address}/answers/new?line=1`;
    expect((await client.get(page)).html).toContain('name="/line" value="1"');
    const none = await send(page, `${address}/answers`, { ...ANSWER, '/line': '1' });
    expect([none.status, faultsOf(none)]).toEqual([422, ['/answeredBy']]);
    const ungraded = { ...ANSWER, '/line': '1', '/answeredBy': north, '/grade/information': '' };
    expect((await send(page, `${address}/answers`, ungraded)).html).toContain('reliability A-F');
    await done(page, `${address}/answers`, { ...ANSWER, '/line': '1', '/answeredBy': north });
    expect(await statusOf(somebody)).toBe('held_acknowledged');
    const retraction = `/console/persons/${somebody}/statements/${await acknowledgementOf(somebody)}/retraction`;
    const byHand = await send(retraction, retraction, { '/reason': 'It was not so.' });
    expect(byHand.status).toBe(422);
    expect(byHand.html).toContain('An answer to a list wrote this statement. Withdraw the answer');
    const [withdrawal = ''] = answersOf((await client.get(address)).html);
    const unfounded = await send(withdrawal, withdrawal, { '/reason': ' ' });
    expect([unfounded.status, faultsOf(unfounded)]).toEqual([422, ['/reason']]);
    await done(withdrawal, withdrawal, { '/reason': 'It was about another line.' });
    expect(await statusOf(somebody)).toBe('missing');
    expect(answersOf((await client.get(address)).html)).toEqual([]);
  });

  it('is not touched by an answer to the whole list', async () => {
    const somebody = await world.registerNameless('test:20');
    const address = await takeIn(somebody);
    await done(`${address}/answers/new`, `${address}/answers`, { ...ANSWER, '/line': '', '/answeredBy': north });
    const { html } = await client.get(address);
    expect(html).toContain('This touches no single record.');
    expect(html).toContain('No answer; the list is');
    expect(await statusOf(somebody)).toBe('missing');
  });
});

describe('the export', () => {
  it('is a file of pseudonyms and counts, for readers of lists', async () => {
    const address = await takeIn(`${LINE}\n${person}`);
    const { status, headers, html } = await client.get(`${address}/export`);
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="list.csv"',
    ]);
    expect(html).toContain(person);
    expect(html).not.toContain('Quellmann');
    const auditor = await signedIn(world, world.user('auditor'));
    expect((await auditor.get(`${address}/export`)).status).toBe(403);
  });
});

describe('in a browser', () => {
  it('a list is taken in, a line matched, answered, withdrawn and unmatched, with no name in any address', async () => {
    const { page, requested } = await world.signIn('coordinator');
    await page.goto(PLACE);
    await page.getByRole('link', { name: 'Take in a list' }).click();
    await page.getByLabel('Submitted by').selectOption({ label: 'Southern Federation' });
    await page.getByLabel('Submitted to').selectOption({ label: 'Northern Republic' });
    await page.getByLabel('Submitted on').fill('2021-02-10');
    await page.getByLabel('Lines').fill(`${LINE}\n#4-5 in a cellar`);
    await page.getByRole('button', { name: 'Take in' }).click();
    await page.waitForURL(/lists\/[0-9a-f-]{36}$/);
    await page.getByRole('link', { name: 'Match line 1' }).click();
    await page.getByLabel('Pseudonym').fill(person);
    await page.getByRole('button', { name: 'Match' }).click();
    await page.getByRole('link', { name: 'Record an answer to line 1' }).click();
    await page.getByLabel('Answer', { exact: true }).selectOption('denied');
    await page.getByLabel('Answered on').fill('2021-03-01');
    await page.getByLabel('Answered by').selectOption({ label: 'Northern Republic' });
    await page.getByLabel('Reliability of the source').selectOption('B');
    await page.getByLabel('Credibility of the information').selectOption('2');
    await page.getByRole('button', { name: 'Record' }).click();
    expect(await page.locator('main').innerText()).toContain('Denied, Northern Republic');
    await page.getByRole('link', { name: /^Withdraw the answer of Northern Republic/ }).click();
    await page.getByLabel('Reason').fill('It was about another line.');
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('link', { name: 'Take back the match of line 1' }).click();
    await page.getByLabel('Reason').fill('Another man of that name.');
    await page.getByRole('button', { name: 'Take the match back' }).click();
    expect(await page.locator('main').innerText()).toContain('Somebody not matched yet');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as a table' }).click();
    expect((await download).suggestedFilename()).toBe('list.csv');
    expect(requested.join('\n')).not.toMatch(/Quellmann|cellar/);
  });
});
