// The same day of work at the console: signing in, disclosing by a form, and the pages before and after.

import { createHash } from 'node:crypto';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { FORM_KEY_FIELD, FORM_TOKEN_FIELD, formTokenOf } from '../../src/request/form-token.js';
import { CANARIES as C } from '../support/canary.js';
import type { TestAnswer, TestRequest, TestUser } from '../support/http-application.js';
import { bodyOf, FORM_WITH_FILE, partsOf } from '../web/file-form.js';
import type { Recorder } from './canary-surfaces.js';

const FORM = 'application/x-www-form-urlencoded';
const KEY_OF_FILE = '7c4f4c1e-6a55-4f0e-9a0b-5d1f3a2b6c77';

/** Somebody at a browser, with the session cookie that they got by signing in. */
export class AtConsole {
  private constructor(
    private readonly recorder: Recorder,
    private readonly cookie: string,
  ) {}

  static async signIn(recorder: Recorder, user: TestUser): Promise<AtConsole> {
    const body = new URLSearchParams({ '/username': user.username, '/password': user.password }).toString();
    const headers = { 'content-type': FORM, accept: 'text/html' };
    const answer = await recorder.ask('POST', '/sign-in', { body, headers, what: 'with a password' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    if (answer.status !== 303 || cookie === '') throw new Error(`signing in answered ${answer.status}`);
    return new AtConsole(recorder, cookie);
  }

  credentials(): TestRequest {
    return { headers: { cookie: this.cookie } };
  }

  get(route: string, address: string, disclosing = false): Promise<TestAnswer> {
    const headers = { cookie: this.cookie, accept: 'text/html' };
    return this.recorder.ask('GET', address, { route, what: 'at the console', headers, disclosing });
  }

  send(
    route: string,
    address: string,
    fields: Readonly<Record<string, string>>,
    disclosing = false,
  ): Promise<TestAnswer> {
    const session = this.cookie.slice(this.cookie.indexOf('=') + 1);
    const body = new URLSearchParams({ ...fields, [FORM_TOKEN_FIELD]: formTokenOf(session) }).toString();
    const headers = { cookie: this.cookie, accept: 'text/html', 'content-type': FORM };
    return this.recorder.ask('POST', address, { route, what: 'at the console', headers, body, disclosing });
  }

  /** Shows the identity, shows it again, hides it, and asks once more. Answers the statuses. */
  async disclose(pseudonym: string): Promise<number[]> {
    const route = '/console/persons/:pseudonym/disclosures';
    const address = `/console/persons/${pseudonym}/disclosures`;
    const fields = Object.fromEntries(IDENTITY_FIELDS.map((name, at) => [`/fields/${at}`, name]));
    const asked = { '/purpose': 'family_contact', '/reason': 'Telephone call with the family.', ...fields };
    const shown = await this.send(route, address, asked, true);
    const id = /disclosures\/([0-9a-f-]{36})/.exec(shown.text)?.[1] ?? '';
    const again = await this.get(`${route}/:disclosureId`, `${address}/${id}`, true);
    const hidden = await this.send(`${route}/:disclosureId/hide`, `${address}/${id}/hide`, {});
    const after = await this.get(`${route}/:disclosureId`, `${address}/${id}`);
    return [shown.status, again.status, hidden.status, after.status];
  }

  /** Proposes a link, and sees what it says from either record; answers the statuses. */
  async proposeLink(from: string, into: string): Promise<number[]> {
    const route = '/console/persons/:pseudonym/links';
    const address = `/console/persons/${from}/links`;
    const fields = { '/into': into, '/reason': 'One register line in two lists.' };
    const proposed = await this.send(route, address, fields);
    const link = linkIn(proposed);
    const pages = [
      await this.get(`${route}/new`, `${address}/new`),
      await this.get(`${route}/:linkId`, `${address}/${link}`),
      await this.get(`${route}/:linkId/withdrawal`, `${address}/${link}/withdrawal`),
      await this.get('/console/persons/:pseudonym', `/console/persons/${into}`),
    ];
    const reason = { '/reason': 'The two are brothers.' };
    const withdrawn = await this.send(`${route}/:linkId/withdrawal`, `${address}/${link}/withdrawal`, reason);
    return [proposed, ...pages, withdrawn].map(({ status }) => status);
  }

  /** Asks for an erasure, sees it listed, and takes it back; answers the statuses. */
  async askForErasure(pseudonym: string): Promise<number[]> {
    const route = '/console/persons/:pseudonym/erasures';
    const address = `/console/persons/${pseudonym}/erasures`;
    const form = await this.get(`${route}/new`, `${address}/new`);
    const fields = { '/ground': 'consent_withdrawn', '/reason': 'The family asked for it in writing.' };
    const asked = await this.send(route, address, fields);
    const listed = await this.get(route, address);
    const id = /erasures\/([0-9a-f-]{36})\/withdrawal/.exec(listed.text)?.[1] ?? '';
    const withdrawn = await this.send(`${route}/:erasureId/withdrawal`, `${address}/${id}/withdrawal`, {});
    return [form, asked, listed, withdrawn].map(({ status }) => status);
  }

  /** Sets a date until which an identity is kept, and takes it away; answers the statuses. */
  async keepUntil(pseudonym: string): Promise<number[]> {
    const route = '/console/persons/:pseudonym/retention';
    const address = `/console/persons/${pseudonym}/retention`;
    const form = await this.get(`${route}/new`, `${address}/new`);
    const version = /name="version" value="(\d+)"/.exec(form.text)?.[1] ?? '';
    const fields = { '/until': '2041-06-01', '/reason': 'The family asked for it in writing.' };
    const set = await this.send(route, address, { ...fields, version });
    const refused = await this.send(route, address, { ...fields, version });
    const shown = await this.get(route, address);
    const [listed, reopening] = [
      await this.get('/console/retention', '/console/retention'),
      await this.get(`${route}/reopening`, `${address}/reopening`),
    ];
    const open = await this.send(`${route}/reopening`, `${address}/reopening`, fields);
    const rule = await this.send('/console/retention/rule', '/console/retention/rule', { '/months': '' });
    return [form, set, refused, shown, listed, reopening, open, rule].map(({ status }) => status);
  }

  /** Records remains and proposes whose they are; answers the statuses. */
  async identifyRemains(pseudonym: string): Promise<number[]> {
    const route = '/console/remains';
    const fields = { '/extent': 'whole', '/sharingLevel': 'partners_pseudonymous' };
    const recorded = await this.send(route, route, fields);
    const address = recorded.headers.get('location') ?? '';
    const grade = { '/grade/reliability': 'A', '/grade/information': '1' };
    const identified = { '/method': 'dna', '/level': 'confirmed', '/valid': '2021-05', ...grade };
    const asked = { ...identified, '/persons': pseudonym };
    const proposed = await this.send(`${route}/:id/links`, `${address}/links`, asked);
    const page = await this.get(`${route}/:id`, address);
    const link = /links\/([0-9a-f-]{36})\/withdrawal/.exec(page.text)?.[1] ?? '';
    const form = (name: string): [string, string] => [
      `${route}/:id/links/:linkId/${name}`,
      `${address}/links/${link}/${name}`,
    ];
    const pages = [page, await this.get(route, route)];
    for (const name of ['confirmation', 'hand-over', 'withdrawal']) pages.push(await this.get(...form(name)));
    const withdrawn = await this.send(...form('withdrawal'), { '/reason': 'The samples were exchanged.' });
    return [recorded, proposed, ...pages, withdrawn].map(({ status }) => status);
  }

  /** A file that names somebody and is called by their name: refused, cut off, taken, sent again, and read of. Answers the statuses. */
  async addFile(): Promise<number[]> {
    const place = '/console/evidence';
    const content = Buffer.from(`${C.latinGiven} ${C.latinSurname} at the gate, ${C.birthDate}`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const item = { '/sha256': sha256, '/kind': 'document', '/source': 'witness', '/sharingLevel': 'registry_only' };
    const recorded = await this.send(place, place, item);
    const [route, address] = [`${place}/:code`, recorded.headers.get('location') ?? ''];
    const session = this.cookie.slice(this.cookie.indexOf('=') + 1);
    const fields = { [FORM_TOKEN_FIELD]: formTokenOf(session), [FORM_KEY_FIELD]: KEY_OF_FILE, '/access': 'restricted' };
    const send = (type: string, end?: string): Promise<TestAnswer> => {
      const file = { name: '/content', content, file: { name: `${C.latinGiven} ${C.latinSurname}.pdf`, type } };
      const body = new Uint8Array(bodyOf([...partsOf(fields), file], end));
      const headers = { cookie: this.cookie, accept: 'text/html', 'content-type': FORM_WITH_FILE };
      return this.recorder.ask('POST', `${address}/files`, { route: `${route}/files`, what: 'a file', headers, body });
    };
    const refused = [await send(`text/${C.latinGiven}`), await send('application/pdf', '')];
    const taken = [await send('application/pdf'), await send('application/pdf')];
    const shown = await this.get(route, `${address}?added=${C.latinGiven}`);
    return [recorded, ...refused, ...taken, shown].map(({ status }) => status);
  }

  /** The page of a search repeats what its reader has typed, to them alone; it is no surface of the sweep. */
  search(): Promise<TestAnswer> {
    const typed = { '/name': `${C.latinGiven} ${C.latinSurname}`, '/purpose': 'family_tracing' };
    return this.send('/console/search', '/console/search', typed, true);
  }

  /** Refused once with what was typed on the page, then taken in, worked on, and read again. Answers the statuses. */
  async takeInRequest(pseudonym: string): Promise<number[]> {
    const place = '/console/tracing-requests';
    const enquirer = {
      '/sought/pseudonym': pseudonym,
      '/enquirer/name': C.enquirer,
      '/enquirer/phone': C.enquirerPhone,
      '/enquirer/address': C.enquirerAddress,
      '/enquirer/email': C.enquirerEmail,
      '/safeChannel/channel': 'phone_call',
      '/safeChannel/details': `After six; ${C.safeChannel} calls.`,
      '/receivedOn': '2021-05-30',
    };
    const refused = await this.send(place, place, enquirer, true);
    const taken = await this.send(place, place, { ...enquirer, '/kinship': 'parent' });
    const address = taken.headers.get('location') ?? '';
    const at = (rest: string): [string, string] => [`${place}/:id${rest}`, `${address}${rest}`];
    const version = /name="\/version" value="(\d+)"/.exec((await this.get(...at('/safe-channel'))).text)?.[1] ?? '';
    const channel = { '/version': version, '/channel': 'letter', '/details': `Write as ${C.safeChannel}.` };
    const changed = await this.send(...at('/safe-channel'), channel);
    const stale = await this.send(...at('/safe-channel'), channel, true);
    const shown = await this.get(...at(''));
    const listed = await this.get(place, place);
    return [refused, taken, changed, stale, shown, listed].map(({ status }) => status);
  }

  /** The same with a list: `side` is an organisation's id. */
  async takeInList(pseudonym: string, side: string): Promise<number[]> {
    const place = '/console/lists';
    const sides = { '/submitter': `organisation:${side}`, '/recipient': `organisation:${side}` };
    const given = { ...sides, '/lines': `${C.listLine}, the younger\n${pseudonym} ${C.listLine}` };
    const refused = await this.send(place, place, given, true);
    const taken = await this.send(place, place, { ...given, '/submittedOn': '2021-02-10' });
    const address = taken.headers.get('location') ?? '';
    const at = (rest: string): [string, string] => [
      `${place}/:id${rest.replace(/^\/lines\/1/, '/lines/:line')}`,
      `${address}${rest}`,
    ];
    const nobody = await this.send(...at('/lines/1/match'), { '/pseudonym': C.listLine }, true);
    const matched = await this.send(...at('/lines/1/match'), { '/pseudonym': pseudonym });
    const shown = await this.get(...at(''));
    const exported = await this.get(...at('/export'));
    return [refused, taken, nobody, matched, shown, exported].map(({ status }) => status);
  }
}

function linkIn({ headers }: TestAnswer): string {
  const location = headers.get('location') ?? '';
  return location.slice(location.lastIndexOf('/') + 1);
}
