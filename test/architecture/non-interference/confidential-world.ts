// A registry in which everything is, five organisations who know of much of it, and one of them who speaks in confidence.

import fc from 'fast-check';
import { ROLES, servicePrincipal } from '../../../src/domain/access/actor.js';
import { STATEMENT_KINDS, type StatementKind } from '../../../src/domain/records/statement-kinds.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import { AuditLog } from '../../persistence/audit/audit-log.js';
import { anyGivenStatement, type GivenStatement } from '../../support/any-given-statement.js';
import { CANARIES as C } from '../../support/canary.js';
import type { TestApplication, TestUser } from '../../support/http-application.js';
import { ApiFuzzer } from '../fuzz/api-fuzzer.js';
import { DeepWalk } from '../fuzz/deep-walk.js';

export const SOUGHT = { name: `${C.latinGiven} ${C.latinSurname}`, birthDate: C.birthDate };
const REASON = 'A reason of some length.';
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const LOST = { kind: 'disappearance', valid: '2020-11-03', source: 'family', grade: 'B2' };
const SEEN = {
  kind: 'proof_of_life',
  valid: '2021-02-01',
  source: 'witness_sighting',
  grade: 'B2',
  details: { inCustody: true },
};
/** Held back by hand where the rule does not: the person may be dead or back already. */
const NEWS = [
  { kind: 'death', valid: '2021-05-20', source: 'media', grade: 'B2', untilVerified: true },
  {
    kind: 'arrival',
    valid: '2021-05-21',
    source: 'from_person',
    grade: 'A1',
    details: { attestedBy: 'person' },
    untilVerified: true,
  },
];
const CAUGHT = { kind: 'capture', valid: '2020-12-01', source: 'witness', grade: 'C3' };

/** Somebody with every right that their organisation can give, so that nothing is hidden from them but by whose it is. */
export interface Member {
  readonly name: string;
  readonly user: TestUser;
}

interface Known {
  readonly pseudonym: string;
  readonly own: boolean;
}

type Body = Readonly<Record<string, unknown>>;

interface Evidence {
  readonly evidence: readonly { readonly code: string }[];
}

/** A day of the registry's clock on which everything is read, after everything that is said in confidence. */
const READ_AT = '2021-06-01T20:00:00Z';
/** After what is said openly too. */
const NEWS_FROM = Date.parse('2021-06-01T19:00:00Z');
const SAID_FROM = Date.parse('2021-06-01T18:00:00Z');
const MINUTE = 60_000;

export class ConfidentialWorld {
  private readonly tokens = new Map<string, string>();
  readonly accepted = new Set<StatementKind>();
  private exchange = '';
  private debrief = '';

  private constructor(
    private readonly application: TestApplication,
    readonly members: readonly Member[],
    private readonly parties: readonly string[],
  ) {}

  static async make(application: TestApplication): Promise<ConfidentialWorld> {
    const fuzzer = await ApiFuzzer.open(application);
    const log = await AuditLog.on(application.database, application.clock, application.platform.keys);
    for (const entries of [1, 5]) {
      await log.write(entries);
      await log.checkpoint();
    }
    await log.disconnect();
    await new DeepWalk(fuzzer).walk();
    const members: Member[] = [];
    for (const name of ['coordinator', 'partner', 'central agency', 'bureau']) {
      const { organisation } = fuzzer.callers.users.find(({ id }) => id === userIdOf(fuzzer, name))!;
      members.push({ name, user: await application.seedUser({ organisation, roles: ROLES }) });
    }
    const lantern = await application.seedOrganisation({ name: 'Lantern Office', kind: 'national_society' });
    members.unshift({ name: 'lantern', user: await application.seedUser({ organisation: lantern, roles: ROLES }) });
    const world = new ConfidentialWorld(application, members, fuzzer.callers.parties);
    application.clock.set('2021-06-01T12:30:00Z');
    await world.signIn();
    for (const name of ['lantern', 'coordinator', 'partner']) await world.furnish(name);
    await world.register('bureau', [LOST, CAUGHT]);
    await world.exchangeSomebody();
    application.clock.set(READ_AT);
    await world.signIn();
    await world.disclose('partner');
    await world.match();
    return world;
  }

  /** As the service does within seconds of whatever is recorded. */
  async match(): Promise<void> {
    await this.application.app.get(MatchPersons).execute(servicePrincipal('job', 'confidential'));
  }

  private async signIn(): Promise<void> {
    for (const { name, user } of this.members) this.tokens.set(name, await user.token());
  }

  private async send(who: string, method: string, path: string, body?: object): Promise<Body & { status: number }> {
    const answer = await this.application.request(method, path, {
      token: this.tokens.get(who) ?? '',
      headers: { 'if-match': '*' },
      ...(body !== undefined && { body }),
    });
    return { ...(answer.body as Body), status: answer.status };
  }

  private async made(who: string, path: string, body: object): Promise<Body> {
    const answer = await this.send(who, 'POST', path, body);
    if (answer.status >= 300) throw new Error(`${who} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  private async register(who: string, statements: readonly object[], identity?: object): Promise<string> {
    const particulars = { sex: 'female', birth: { date: '1991' } };
    const body = { ...SHARED, particulars, statements, ...(identity && { identity }) };
    return String((await this.made(who, '/v1/persons', body))['pseudonym']);
  }

  /** Persons of every organisation: one lost, one caught, two merged, and the one of whom others ask. */
  private async furnish(who: string): Promise<void> {
    const names = { names: [{ text: SOUGHT.name }], birthDate: SOUGHT.birthDate };
    await this.register(who, [LOST], names);
    await this.register(who, [LOST, CAUGHT, SEEN]);
    const [from, into] = [await this.register(who, [LOST, CAUGHT]), await this.register(who, [SEEN])];
    const proposal = { into, reason: REASON };
    const link = String((await this.made(who, `/v1/persons/${from}/links`, proposal))['id']);
    const colleague = await this.application.seedUser({
      organisation: this.members.find(({ name }) => name === who)!.user.organisation,
      roles: ['verifier'],
    });
    const own = this.tokens.get(who)!;
    this.tokens.set(who, await colleague.token());
    await this.made(who, `/v1/persons/${from}/links/${link}/review`, { verdict: 'confirmed', reason: REASON });
    this.tokens.set(who, own);
    this.application.clock.advance(1000);
  }

  /** An exchange of the first organisation, on whose roster and in whose debriefs it speaks in confidence later. */
  private async exchangeSomebody(): Promise<void> {
    const [side, other] = this.parties;
    const person = await this.register('lantern', [LOST, CAUGHT]);
    const body = { ...SHARED, sides: [side, other], day: '2021-03' };
    this.exchange = `/v1/exchanges/${String((await this.made('lantern', '/v1/exchanges', body))['id'])}`;
    const line = { person, side, standing: 'listed' };
    await this.made('lantern', `${this.exchange}/roster`, { lines: [line] });
    await this.made('lantern', `${this.exchange}/steps`, { from: 'proposed', to: 'agreed', day: '2021-03-02' });
    const handedOver = { from: 'agreed', to: 'handed_over', day: '2021-03-14' };
    const lines = [{ ...line, standing: 'handed_over' }];
    await this.made('lantern', `${this.exchange}/steps`, { ...handedOver, lines });
    const debrief = await this.made('lantern', `${this.exchange}/debriefs`, { person });
    this.debrief = `${this.exchange}/debriefs/${String(debrief['id'])}`;
    await this.made('lantern', `${this.debrief}/answers`, { answer: 'accepts', medicallyCleared: true });
  }

  /** What was disclosed can be looked at again by whoever asked; an erasure that was asked for, confirmed by somebody else. */
  private async disclose(who: string): Promise<void> {
    const { username } = this.members.find(({ name }) => name === who)!.user;
    const known = await this.knownTo(who);
    const { pseudonym } = known.find(({ own }) => own)!;
    for (const one of [pseudonym, known.find(({ own }) => !own)!.pseudonym]) {
      const asked = { purpose: 'identification', fields: ['names'], reason: REASON };
      await this.made(who, `/v1/persons/${one}/disclosure-requests`, asked);
    }
    await this.made(who, `/v1/persons/${pseudonym}/assignments`, { username });
    const body = { purpose: 'family_contact', fields: ['names'], reason: REASON };
    await this.made(who, `/v1/persons/${pseudonym}/disclosures`, body);
    await this.made(who, `/v1/persons/${pseudonym}/erasures`, { ground: 'purpose_ended', reason: REASON });
    await this.askForFile(who);
  }

  /** Of any item that has a file which is kept from others; the walk has left one. */
  private async askForFile(who: string): Promise<void> {
    const { evidence } = (await this.send(who, 'GET', '/v1/evidence?limit=200')) as unknown as Evidence;
    for (const { code } of evidence) {
      const body = { purpose: 'assessment', reason: REASON };
      if ((await this.send(who, 'POST', `/v1/evidence/${code}/file-requests`, body)).status === 201) return;
    }
    throw new Error(`${who} finds no file to ask for`);
  }

  /** Whom a member knows, own and foreign, merged ones among them. */
  private async knownTo(who: string): Promise<readonly Known[]> {
    return (await this.send(who, 'GET', '/v1/persons?limit=200'))['records'] as Known[];
  }

  /** Every kind of statement once, in confidence or openly, a third of them taken back or replaced; a roster line and a sighting beside. */
  async speak(who: string, seed: number, confidential: boolean): Promise<number> {
    this.application.clock.set(SAID_FROM);
    await this.signIn();
    const known = await this.knownTo(who);
    const people = known.map(({ pseudonym }) => pseudonym);
    let said = 0;
    for (const [at, kind] of STATEMENT_KINDS.entries()) {
      const given = fc.sample(anyGivenStatement([kind]), { seed: seed + at, numRuns: 1 })[0]!;
      // By turns on all of them, and some more on one, since what is told of somebody piles up.
      const any = people[at % 3 === 0 ? 0 : (at * 7 + seed) % people.length]!;
      const person = kind === 'closure' ? (known.find(({ own }) => own)?.pseudonym ?? any) : any;
      said += await this.say(who, person, { ...given, confidential }, at);
    }
    if (who === 'lantern') await this.speakOfExchange(people, confidential);
    this.application.clock.set(READ_AT);
    return said;
  }

  private async say(who: string, person: string, given: GivenStatement, at: number): Promise<number> {
    this.application.clock.advance(MINUTE / 10);
    const text = JSON.stringify(given)
      .replaceAll('party:first', this.parties[0]!)
      .replaceAll('party:second', this.parties[1]!);
    const statement = JSON.parse(text) as object;
    const answer = await this.send(who, 'POST', `/v1/persons/${person}/statements`, statement);
    // Some may only be said by who registered the person, or not in confidence; what is refused changes nothing.
    if (answer.status !== 201) return 0;
    this.accepted.add(given.kind);
    const path = `/v1/statements/${String(answer['id'])}`;
    if (at % 6 === 1) await this.made(who, `${path}/retraction`, { reason: REASON });
    if (at % 6 === 4) {
      const successor = { ...statement, valid: '2021-02-11' };
      await this.send(who, 'POST', `${path}/supersession`, { reason: REASON, successor });
    }
    return 1;
  }

  /** News of every own person, said openly and verified by nobody yet; and of half of them a will that nobody may know. */
  async holdNews(who: string): Promise<readonly string[]> {
    this.application.clock.set(NEWS_FROM);
    await this.signIn();
    const own = (await this.knownTo(who)).filter((one) => one.own);
    const held: string[] = [];
    for (const [at, { pseudonym }] of own.entries()) {
      this.application.clock.advance(1000);
      const path = `/v1/persons/${pseudonym}`;
      const will = { reachedOn: '2021-05-30', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
      const news = await this.send(who, 'POST', `${path}/statements`, NEWS[at % NEWS.length]);
      if (news.status === 201) held.push(String(news['id']));
      if (at % 2 === 1) continue;
      await this.made(who, `${path}/wills`, will);
      await this.send(who, 'POST', `${path}/statements`, { ...SEEN, valid: '2021-05-29' });
    }
    this.application.clock.set(READ_AT);
    return held;
  }

  /** By somebody else of the same organisation. */
  async verifyAll(who: string, statements: readonly string[]): Promise<number> {
    this.application.clock.set(NEWS_FROM);
    this.application.clock.advance(MINUTE);
    const { organisation } = this.members.find(({ name }) => name === who)!.user;
    const token = await (await this.application.seedUser({ organisation, roles: ['verifier'] })).token();
    let verified = 0;
    for (const id of statements) {
      const body = { verdict: 'verified', reason: REASON };
      const { status } = await this.application.request('POST', `/v1/statements/${id}/verification`, { token, body });
      if (status === 201) verified += 1;
    }
    this.application.clock.set(READ_AT);
    return verified;
  }

  private async speakOfExchange(people: readonly string[], confidential: boolean): Promise<void> {
    const [side] = this.parties;
    const lines = people.slice(0, 3).map((person) => ({ person, side, standing: 'unlisted', confidential }));
    await this.made('lantern', `${this.exchange}/roster`, { lines, reason: REASON });
    const seen = { seen: '2021-02', contactStrength: 'firsthand', grade: 'B2', inCustody: true };
    const others = [people[1]!, people[2]!];
    const sightings = others.map((person) => ({ ...seen, person }));
    await this.made('lantern', `${this.debrief}/sightings`, { sightings });
  }
}

function userIdOf(fuzzer: ApiFuzzer, name: string): string {
  const caller = fuzzer.callers.named(name);
  return fuzzer.callers.users.find(({ organisation }) => organisation.id === caller.organisation)!.id;
}
