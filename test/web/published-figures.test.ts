// The pages of published figures: the list, and one figure beside what was reported.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoadFigures } from '../../src/usecases/published-figures/load-figures.js';
import type { TestAnswer } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';

const PLACE = '/console/published-figures';
const LOST = { measure: 'whereabouts-status', filter: { status: 'missing' } };
const FIGURES = [
  {
    id: 'lost',
    publisher: 'Vale Monitor',
    asOf: '2021-05-31',
    subject: 'people lost',
    value: { min: 3 },
    definition: LOST,
  },
  {
    id: 'lost-too',
    publisher: 'Ministry <of> "Care"',
    asOf: '2021-05',
    subject: 'people lost',
    value: { max: 2 },
    definition: LOST,
    allegedHolder: 'Southern Federation',
    allegedBy: 'the families’ counsel',
    holderPosition: 'denial',
  },
  {
    id: 'parts',
    publisher: 'Commission',
    asOf: '2020',
    subject: 'people freed',
    value: { exact: 14 },
    allegedHolder: 'Southern Federation',
    allegedBy: 'the families’ counsel',
    breakdowns: [
      { complete: false, parts: { elderly: 3 } },
      { complete: true, parts: { military: 12, civilian: 3 } },
    ],
  },
  {
    id: 'others',
    publisher: 'Coast Monitor',
    asOf: '2020',
    subject: 'people released',
    value: { exact: 9 },
    conflictsWith: ['parts'],
  },
];

let office: Office;
let headers: Record<string, string>;
const page = (path: string): Promise<TestAnswer> => office.request('GET', `${PLACE}${path}`, { headers });

beforeAll(async () => {
  office = await openOffice();
  await office.registerNameless('test:10');
  await office.app.get(LoadFigures).execute(office.actor('coordinator'), { file: { figures: FIGURES } }, null);
  const { username, password } = office.user('analyst');
  const signedIn = await office.request('POST', '/sign-in', {
    body: new URLSearchParams({ '/username': username, '/password': password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  headers = { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '', accept: 'text/html' };
});
afterAll(() => office.stop());

describe('the pages of published figures', () => {
  it('list them by publisher and day, with what is to be looked at', async () => {
    const all = await page('');
    for (const text of [
      'people lost',
      'at least 3',
      '1 (at least does not hold)',
      'Not comparable',
      'Clashes with another',
    ])
      expect(all.text).toContain(text);
    const some = await page('?publisher=Commission&day=2020-02-29');
    expect(some.text).toContain('people freed');
    expect(some.text).toContain('Does not add up');
    expect(some.text).not.toContain('people lost');
    expect((await page('?day=2020-02-31')).status).toBe(422);
  });

  it('show one of them beside what was reported, and what does not fit', async () => {
    const lost = await page('/lost');
    expect(lost.text).toContain('Reported to us for 31 May 2021: 1, which does not reach');
    const parts = await page('/parts');
    expect(parts.text).toContain('The whole: including');
    expect(parts.text).toContain('they come to 15, while the whole is stated as 14');
    expect(parts.text).toContain('Southern Federation is alleged to hold');
    expect(parts.text).toContain('stated by Bridge Liaison Office');
    expect(parts.text).toContain('No other figure is recorded that counts the same');
    expect([lost, parts].map(({ text }) => text.includes('<script'))).toEqual([false, false]);
    expect((await page('/nothing')).status).toBe(404);
  });

  it('write every date in words, in sentences and in the words of the picture too', async () => {
    const pages = await Promise.all(['', '/lost', '/lost-too', '/parts'].map(page));
    for (const { text } of pages) expect(text.match(/\b\d{4}-\d{2}\b/g)).toBeNull();
    expect(pages[1]!.text.match(/31 May 2021/g)?.length).toBeGreaterThan(2);
  });

  it('put those who state the same beside one another, in a table and in a picture', async () => {
    const { text } = await page('/lost');
    const [table] = /<table class="cards">.*?<\/table>/s.exec(text)!;
    const rows = table.split('<tr>').slice(2);
    expect(rows.map((row) => /Vale Monitor|Ministry/.exec(row)?.[0])).toEqual(['Ministry', 'Vale Monitor']);
    expect(rows[0]).toContain('<a href="/console/published-figures/lost-too">Ministry &lt;of> &quot;Care&quot;</a>');
    expect(rows[0]).toContain('at most 2');
    expect(rows[0]).toContain('Southern Federation is said to deny it, by the account of Ministry');
    expect(rows[0]).toContain('with Vale Monitor (by the rule for all)');
    expect(rows[1]).toContain('Vale Monitor (this figure)');
    expect(rows[1]).toContain('1 (at least does not hold)');
    const [, alt] = /<img src="\/console\/published-figures\/lost\/beside.svg" alt="([^"]*)"/.exec(text)!;
    expect(alt).toContain('Vale Monitor, as of 31 May 2021: at least 3, reported to this registry: 1 for 31 May 2021.');
    const picture = await page('/lost/beside.svg');
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(picture.headers.get('cache-control')).toBe('no-store');
    expect(picture.text).toContain(alt!.slice(alt!.indexOf('Vale Monitor')));
    expect(picture.text).toContain('Ministry &lt;of&gt; &quot;Care&quot;, as of May 2021: at most 2');
    const pixels = await page('/lost/beside.png');
    expect([pixels.headers.get('content-type'), pixels.headers.get('cache-control')]).toEqual([
      'image/png',
      'no-store',
    ]);
    expect((await page('/nothing/beside.svg')).status).toBe(404);
    expect((await page('/nothing/beside.png')).status).toBe(404);
  });
});
