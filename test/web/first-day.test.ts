// What a worker meets on the first day: refusals without inner words, grades and levels that say what they mean, and codes that lead on.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { carryOut, sendForm, signedIn, type FormClient } from './form-client.js';

let office: Office;
let client: FormClient;

beforeAll(async () => {
  office = await openOffice();
  client = await signedIn(office, office.user('coordinator'));
});
afterAll(() => office.stop());

const summaryOf = (html: string): string => /<div class="errors".*?<\/div>/s.exec(html)?.[0] ?? '';

const CAPTURE = {
  kind: 'capture',
  '/valid': '2020-11-02',
  '/source': 'witness',
  '/grade/reliability': 'B',
  '/grade/information': '2',
};

async function statementOn(person: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const page = `/console/persons/${person}/statements`;
  await carryOut(client, `${page}/new?kind=${fields['kind'] ?? ''}`, page, fields);
}

describe('a form that was sent empty', () => {
  it('is refused by its labels, without a pointer, a list of codes or a pattern', async () => {
    const person = await office.registerNameless('test:10');
    const forms: readonly (readonly [string, string])[] = [
      ['/console/tracing-requests/new', '/console/tracing-requests'],
      ['/console/lists/new', '/console/lists'],
      [`/console/persons/${person}/tasks/new`, `/console/persons/${person}/tasks`],
      [`/console/persons/${person}/links/new`, `/console/persons/${person}/links`],
      [`/console/persons/${person}/retention/new`, `/console/persons/${person}/retention`],
    ];
    for (const [page, action] of forms) {
      const answer = await sendForm(client, page, action, {});
      expect([page, answer.status]).toEqual([page, 422]);
      const summary = summaryOf(answer.html);
      expect(summary).toContain('This cannot be done as given.');
      expect(summary.replace(/<[^>]*>/g, ' ')).not.toMatch(/The field|\b[a-z]+_[a-z]+\b|partyKey| \//);
    }
  });

  it('says that a name is needed where it was left out', async () => {
    const answer = await sendForm(client, '/console/search', '/console/search', { '/purpose': 'family_tracing' });
    expect(summaryOf(answer.html)).toContain('Name: Nothing was given here, and it is needed.');
  });
});

describe('registering somebody', () => {
  it('says at the nationalities how they are written, and shows no pattern', async () => {
    const fields = { '/particulars/nationalities': 'am', '/sharingLevel': 'registry_only', '/legalBasis': 'consent' };
    const { status, html } = await sendForm(client, '/console/register', '/console/register', fields);
    expect(status).toBe(422);
    expect(summaryOf(html)).toContain('Nationalities: Not written in the form that is asked for.');
    expect(html).not.toContain('[A-Z]');
    expect(html).toContain('Two-letter country codes in capitals, such as AM');
  });

  it('says of each level of sharing who then reads the record', async () => {
    const { html } = await client.get('/console/register');
    expect(html).toContain('Registry only: your organisation alone.');
    expect(html).toContain('every organisation that depends on no party');
  });
});

describe('a case page', () => {
  it('says in words how far a statement can be believed', async () => {
    const person = await office.registerNameless('test:10');
    await statementOn(person, { ...CAPTURE, '/grade/reliability': 'D', '/grade/information': '4' });
    const { html } = await client.get(`/console/persons/${person}`);
    expect(html).toContain('graded D4 (the source not usually reliable, what it says doubtful)');
  });

  it('names the rule of a clock once', async () => {
    const person = await office.registerNameless('test:10');
    await statementOn(person, CAPTURE);
    const { html } = await client.get(`/console/persons/${person}`);
    expect(html).toContain('No particulars were given to us (AP I 33(2)(a), GC IV 138).');
    expect(html).not.toContain('(AP I 33, GC IV 138) (');
  });

  it('leads to a request about this person, whose pseudonym is filled in', async () => {
    const person = await office.registerNameless('test:10');
    const address = `/console/tracing-requests/new?person=${person}`;
    expect((await client.get(`/console/persons/${person}`)).html).toContain(`href="${address}"`);
    expect((await client.get(address)).html).toContain(`value="${person}"`);
    const verifier = await signedIn(office, office.user('verifier'));
    expect((await verifier.get(`/console/persons/${person}`)).html).not.toContain('tracing-requests/new');
  });

  it('leads from a statement to the item of evidence that it rests on', async () => {
    const item = await carryOut(client, '/console/evidence/new', '/console/evidence', {
      '/sha256': 'ab'.repeat(32),
      '/kind': 'video',
      '/source': 'holder_media',
      '/sharingLevel': 'registry_only',
    });
    const code = item.slice(item.lastIndexOf('/') + 1);
    const person = await office.registerNameless('test:10');
    const film = { ...CAPTURE, kind: 'proof_of_life', '/source': 'holder_media', '/valid': '2020-11-03' };
    await statementOn(person, { ...film, '/details/evidence': code });
    await statementOn(person, { ...film, '/valid': '2020-11-04', '/details/evidence': 'film-12' });
    const { html } = await client.get(`/console/persons/${person}`);
    expect(html).toContain(`<a href="${item}">${code}</a>`);
    expect(html).toContain('Evidence: film-12');
  });
});
