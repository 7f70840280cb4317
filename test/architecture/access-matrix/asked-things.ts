// What is asked about: one of each thing that an address can name, made anew by the organisation that owns it, private or shared.

import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { makePseudonym } from '../../../src/domain/identity/pseudonym.js';
import { closeByDate } from '../../support/closed-by-date.js';
import type { TestApplication } from '../../support/http-application.js';
import { AskedAccounts } from './asked-accounts.js';
import { AskedEvidence } from './asked-evidence.js';
import { AskedMatches } from './asked-matches.js';
import { AskedNames } from './asked-names.js';
import { AskedReleases } from './asked-releases.js';
import { AskedReplies } from './asked-replies.js';
import type { Level, Thing } from './asked-thing.js';
import type { Asker, AskingPeople } from './asking-people.js';

const SHARING = { private: 'registry_only', shared: 'partners_pseudonymous' } as const;
const REASON = 'A reason of some length.';
const LOST = { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' };
const PSEUDONYM = /^WB(-[0-9A-Z]{1,5}){5}$/;

export class AskedThings {
  private count = 0;
  private readonly accounts: AskedAccounts;
  private readonly names: AskedNames;
  private readonly releases: AskedReleases;
  private readonly matches: AskedMatches;
  private readonly evidence: AskedEvidence;
  private readonly replies: AskedReplies;

  constructor(
    private readonly application: TestApplication,
    private readonly people: AskingPeople,
    private readonly owner: Client,
    readonly parties: readonly string[],
  ) {
    this.accounts = new AskedAccounts(application, people, (path, body) => this.made(path, body));
    this.releases = new AskedReleases(people, owner, (by, path, body) => this.send(by, path, body));
    this.matches = new AskedMatches(application, owner, (level, name) => this.registered(level, name));
    this.evidence = new AskedEvidence(application, people, (path, body, field, by) => this.made(path, body, field, by));
    this.replies = new AskedReplies(application, people, (level, name) => this.registered(level, name));
    this.names = new AskedNames(people, {
      person: (level) => this.person(level),
      made: (path, body, field, by) => this.made(path, body, field, by),
      close: (pseudonym) => closeByDate(application.database.urls.owner, pseudonym, application.clock.now()),
    });
  }

  /** @param about the name of one of the methods below, or of one of the other classes of asked things, as a row of the table gives it */
  make(about: string, level: Level, asker: Asker): Promise<Thing> {
    type Makers = Readonly<Record<string, (level: Level, asker: Asker) => Promise<Thing>>>;
    const maker =
      [this.accounts, this.names, this.releases, this.matches, this.evidence, this.replies].find(
        (one) => about in one,
      ) ?? this;
    const makers = maker as unknown as Makers;
    return makers[about]!(level, asker);
  }

  private async send(by: Asker, path: string, body: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const headers = { 'if-match': '*' };
    const answer = await this.application.request('POST', path, { token: by.token, body, headers });
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.text}`);
    return (answer.body ?? {}) as Readonly<Record<string, unknown>>;
  }

  private async made(path: string, body: object = {}, field = 'id', by = this.people.hands[0]): Promise<string> {
    return String((await this.send(by, path, body))[field]);
  }

  /** Both who may see a name are assigned, so that what is asked of them is their role alone. */
  async person(level: Level): Promise<Thing> {
    return this.registered(level, 'Arvel Tassin');
  }

  private async registered(level: Level, name: string): Promise<Thing> {
    const shared = { sharingLevel: SHARING[level], legalBasis: 'vital_interests' };
    const identity = { names: [{ text: name }] };
    const pseudonym = await this.made('/v1/persons', { ...shared, identity, statements: [LOST] }, 'pseudonym');
    for (const user of [this.people.of('own', 'liaison'), this.people.of('own', 'coordinator'), this.people.hands[0]]) {
      await this.made(`/v1/persons/${pseudonym}/assignments`, { username: user.user.username });
    }
    return { pseudonym };
  }

  async twoPersons(level: Level): Promise<Thing> {
    const { pseudonym: into = '' } = await this.person(level);
    return { ...(await this.person(level)), into };
  }

  async assignment(level: Level): Promise<Thing> {
    return { ...(await this.person(level)), username: this.people.hands[0].user.username };
  }

  /** Of somebody who works on no other case. */
  async rareAssignment(level: Level): Promise<Thing> {
    const thing = await this.person(level);
    const { username } = this.people.of('own', 'verifier').user;
    await this.made(`/v1/persons/${thing['pseudonym']}/assignments`, { username });
    return { ...thing, username };
  }

  async disclosure(level: Level, asker: Asker): Promise<Thing> {
    const thing = await this.person(level);
    const isWorker = asker.side === 'own' && ['liaison', 'coordinator'].includes(asker.role);
    const body = { purpose: 'family_contact', fields: ['names'], reason: REASON };
    const by = isWorker ? asker : this.people.hands[0];
    const path = `/v1/persons/${thing['pseudonym']}/disclosures`;
    return { ...thing, disclosureId: await this.made(path, body, 'disclosureId', by) };
  }

  async statement(level: Level): Promise<Thing> {
    const { pseudonym } = await this.person(level);
    return { id: await this.made(`/v1/persons/${pseudonym}/statements`, LOST) };
  }

  async heldStatement(level: Level): Promise<Thing> {
    const { pseudonym } = await this.person(level);
    return { id: await this.made(`/v1/persons/${pseudonym}/statements`, { ...LOST, untilVerified: true }) };
  }

  async link(level: Level): Promise<Thing> {
    const thing = await this.twoPersons(level);
    const body = { into: thing['into'], reason: REASON };
    return { ...thing, linkId: await this.made(`/v1/persons/${thing['pseudonym']}/links`, body) };
  }

  async confirmedLink(level: Level): Promise<Thing> {
    const thing = await this.link(level);
    const path = `/v1/persons/${thing['pseudonym']}/links/${thing['linkId']}/review`;
    await this.send(this.people.hands[1], path, { verdict: 'confirmed', reason: REASON });
    return thing;
  }

  async task(level: Level): Promise<Thing> {
    const { pseudonym } = await this.person(level);
    return { id: await this.made(`/v1/persons/${pseudonym}/tasks`, { kind: 'follow_up', due: '2021-07-01' }) };
  }

  async doneTask(level: Level): Promise<Thing> {
    const thing = await this.task(level);
    await this.send(this.people.hands[0], `/v1/tasks/${thing['id']}/completion`);
    return thing;
  }

  async request(level: Level): Promise<Thing> {
    const { pseudonym = '' } = await this.person(level);
    const body = {
      sought: { pseudonym },
      enquirer: { name: 'Oda Tassin', phone: '+00 000 0001' },
      safeChannel: { channel: 'phone_call' },
      kinship: 'sibling',
      receivedOn: '2021-05-01',
    };
    const id = await this.made('/v1/tracing-requests', body);
    const { token } = this.people.hands[0];
    const { headers } = await this.application.request('GET', `/v1/tracing-requests/${id}`, { token });
    return { id, pseudonym, tag: headers.get('etag') ?? '' };
  }

  async list(level: Level): Promise<Thing> {
    const { pseudonym = '' } = await this.person(level);
    const [party = ''] = this.parties;
    const lines = [{ text: 'Tassin, Arvel' }, { pseudonym }];
    const sides = { submitter: { party }, recipient: { party } };
    const id = await this.made('/v1/lists', { ...sides, submittedOn: '2021-02-10', lines });
    return { id, line: '1', party, pseudonym };
  }

  /** With more lines than any other. */
  async longList(level: Level): Promise<Thing> {
    const [party = ''] = this.parties;
    const lines = ['one', 'two', 'three', 'four'].map((text) => ({ text }));
    const sides = { submitter: { party }, recipient: { party } };
    const id = await this.made('/v1/lists', { ...sides, submittedOn: '2021-02-10', lines });
    return { id, line: '4', party, pseudonym: (await this.person(level))['pseudonym'] ?? '' };
  }

  async answeredList(level: Level): Promise<Thing> {
    const thing = await this.list(level);
    const body = { line: 2, answer: 'denied', answeredOn: '2021-03-01', answeredBy: { party: thing['party'] } };
    return { ...thing, answerId: await this.made(`/v1/lists/${thing['id']}/answers`, body) };
  }

  async matchedList(level: Level): Promise<Thing> {
    const thing = await this.list(level);
    await this.send(this.people.hands[0], `/v1/lists/${thing['id']}/lines/1/match`, { pseudonym: thing['pseudonym'] });
    return thing;
  }

  async exchange(level: Level): Promise<Thing> {
    const [side = '', other = ''] = this.parties;
    const body = { sharingLevel: SHARING[level], legalBasis: 'vital_interests', sides: [side, other] };
    const { pseudonym: person = '' } = await this.person(level);
    return { id: await this.made('/v1/exchanges', body), side, person };
  }

  async handOver(level: Level): Promise<Thing> {
    const thing = await this.exchange(level);
    const at = `/v1/exchanges/${thing['id']}`;
    const line = { person: thing['person'], side: thing['side'] };
    const [hand] = this.people.hands;
    await this.send(hand, `${at}/roster`, { lines: [{ ...line, standing: 'listed' }] });
    await this.send(hand, `${at}/steps`, { from: 'proposed', to: 'agreed' });
    const lines = [{ ...line, standing: 'handed_over' }];
    await this.send(hand, `${at}/steps`, { from: 'agreed', to: 'handed_over', day: '2021-05-20', lines });
    return thing;
  }

  async debrief(level: Level): Promise<Thing> {
    const thing = await this.handOver(level);
    const path = `/v1/exchanges/${thing['id']}/debriefs`;
    return { ...thing, debriefId: await this.made(path, { person: thing['person'] }) };
  }

  async heldDebrief(level: Level): Promise<Thing> {
    const thing = await this.debrief(level);
    const path = `/v1/exchanges/${thing['id']}/debriefs/${thing['debriefId']}/answers`;
    await this.send(this.people.hands[0], path, { answer: 'accepts', medicallyCleared: true });
    const { pseudonym: seen = '' } = await this.person(level);
    return { ...thing, seen };
  }

  async site(level: Level): Promise<Thing> {
    const place = { code: 'test:90', precision: 'admin_area' };
    return { id: await this.made('/v1/sites', { place, sharingLevel: SHARING[level] }) };
  }

  async remains(level: Level): Promise<Thing> {
    const id = await this.made('/v1/remains', { extent: 'whole', sharingLevel: SHARING[level] });
    return { id, ...(await this.person(level)) };
  }

  async remainsLink(level: Level): Promise<Thing> {
    const thing = await this.remains(level);
    const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
    const body = { ...identified, persons: [thing['pseudonym']] };
    return { ...thing, linkId: await this.made(`/v1/remains/${thing['id']}/links`, body) };
  }

  async confirmedRemains(level: Level): Promise<Thing> {
    const thing = await this.remainsLink(level);
    const path = `/v1/remains/${thing['id']}/links/${thing['linkId']}/confirmation`;
    await this.send(this.people.hands[1], path);
    return thing;
  }

  async figure(): Promise<Thing> {
    this.count += 1;
    const id = `figure-${this.count}`;
    const figure = { id, publisher: 'Vale Monitor', subject: 'people held', asOf: '2021-05', value: { min: 1 } };
    return { id: await this.made('/v1/published-figures', figure) };
  }

  /** Somebody of the partner's, whom nobody else knows of, by the code that the own organisation would have for them. */
  async stranger(): Promise<string> {
    const body = { sharingLevel: SHARING.private, legalBasis: 'vital_interests' };
    const partner = this.people.of('partner', 'coordinator');
    const pseudonym = await this.made('/v1/persons', body, 'pseudonym', partner);
    return this.codeFor(pseudonym, this.people.hands[0].user.organisation.id);
  }

  /**
   * A thing in the words of another organisation: each has pseudonyms of its own. They are given to it also for people whom it may not know
   * of, so that what refuses is the rule and not that the code is unknown.
   */
  async translated(thing: Thing, asker: Asker): Promise<Thing> {
    if (asker.side === 'own') return thing;
    const entries: [string, string][] = [];
    for (const [name, value] of Object.entries(thing)) {
      entries.push([name, PSEUDONYM.test(value) ? await this.codeFor(value, asker.user.organisation.id) : value]);
    }
    return Object.fromEntries(entries);
  }

  private async codeFor(pseudonym: string, organisation: string): Promise<string> {
    const { rows } = await this.owner.query<{ pseudonym: string }>(
      `INSERT INTO registry.pseudonym (person_id, organisation_id, pseudonym)
       SELECT person_id, $2, $3 FROM registry.pseudonym WHERE pseudonym = $1
       ON CONFLICT (person_id, organisation_id) DO UPDATE SET person_id = excluded.person_id RETURNING pseudonym`,
      [pseudonym, organisation, makePseudonym(randomBytes)],
    );
    return rows[0]?.pseudonym ?? pseudonym;
  }
}
