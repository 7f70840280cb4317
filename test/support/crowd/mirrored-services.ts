// The same service several times over, asked everything in step: each knows the two parties by another dealing of keys and labels.

import { servicePrincipal, type OrganisationKind, type Role } from '../../../src/domain/access/actor.js';
import { makeKeys } from '../../../src/vault/key-file.js';
import { startTestApplication, type TestAnswer, type TestApplication, type TestUser } from '../http-application.js';
import { seededEntropy } from '../seeded-entropy.js';
import { alike, inAnyOrder, type Likeness, type WrittenAnswer } from './likeness.js';

export const SIDES = ['first', 'second'] as const;
export type SideName = (typeof SIDES)[number];

export interface Dealing {
  readonly name: string;
  /** Words of one length, so that lengths of answers can be compared, and which stand in no text of the service. */
  readonly parties: Readonly<Record<SideName, { readonly key: string; readonly word: string }>>;
  /** Lists may be in the order of a party's key, which travels with the party: where keys change places too, so may lines. */
  readonly likeness: Likeness;
}

const ONE = { key: 'k3f9a51c', word: 'Juniper' };
const OTHER = { key: 'k81d07e2', word: 'Bramble' };

/** The first is the one that the others are held against. */
export const DEALINGS: readonly [Dealing, ...Dealing[]] = [
  { name: 'as dealt', parties: { first: ONE, second: OTHER }, likeness: 'to the byte' },
  {
    name: 'with the labels exchanged',
    parties: { first: { ...ONE, word: OTHER.word }, second: { ...OTHER, word: ONE.word } },
    likeness: 'to the byte',
  },
  { name: 'with keys and labels exchanged', parties: { first: OTHER, second: ONE }, likeness: 'in any order' },
];

/** Told by the clock of the machine, not by that of the registry: a minute of requests begins in each service at its own time. */
const OF_THE_MACHINE = new Set(['date', 'x-ratelimit-reset', 'x-ratelimit-remaining']);
/** Milliseconds of the registry's clock; an access token lives for 10 minutes, an idle session for 30. */
const TOKEN_USED_FOR = 8 * 60_000;
/** Enough to see what is wrong. */
const MOST_TOLD = 12;

export interface Member {
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** One per service. */
  readonly users: readonly TestUser[];
}

export interface Asked {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** With a session of the console in the place of a token. */
  readonly asPage?: boolean;
  /** How many of the services are asked; all where it is left out. */
  readonly among?: number;
}

interface Service {
  readonly application: TestApplication;
  readonly dealing: Dealing;
  /** Member and door → what opens it, and since when. */
  readonly credentials: Map<string, { readonly header: Readonly<Record<string, string>>; readonly since: number }>;
}

export type Alteration = (dealing: Dealing, method: string, address: string, body: string) => string;

export class MirroredServices {
  /** What is no image of the other: who asked what, and both answers. */
  readonly differences: string[] = [];
  /** Questions whose answers differ by the order of their parts alone, where none was expected to. */
  readonly reordered = new Set<string>();
  asked = 0;
  private alteration: Alteration = (_dealing, _method, _address, body) => body;

  private constructor(private readonly services: readonly [Service, ...Service[]]) {}

  static async open(
    dealings: readonly [Dealing, ...Dealing[]],
    plant: (application: TestApplication) => void = () => undefined,
  ): Promise<MirroredServices> {
    const keys = makeKeys();
    const opened: Service[] = [];
    for (const dealing of dealings) {
      const application = await startTestApplication({ entropy: seededEntropy('mirror'), keys });
      plant(application);
      opened.push({ application, dealing, credentials: new Map() });
      await foundParties(application, dealing);
    }
    return new MirroredServices(opened as [Service, ...Service[]]);
  }

  /** Changes what is sent to a service, as somebody would who treats the parties unlike. */
  alter(alteration: Alteration): void {
    this.alteration = alteration;
  }

  get first(): TestApplication {
    return this.services[0].application;
  }

  get applications(): readonly TestApplication[] {
    return this.services.map(({ application }) => application);
  }

  keyOf(side: SideName): string {
    return this.services[0].dealing.parties[side].key;
  }

  labelOf(side: SideName): string {
    return labelOf(this.services[0].dealing, side);
  }

  advance(milliseconds: number): void {
    for (const { application } of this.services) application.clock.advance(milliseconds);
  }

  async organisation(name: string, kind: OrganisationKind, side: SideName | null): Promise<string> {
    const made = await this.inStep(({ application, dealing }) =>
      application.seedOrganisation({ name, kind, party: side === null ? null : labelOf(dealing, side) }),
    );
    return made[0]!.id;
  }

  async member(name: string, organisation: string, roles: readonly Role[]): Promise<Member> {
    const username = name.toLowerCase().replaceAll(' ', '.');
    const users = await this.inStep(async ({ application }) => {
      const all = await application.platform.database.transaction(operator(application), (room) =>
        room.organisations.organisations(),
      );
      const own = all.find(({ id }) => id === organisation);
      if (own === undefined) throw new Error(`${name} works for nobody`);
      return application.seedUser({ organisation: own, roles, username });
    });
    return { name, organisation, roles, users };
  }

  /** Asks every service the same, holds the answers against each other, and returns the first. */
  async ask(member: Member | null, method: string, address: string, given: Asked = {}): Promise<TestAnswer> {
    this.asked += 1;
    const id = `00000000-0000-4000-8000-${String(this.asked).padStart(12, '0')}`;
    const send = (service: Service, at: number): Promise<TestAnswer> =>
      this.send(service, at, { member, method, address, given, id });
    const [first, ...others] = await this.inStep(send, given.among);
    for (const [at, answer] of others.entries()) this.compare(at + 1, first!, answer, [member, method, address]);
    return first!;
  }

  async stop(): Promise<void> {
    for (const { application } of this.services) await application.stop();
  }

  private inStep<T>(work: (service: Service, at: number) => Promise<T>, among?: number): Promise<T[]> {
    return Promise.all(this.services.slice(0, among).map(work));
  }

  private async send(
    service: Service,
    at: number,
    asked: { member: Member | null; method: string; address: string; given: Asked; id: string },
  ): Promise<TestAnswer> {
    const { member, method, given, id } = asked;
    const dealt = (text: string): string => this.translated(text, service.dealing);
    const address = dealt(asked.address);
    const credentials = member === null ? {} : await credentialsOf(service, member, at, given.asPage === true);
    const headers = {
      'x-request-id': id,
      ...(given.asPage === true && { accept: 'text/html' }),
      ...(given.body !== undefined && { 'if-match': '*' }),
      ...given.headers,
      ...credentials,
    };
    const body =
      given.body === undefined
        ? undefined
        : this.alteration(service.dealing, method, address, dealt(JSON.stringify(given.body)));
    return service.application.request(method, address, { headers, ...(body !== undefined && { body }) });
  }

  /** From the keys and words of the first service to those of another. */
  private translated(text: string, dealing: Dealing): string {
    return inPlaces(text, this.services[0].dealing).replaceAll(/«(first|second) (key|word)»/g, (_, side, what) => {
      const party = dealing.parties[side as SideName];
      return what === 'key' ? party.key : party.word;
    });
  }

  private compare(at: number, expected: TestAnswer, found: TestAnswer, asked: [Member | null, string, string]): void {
    const [member, method, address] = asked;
    const { dealing } = this.services[at]!;
    const [one, other] = [written(expected, this.services[0].dealing), written(found, dealing)];
    if (alike(one, other, dealing.likeness)) return;
    const path = address.split('?')[0]!;
    if (dealing.likeness === 'to the byte' && inAnyOrder(one) === inAnyOrder(other)) {
      this.reordered.add(`${method} ${withoutIds(path)}`);
    } else if (this.differences.length < MOST_TOLD) {
      const [was, is] = firstDifference(`${one.head}\n${one.body}`, `${other.head}\n${other.body}`);
      this.differences.push(
        `${dealing.name}: ${method} ${address} by ${member?.name ?? 'a stranger'}\n  ${was}\n  ${is}`,
      );
    }
  }
}

function labelOf({ parties }: Dealing, side: SideName): string {
  return `${parties[side].word} Republic`;
}

function operator({ platform }: TestApplication): ReturnType<typeof servicePrincipal> {
  return servicePrincipal('operator', platform.entropy.shownId());
}

async function foundParties(application: TestApplication, dealing: Dealing): Promise<void> {
  const { database, entropy } = application.platform;
  await database.transaction(operator(application), async ({ organisations }) => {
    for (const side of SIDES) {
      const party = { id: entropy.shownId(), partyKey: dealing.parties[side].key, label: labelOf(dealing, side) };
      await organisations.addParty(party, entropy.now());
    }
  });
}

async function credentialsOf(
  { application, credentials }: Service,
  member: Member,
  at: number,
  asPage: boolean,
): Promise<Readonly<Record<string, string>>> {
  const door = `${member.name} ${asPage ? 'at the console' : 'at the API'}`;
  const known = credentials.get(door);
  if (known !== undefined && application.clock.now() - known.since < TOKEN_USED_FOR) return known.header;
  const header = await signIn(application, member.users[at]!, asPage);
  credentials.set(door, { header, since: application.clock.now() });
  return header;
}

/** By a request of its own, whose id the log keeps. */
async function signIn(
  application: TestApplication,
  { username, password }: TestUser,
  asPage: boolean,
): Promise<Readonly<Record<string, string>>> {
  const headers = { 'x-request-id': '00000000-0000-4000-8000-000000000000' };
  if (!asPage) {
    const { body } = await application.request('POST', '/v1/auth/token', { body: { username, password }, headers });
    return { authorization: `Bearer ${(body as { accessToken: string }).accessToken}` };
  }
  const answer = await application.request('POST', '/sign-in', {
    body: new URLSearchParams({ '/username': username, '/password': password }).toString(),
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

function inPlaces(text: string, { parties }: Dealing): string {
  const places = new Map(
    SIDES.flatMap((side) => [
      [parties[side].key, `«${side} key»`],
      [parties[side].word, `«${side} word»`],
    ]),
  );
  return text.replaceAll(new RegExp([...places.keys()].join('|'), 'g'), (found) => places.get(found)!);
}

/** All that was answered, with the parties in the places that they were dealt. */
function written({ status, headers, text }: TestAnswer, dealing: Dealing): WrittenAnswer {
  const told = [...headers].filter(([name]) => !OF_THE_MACHINE.has(name)).map(([name, value]) => `${name}: ${value}`);
  return { head: inPlaces([String(status), ...told.sort()].join('\n'), dealing), body: inPlaces(text, dealing) };
}

function withoutIds(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(WB|EV)(-[0-9A-Z]{5}){4}-./g, '…');
}

function firstDifference(one: string, other: string): [string, string] {
  let at = 0;
  while (one[at] === other[at] && at < one.length) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 160), at + 160).replaceAll('\n', ' ⏎ ');
  return [around(one), around(other)];
}
