// The pages of remains: who is refused, what a case and a link must say, and an identification confirmed, handed over and withdrawn.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './console-world.js';
import { signedIn, type FormClient } from './form-client.js';

let office: Office;
let coordinator: FormClient;
let verifier: FormClient;
let liaison: FormClient;
let outsider: FormClient;

beforeAll(async () => {
  office = await openOffice();
  coordinator = await signedIn(office, office.user('coordinator'));
  verifier = await signedIn(office, office.user('verifier'));
  liaison = await signedIn(office, office.user('liaison'));
  outsider = await signedIn(office, await office.seedUser({ roles: ['coordinator'] }));
});
afterAll(() => office.stop());

type Fields = Readonly<Record<string, string>>;

async function send(client: FormClient, page: string, action: string, fields: Fields): ReturnType<FormClient['post']> {
  office.clock.advance(1000);
  return client.post(action, { ...(await client.sealOf(page)), ...fields });
}

async function done(client: FormClient, page: string, action: string, fields: Fields): Promise<string> {
  const answer = await send(client, page, action, fields);
  if (answer.status !== 303) throw new Error(`${action}: ${answer.status} ${answer.html}`);
  return answer.headers.get('location') ?? '';
}

const NEW = '/console/remains/new';
const CASE = { '/extent': 'whole', '/sharingLevel': 'partners_pseudonymous' };
const GRADE = { '/grade/reliability': 'A', '/grade/information': '1' };
const DNA = { '/method': 'dna', '/level': 'confirmed', '/valid': '2021-05', ...GRADE };
const WHOLE = { '/extent': 'whole', '/valid': '2021-05-20', '/source': 'forensic_report', ...GRADE };

const recorded = (more: Fields = {}): Promise<string> =>
  done(coordinator, NEW, '/console/remains', { ...CASE, ...more });

/** Answers the address of the link. */
async function proposed(remains: string, persons: string, more: Fields = {}): Promise<string> {
  await done(coordinator, `${remains}/links/new`, `${remains}/links`, { '/persons': persons, ...DNA, ...more });
  const withdrawals = [...(await coordinator.get(remains)).html.matchAll(/href="([^"]+)\/withdrawal"/g)];
  return withdrawals[0]?.[1] ?? '';
}

async function confirmed(remains: string, persons: string, more: Fields = {}): Promise<string> {
  const link = await proposed(remains, persons, more);
  await done(verifier, `${link}/confirmation`, `${link}/confirmation`, {});
  return link;
}

async function pageOf(pseudonym: string): Promise<string> {
  return (await coordinator.get(`/console/persons/${pseudonym}`)).html;
}

describe('who is refused', () => {
  it('every page of remains, to whoever works on no case', async () => {
    const inquirer = await signedIn(office, office.user('inquirer'));
    for (const path of ['', '/new']) expect((await inquirer.get(`/console/remains${path}`)).status).toBe(403);
    expect((await inquirer.get('/console')).html).not.toContain('href="/console/remains"');
  });

  it('what records and links, to a liaison worker, who reads', async () => {
    const remains = await recorded();
    const link = await proposed(remains, await office.registerNameless('test:10'));
    const page = (await liaison.get(remains)).html;
    for (const words of ['links/new', '/confirmation', '/withdrawal']) expect(page).not.toContain(words);
    expect((await liaison.get('/console/remains')).html).not.toContain(NEW);
    for (const path of [NEW, `${remains}/links/new`, `${link}/confirmation`, `${link}/withdrawal`, `${link}/hand-over`])
      expect((await liaison.get(path)).status).toBe(403);
    const forms = [
      ['/console/remains', CASE],
      [`${link}/confirmation`, {}],
      [`${link}/hand-over`, WHOLE],
    ] as const;
    for (const [action, fields] of forms) expect((await send(liaison, remains, action, fields)).status).toBe(403);
  });

  it('a case that is not shared, and a link that is not there, as if there were none', async () => {
    const hidden = await recorded({ '/sharingLevel': 'registry_only' });
    for (const path of ['', '/links/new']) expect((await outsider.get(`${hidden}${path}`)).status).toBe(404);
    expect((await outsider.get('/console/remains')).html).not.toContain(hidden);
    const nowhere = `${hidden}/links/00000000-0000-4000-8000-000000000000`;
    for (const form of ['confirmation', 'withdrawal', 'hand-over'])
      expect((await coordinator.get(`${nowhere}/${form}`)).status).toBe(404);
  });
});

describe('a case', () => {
  it.each([
    [{ '/extent': '' }, 'Choose one from the list.'],
    [{ '/extent': 'half' }, 'Choose one from the list.'],
    [{ '/sharingLevel': '' }, 'Choose one from the list.'],
    [{ '/sharingLevel': 'named_organisations' }, 'Choose one from the list.'],
    [{ '/minimumIndividuals': '2' }, 'Expected: 1, unless the remains are commingled.'],
    [{ '/extent': 'commingled', '/minimumIndividuals': '0' }, 'Expected: a whole number from 1 to 10000.'],
    [{ '/minimumIndividuals': 'many' }, 'Expected: 1, unless the remains are commingled.'],
    [{ '/age/from': '40', '/age/to': '20' }, 'Expected: from not after to.'],
    [{ '/age/from': '40' }, 'Expected: a whole number from 0 to 120.'],
    [{ '/sex': 'both' }, 'Choose one from the list.'],
    [{ '/died': '19920101' }, 'When they died'],
    [{ '/siteId': 'elsewhere' }, 'Expected: the id of a site.'],
  ])('with %j is refused at its field', async (given, words) => {
    const answer = await send(coordinator, NEW, '/console/remains', { ...CASE, ...given });
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
    expect(answer.html).toContain('aria-invalid="true"');
  });

  it('shows what is estimated of it, and what nobody knows as not known', async () => {
    const full = await recorded({
      '/extent': 'commingled',
      '/minimumIndividuals': '3',
      '/sex': 'male',
      '/age/from': '18',
      '/age/to': '30',
      '/died': '1992/1994',
    });
    const page = (await liaison.get(full)).html;
    for (const words of ['Commingled', '<dd>3</dd>', 'Male', '18 to 30 years', 'between 1992 and 1994'])
      expect(page).toContain(words);
    const bare = (await liaison.get(await recorded())).html;
    for (const words of ['<dd>1</dd>', 'Unknown', 'Not known']) expect(bare).toContain(words);
    const list = (await liaison.get('/console/remains')).html;
    for (const words of [full, '3 people', '1 person', 'between 1992 and 1994']) expect(list).toContain(words);
  });

  it('stands on a page of 25, with a way to the next and back to the first', async () => {
    for (let at = 0; at < 27; at += 1) await recorded();
    const cases = (html: string): number => html.match(/aria-label="Remains recorded on/g)?.length ?? 0;
    const first = (await coordinator.get('/console/remains')).html;
    const next = /href="(\/console\/remains\?cursor=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = (await coordinator.get(next)).html;
    expect([cases(first), cases(second) >= 2]).toEqual([25, true]);
    expect([first.includes('First page'), second.includes('First page')]).toEqual([false, true]);
    expect((await coordinator.get('/console/remains?cursor=nothing')).status).toBe(422);
  });
});

describe('a link to a person', () => {
  it.each([
    [{ '/persons': '' }, 'Expected: one pseudonym or more.'],
    [{ '/persons': 'WB-00000-00000-00000-00000-0' }, 'nobody under this pseudonym whom you may see'],
    [{ '/persons': 'WB-31GVS-TGZSN-457BQ-ZEYZ6-Q' }, 'symbol by symbol'],
    [{ '/method': 'visual' }, 'Expected: preliminary; only fingerprints, dental, dna, implant_serial confirm.'],
    [{ '/method': '' }, 'Choose one from the list.'],
    [{ '/level': 'sure' }, 'Choose one from the list.'],
    [{ '/valid': '2031' }, 'Expected: a date that has come.'],
    [{ '/grade/information': '' }, 'Expected: reliability A-F and information 1-6'],
  ])('with %j is refused at its field', async (given, words) => {
    const remains = await recorded();
    const fields = { '/persons': await office.registerNameless('test:10'), ...DNA, ...given };
    const answer = await send(coordinator, `${remains}/links/new`, `${remains}/links`, fields);
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
  });

  it('to more persons than there are individuals is refused', async () => {
    const remains = await recorded();
    const [one, other] = [await office.registerNameless('test:10'), await office.registerNameless('test:10')];
    const fields = { '/persons': `${one}, ${other}`, ...DNA };
    const answer = await send(coordinator, `${remains}/links/new`, `${remains}/links`, fields);
    expect([answer.status, answer.html.includes('give each a link')]).toEqual([422, true]);
  });

  it('is not confirmed by whoever proposed it, and changes nothing until it is', async () => {
    const [remains, person] = [await recorded(), await office.registerNameless('test:10')];
    const link = await proposed(remains, person);
    const page = (await coordinator.get(remains)).html;
    expect(page).toContain('another person confirms and signs it');
    expect(page).not.toContain(`${link}/confirmation`);
    const self = await send(coordinator, `${link}/confirmation`, `${link}/confirmation`, {});
    expect([self.status, self.html.includes('another person must confirm it')]).toEqual([422, true]);
    expect(await pageOf(person)).toContain('<p class="big-status">Missing</p>');
    const early = await send(coordinator, `${link}/hand-over`, `${link}/hand-over`, WHOLE);
    expect([early.status, early.html.includes('only a confirmed one can be handed over')]).toEqual([422, true]);
  });

  it('says who signs and what that does, and shows the signature', async () => {
    const [remains, person] = [await recorded(), await office.registerNameless('test:10')];
    const link = await proposed(remains, person);
    const asked = (await verifier.get(`${link}/confirmation`)).html;
    for (const words of ['the-verifier, for your organisation', 'task to tell the family', 'DNA', 'the-coordinator'])
      expect(asked).toContain(words);
    await done(verifier, `${link}/confirmation`, `${link}/confirmation`, {});
    const page = (await coordinator.get(remains)).html;
    for (const words of ['Confirmed and signed', 'Bridge Liaison Office (the-verifier)']) expect(page).toContain(words);
    const theirs = (await outsider.get(remains)).html;
    expect([theirs.includes('Bridge Liaison Office'), theirs.includes('the-verifier')]).toEqual([true, false]);
    const again = await send(verifier, `${link}/confirmation`, `${link}/confirmation`, {});
    expect([again.status, again.html.includes('only a proposed one can be confirmed')]).toEqual([422, true]);
    // Signed by an office and no forensic authority, an identification is reported and not established.
    expect(await pageOf(person)).toContain('<p class="big-status">Death reported</p>');
  });

  it('of a preliminary level tells no family', async () => {
    const [remains, person] = [await recorded(), await office.registerNameless('test:10')];
    const link = await proposed(remains, person, { '/method': 'visual', '/level': 'preliminary' });
    expect((await verifier.get(`${link}/confirmation`)).html).toContain('no family is told');
  });

  it('of another organisation is not theirs to hand over or withdraw', async () => {
    const [remains, person] = [await recorded(), await office.registerNameless('test:10')];
    const link = await confirmed(remains, person);
    // A reader's pseudonyms are drawn when it first lists them.
    await outsider.get('/console/cases?show=all');
    const page = (await outsider.get(remains)).html;
    expect(page).not.toContain(`${link}/withdrawal`);
    const withdrawal = { '/reason': 'The samples were exchanged.' };
    expect((await send(outsider, remains, `${link}/withdrawal`, withdrawal)).status).toBe(403);
    expect((await send(outsider, remains, `${link}/hand-over`, WHOLE)).status).toBe(403);
  });
});

describe('a hand-over', () => {
  it.each([
    [{ '/extent': '' }, 'Choose one from the list.'],
    [{ '/valid': '' }, 'When'],
    [{ '/source': 'letter' }, 'Choose one from the list.'],
    [{ '/party': 'nobody' }, 'Expected: the partyKey of a party of this registry.'],
    [{ '/grade/reliability': '' }, 'Expected: reliability A-F and information 1-6'],
  ])('with %j is refused at its field', async (given, words) => {
    const link = await confirmed(await recorded(), await office.registerNameless('test:10'));
    const answer = await send(coordinator, `${link}/hand-over`, `${link}/hand-over`, { ...WHOLE, ...given });
    expect([answer.status, answer.html.includes(words)]).toEqual([422, true]);
    expect(answer.html).toContain('aria-invalid="true"');
  });
});

describe('from a proposal to a withdrawal', () => {
  it('the person’s record follows each step, and goes back with the link', async () => {
    const [remains, person] = [await recorded(), await office.registerNameless('test:10')];
    const link = await confirmed(remains, person);
    // An office establishes no death by its signature, so that there is nothing to tell and nothing to correct.
    expect((await coordinator.get('/console/tasks?show=all')).html).not.toContain('Tell family');
    await done(coordinator, `${link}/hand-over`, `${link}/hand-over`, {
      ...WHOLE,
      '/extent': 'part',
      '/party': office.parties[0]!.partyKey,
    });
    expect((await coordinator.get(remains)).html).toContain('A part of them');
    await done(verifier, `${link}/hand-over`, `${link}/hand-over`, WHOLE);
    expect((await coordinator.get(remains)).html).toContain('All of the remains');
    const told = await pageOf(person);
    for (const words of ['Remains identified', 'Remains handed over']) expect(told).toContain(words);

    const page = `${link}/withdrawal`;
    expect((await coordinator.get(page)).html).toContain('goes back to what the rest supports');
    const bare = await send(coordinator, page, page, { '/reason': ' ' });
    expect([bare.status, bare.html.includes('a reason in words')]).toEqual([422, true]);
    await done(coordinator, page, page, { '/reason': 'The samples were exchanged.' });
    const after = (await coordinator.get(remains)).html;
    for (const words of ['Withdrawn', 'Reason: The samples were exchanged.']) expect(after).toContain(words);
    expect((await outsider.get(remains)).html).not.toContain('The samples were exchanged');
    expect(await pageOf(person)).toContain('<p class="big-status">Missing</p>');
    const again = await send(coordinator, page, page, { '/reason': 'The samples were exchanged.' });
    expect([again.status, again.html.includes('This link was withdrawn before')]).toEqual([422, true]);
  });
});
