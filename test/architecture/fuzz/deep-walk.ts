// A walk through every capability by its proper order, so that what is asked afterwards finds things in every state.

import { CANARIES as C } from '../../support/canary.js';
import type { ApiFuzzer, Step } from './api-fuzzer.js';
import { guardAccounts } from './accounts-walk.js';
import { askForNames } from './disclosure-walk.js';
import { countAndPublish } from './figures-walk.js';
import { askForFiles } from './files-walk.js';
import { judgeMatches } from './matches-walk.js';
import { replyToInquiry } from './replies-walk.js';
import { verifyNews } from './news-walk.js';

const REASON = 'A reason of some length.';
const LEVEL = { sharingLevel: 'partners_pseudonymous' };
const SHARED = { ...LEVEL, legalBasis: 'vital_interests' };
const IDENTITY = {
  names: [
    { text: `${C.latinGiven} ${C.latinSurname}` },
    { text: `${C.cyrillicSurname} ${C.cyrillicGiven}`, order: 'surname_first' },
    { text: `${C.father} ${C.latinSurname}`, role: 'father' },
  ],
  birthDate: C.birthDate,
  unit: C.unit,
  marks: C.marks,
  circumstances: C.circumstances,
  nextOfKin: [{ name: C.kin, kinship: 'sister', contact: C.kinContact }],
  notes: C.notes,
  sourceContact: { name: C.contactName, phone: C.contactPhone, email: C.contactEmail, address: C.contactAddress },
  photoUrl: C.photo,
};
const LOST = { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' };
const ANY_VERSION = { headers: { 'if-match': '*' } };

export class DeepWalk {
  constructor(private readonly fuzzer: ApiFuzzer) {}

  async walk(): Promise<void> {
    await this.stayAtTheDoor();
    await this.administer();
    const [first, second, third] = [await this.person(), await this.person(), await this.person()];
    await this.workOnCase(first);
    await this.workOnTasks(first);
    await askForNames({ made: this.made.bind(this), read: this.read.bind(this) }, first);
    await judgeMatches(this.fuzzer, { made: this.made.bind(this), read: this.read.bind(this) });
    await this.link(await this.person(), third);
    await this.trace(first);
    await this.list(first);
    await this.exchange(first);
    await this.recoverRemains(third);
    await this.examine(first);
    await askForFiles({ made: this.made.bind(this), read: this.read.bind(this) });
    await verifyNews(this.fuzzer, { made: this.made.bind(this), read: this.read.bind(this) }, await this.person());
    await countAndPublish({ made: this.made.bind(this), read: this.read.bind(this) });
    await this.inquire();
    await replyToInquiry(this.fuzzer, { made: this.made.bind(this), read: this.read.bind(this) });
    await this.keep(await this.person());
    await this.erase(second);
  }

  private async made(who: string, address: string, given: Step = {}, field = 'id'): Promise<string> {
    return String((await this.fuzzer.step(who, 'POST', address, given))[field]);
  }

  private async read(who: string, ...addresses: readonly string[]): Promise<void> {
    for (const method of ['GET', 'HEAD']) for (const address of addresses) await this.fuzzer.step(who, method, address);
  }

  private async stayAtTheDoor(): Promise<void> {
    const { username, password } = this.fuzzer.callers.users.find(({ roles }) => roles.includes('inquirer'))!;
    const signIn = { body: { username, password } };
    const refreshToken = await this.made('inquirer', '/v1/auth/token', signIn, 'refreshToken');
    await this.made('inquirer', '/v1/auth/refresh', { body: { refreshToken } });
    for (const { path, method } of this.fuzzer.operations)
      if (path.startsWith('/health') || path.startsWith('/docs')) await this.fuzzer.step('auditor', method, path);
    await this.read('auditor', '/v1/me', '/v1/audit/entries?limit=2', '/v1/audit/verification');
    await this.proveLog();
    await this.made('auditor', '/v1/auth/sign-out');
  }

  private async proveLog(): Promise<void> {
    const { checkpoints } = await this.fuzzer.step('auditor', 'GET', '/v1/audit/checkpoints');
    const [first] = (checkpoints as { readonly size: number }[]).slice(-1);
    await this.read('auditor', '/v1/audit/checkpoints?limit=1', `/v1/audit/proofs?from=${first?.size ?? 0}`);
  }

  private async administer(): Promise<void> {
    const admin = 'administrator';
    await this.made(admin, '/v1/parties', { body: { label: 'Western Union' } });
    const organisationId = await this.made(admin, '/v1/organisations', { body: { name: 'West Office', kind: 'ngo' } });
    const account = { organisationId, username: 'west.one', roles: ['liaison'] };
    const user = await this.made(admin, '/v1/users', { body: account });
    const link = await this.made(admin, `/v1/users/${user}/password-link`, {}, 'link');
    const token = link.split('/').at(-1) ?? '';
    await this.made(admin, '/v1/auth/password', { body: { token, password: 'correct horse battery' } });
    await this.fuzzer.step(admin, 'PATCH', `/v1/users/${user}`, { body: { disabled: true }, ...ANY_VERSION });
    await guardAccounts(this.fuzzer, organisationId);
    await this.read(admin, '/v1/parties', '/v1/organisations', '/v1/users', '/v1/places');
    await this.made('coordinator', '/v1/places', { body: { code: 'iso:XA', name: 'Vale' } });
    await this.made('coordinator', '/v1/places', { body: { code: 'test:90', name: 'Upper Vale', parent: 'iso:XA' } });
  }

  private async person(): Promise<string> {
    const particulars = { sex: 'male', birth: { date: '1990' }, nationalities: ['XA'] };
    const [side] = this.fuzzer.callers.parties;
    const categories = [{ category: 'missing_civilian', ground: 'family_report' }];
    const body = { identity: IDENTITY, ...SHARED, particulars, side, categories, statements: [LOST] };
    return this.made('coordinator', '/v1/persons', { body }, 'pseudonym');
  }

  private async workOnCase(person: string): Promise<void> {
    const at = `/v1/persons/${person}`;
    const { username } = this.fuzzer.callers.users.find(({ roles }) => roles[0] === 'coordinator')!;
    await this.made('coordinator', `${at}/assignments`, { body: { username } });
    await this.fuzzer.step('coordinator', 'PATCH', `${at}/identity`, { body: { notes: C.notes }, ...ANY_VERSION });
    const wrong = await this.made('coordinator', `${at}/statements`, { body: LOST });
    await this.made('coordinator', `/v1/statements/${wrong}/retraction`, { body: { reason: REASON } });
    const better = await this.made('coordinator', `${at}/statements`, { body: LOST });
    const successor = { ...LOST, valid: '2020-11' };
    await this.made('coordinator', `/v1/statements/${better}/supersession`, { body: { reason: REASON, successor } });
    await this.read(
      'coordinator',
      `${at}?why=true`,
      `${at}/status?why=true`,
      `${at}/statements`,
      '/v1/persons?limit=2',
    );
    await this.read('coordinator', `${at}/assignments`, `${at}/links`);
    const body = { purpose: 'family_contact', fields: ['names', 'next_of_kin'], reason: REASON };
    const disclosure = await this.made('coordinator', `${at}/disclosures`, { body }, 'disclosureId');
    await this.read('coordinator', `${at}/disclosures/${disclosure}`, `${at}/disclosures`);
    await this.fuzzer.step('coordinator', 'HEAD', `${at}/disclosures/${disclosure}`);
    await this.fuzzer.step('coordinator', 'DELETE', `${at}/disclosures/${disclosure}`);
    await this.fuzzer.step('coordinator', 'DELETE', `${at}/assignments/${username}`);
    await this.made('coordinator', `${at}/assignments`, { body: { username } });
    for (const who of ['partner', 'central agency']) await this.read(who, '/v1/persons');
    const search = { name: `${C.latinGiven} ${C.latinSurname}`, purpose: 'family_tracing' };
    await this.made('coordinator', '/v1/search', { body: search });
    await this.read('coordinator', '/v1/search/quota');
  }

  private async workOnTasks(person: string): Promise<void> {
    const body = { kind: 'follow_up', due: '2021-07-01' };
    const task = await this.made('coordinator', `/v1/persons/${person}/tasks`, { body });
    await this.made('coordinator', `/v1/tasks/${task}/assignment`, { body: { username: null } });
    await this.made('coordinator', `/v1/tasks/${task}/completion`);
    await this.made('coordinator', `/v1/tasks/${task}/reopening`);
    await this.made('coordinator', `/v1/persons/${person}/tasks`, { body: { kind: 'tell_family', due: '2021-07-02' } });
    await this.read('coordinator', '/v1/tasks', '/v1/tasks?limit=1');
  }

  private async link(one: string, other: string): Promise<void> {
    const at = `/v1/persons/${one}/links`;
    const body = { into: other, reason: REASON };
    const link = await this.made('liaison', at, { body });
    await this.read('verifier', '/v1/links', at, `${at}/${link}`);
    const review = { body: { verdict: 'confirmed', reason: REASON }, ...ANY_VERSION };
    await this.made('verifier', `${at}/${link}/review`, review);
    await this.made('coordinator', `${at}/${link}/withdrawal`, { body: { reason: REASON }, ...ANY_VERSION });
    await this.made('liaison', at, { body });
  }

  private async trace(pseudonym: string): Promise<void> {
    const enquirer = { name: C.enquirer, phone: C.enquirerPhone, address: C.enquirerAddress, email: C.enquirerEmail };
    const consent = { givenBy: 'enquirer', purpose: 'tracing', recipient: 'central_agency', decidedOn: '2021-05-30' };
    const body = {
      sought: { pseudonym },
      enquirer,
      safeChannel: { channel: 'phone_call', details: C.safeChannel },
      kinship: 'sibling',
      receivedOn: '2021-05-30',
      followUpBy: '2021-06-20',
      consents: [{ ...consent, decision: 'given' }],
    };
    const request = await this.made('coordinator', '/v1/tracing-requests', { body });
    const at = `/v1/tracing-requests/${request}`;
    await this.made('coordinator', `${at}/transitions`, { body: { to: 'open', reason: REASON } });
    await this.made('coordinator', `${at}/consents`, { body: { ...consent, decision: 'withdrawn' } });
    const channel = { body: { channel: 'letter', details: C.safeChannel }, headers: { 'if-match': '"v1"' } };
    const { username } = this.fuzzer.callers.users.find(({ roles }) => roles[0] === 'coordinator')!;
    await this.read('coordinator', at);
    const tag = this.fuzzer.known.tagsFor('/v1/tracing-requests/:id', { id: request }).at(-1) ?? '"v1"';
    await this.fuzzer.step('coordinator', 'PUT', `${at}/safe-channel`, { ...channel, headers: { 'if-match': tag } });
    await this.made('coordinator', `${at}/assignment`, { body: { username } });
    const asked = { purpose: 'family_contact', fields: ['contact', 'safe_channel'], reason: REASON };
    await this.made('coordinator', `${at}/disclosures`, { body: asked });
    await this.read('coordinator', at, `${at}/disclosures`, '/v1/tracing-requests?limit=1');
  }

  private async list(pseudonym: string): Promise<void> {
    const [party] = this.fuzzer.callers.parties;
    const lines = [{ text: C.listLine }, { pseudonym }, { least: 4, most: 5 }];
    const body = { submitter: { party }, recipient: { party }, submittedOn: '2021-02-10', lines };
    const list = await this.made('coordinator', '/v1/lists', { body });
    const at = `/v1/lists/${list}`;
    const answered = { line: 1, answer: 'acknowledged', answeredOn: '2021-03-01', answeredBy: { party } };
    await this.made('coordinator', `${at}/lines/1/match`, { body: { pseudonym } });
    const answer = await this.made('coordinator', `${at}/answers`, { body: answered });
    await this.made('coordinator', `${at}/answers/${answer}/withdrawal`, { body: { reason: REASON } });
    await this.made('coordinator', `${at}/lines/1/match/withdrawal`, { body: { reason: REASON } });
    await this.made('coordinator', `${at}/answers`, { body: { ...answered, line: 2, answer: 'denied' } });
    const asked = { purpose: 'identification', reason: REASON };
    await this.made('coordinator', `${at}/lines/1/disclosures`, { body: asked });
    await this.made('coordinator', `${at}/suggestions`, { body: { purpose: 'family_tracing' } });
    await this.read('coordinator', at, `${at}/export`, '/v1/lists', `/v1/lists?person=${pseudonym}`);
  }

  private async exchange(person: string): Promise<void> {
    const [side, otherSide] = this.fuzzer.callers.parties;
    const body = { ...SHARED, sides: [side, otherSide], agreement: 'TRUCE-2020', clause: '8', day: '2021-03' };
    const exchange = await this.made('coordinator', '/v1/exchanges', { body });
    const at = `/v1/exchanges/${exchange}`;
    const line = { person, side, standing: 'listed' };
    const counts = [{ side, of: 'agreed', count: 3, saidBy: otherSide }];
    await this.made('coordinator', `${at}/roster`, { body: { lines: [line], counts } });
    await this.made('coordinator', `${at}/steps`, { body: { from: 'proposed', to: 'agreed', day: '2021-03-02' } });
    const lines = [{ ...line, standing: 'handed_over' }];
    const handOver = {
      from: 'agreed',
      to: 'handed_over',
      day: '2021-03-14',
      lines,
      unidentified: [{ side, count: 2 }],
    };
    await this.made('coordinator', `${at}/steps`, { body: handOver });
    const debrief = await this.made('coordinator', `${at}/debriefs`, { body: { person } });
    const of = `${at}/debriefs/${debrief}`;
    await this.made('coordinator', `${of}/answers`, { body: { answer: 'accepts', medicallyCleared: true } });
    await this.made('coordinator', `${of}/consents`, { body: { use: 'tracing', given: true } });
    const seen = {
      person: await this.person(),
      seen: '2021-02',
      contactStrength: 'firsthand',
      grade: 'B2',
      holder: side,
    };
    await this.made('coordinator', `${of}/sightings`, { body: { sightings: [seen] } });
    await this.read('coordinator', at, `${at}/debriefs`, '/v1/exchanges?limit=1');
    await this.read('central agency', at, '/v1/exchanges');
  }

  private async recoverRemains(person: string): Promise<void> {
    const place = { code: 'test:90', precision: 'admin_area' };
    const shared = { sharingLevel: 'partners_pseudonymous' };
    const site = await this.made('coordinator', '/v1/sites', { body: { place, ...shared } });
    await this.made('coordinator', `/v1/sites/${site}/counts`, { body: { asOf: '2021-05', recovered: 28 } });
    const found = { extent: 'whole', siteId: site, sex: 'male', age: { from: 20, to: 30 }, died: '1993', ...shared };
    const remains = await this.made('coordinator', '/v1/remains', { body: found });
    const at = `/v1/remains/${remains}`;
    const dna = { persons: [person], method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
    const link = await this.made('coordinator', `${at}/links`, { body: dna });
    await this.made('verifier', `${at}/links/${link}/confirmation`);
    const given = { extent: 'part', valid: '2021-05-20', source: 'forensic_report', grade: 'A1' };
    await this.made('coordinator', `${at}/links/${link}/hand-over`, { body: given });
    await this.made('coordinator', `${at}/links/${link}/withdrawal`, { body: { reason: REASON } });
    await this.read('coordinator', at, `/v1/sites/${site}`, '/v1/sites?limit=1', `/v1/remains?site=${site}`);
    await this.read('coordinator of the partner', at, `/v1/sites/${site}`);
  }

  private async examine(person: string): Promise<void> {
    const item = { sha256: 'ca'.repeat(32), kind: 'video', source: 'media', ...LEVEL };
    const code = await this.made('coordinator', '/v1/evidence', { body: item }, 'code');
    const depicted = { kind: 'depiction', valid: '2021-04', source: 'media', grade: 'B2', details: { evidence: code } };
    await this.made('coordinator', `/v1/persons/${person}/statements`, { body: depicted });
    const at = `/v1/evidence/${code}`;
    const keeper = this.fuzzer.callers.users.find(({ roles }) => roles.includes('coordinator'))!.organisation.id;
    await this.made('coordinator', `${at}/custody`, { body: { from: 'witness', to: keeper, handedOver: '2021-05' } });
    const found = { verdict: 'authentic', method: 'place_compared', ground: 'place_and_time_fit', reason: REASON };
    const assessment = await this.made('verifier', `${at}/assessments`, { body: found });
    await this.made('verifier', `${at}/assessments/${assessment}/withdrawal`, { body: { reason: REASON } });
    await this.read('coordinator', at, '/v1/evidence?limit=1');
  }

  private async erase(person: string): Promise<void> {
    const at = `/v1/persons/${person}/erasures`;
    const body = { ground: 'consent_withdrawn', reason: REASON };
    await this.fuzzer.step('coordinator', 'DELETE', `${at}/${await this.made('coordinator', at, { body })}`);
    const asked = await this.made('coordinator', at, { body });
    await this.made('custodian', `${at}/${asked}/confirmation`);
    await this.read('custodian', at);
  }

  private async keep(person: string): Promise<void> {
    const at = `/v1/persons/${person}/retention`;
    const body = { until: '2031-06-01', reason: REASON };
    await this.fuzzer.step('coordinator', 'PUT', '/v1/retention/rule', { body: { months: 120 } });
    await this.fuzzer.step('coordinator', 'PUT', at, { body, headers: { 'if-match': '"v0"' } });
    await this.fuzzer.closeByDate(person);
    await this.made('custodian', `${at}/reopening`, { body: { ...body, until: null } });
    await this.read('liaison', at, '/v1/retention');
    await this.fuzzer.step('coordinator', 'PUT', '/v1/retention/rule', { body: { months: null } });
  }

  private async inquire(): Promise<void> {
    const sought = { names: [{ text: `${C.latinGiven} ${C.latinSurname}` }], birthDate: C.birthDate };
    for (const who of ['inquirer', 'bureau', 'partner']) {
      const inquiry = await this.made(who, '/v1/inquiries', { body: { sought, purpose: 'family_tracing' } });
      await this.read(who, `/v1/inquiries/${inquiry}`, '/v1/inquiries?limit=1');
    }
  }
}
