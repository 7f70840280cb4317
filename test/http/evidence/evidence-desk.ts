// A desk for tests of evidence: invented organisations, and what their people ask of the API.

import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';
import type { OrganisationKind, Role } from '../../../src/domain/access/actor.js';

export const digestOf = (number: number): string => number.toString(16).padStart(64, '0');

export const ITEM = {
  sha256: digestOf(1),
  kind: 'video',
  source: 'open_source_media',
  sharingLevel: 'partners_pseudonymous',
};

/** What is found, with a method, a ground and a reason that go with anything. */
export const found = (verdict: string): Record<string, string> => ({
  verdict,
  method: 'place_compared',
  ground: 'place_and_time_fit',
  reason: 'Buildings and shadows were compared.',
});

interface Staff {
  readonly organisation: string;
  readonly kind: OrganisationKind;
  readonly party?: string;
  readonly roles?: readonly Role[];
}

/** Everybody may do all that a desk does; what roles may do is for the matrix of routes. */
const ALL: readonly Role[] = ['coordinator', 'verifier'];

export class EvidenceDesk {
  private readonly tokens = new Map<string, string>();
  private readonly users = new Map<string, TestUser>();
  readonly organisations = new Map<string, string>();
  readonly usernames = new Map<string, string>();

  private constructor(readonly application: TestApplication) {}

  static async open(staff: Readonly<Record<string, Staff>>): Promise<EvidenceDesk> {
    const desk = new EvidenceDesk(await startTestApplication());
    const founded = new Map<string, Awaited<ReturnType<TestApplication['seedOrganisation']>>>();
    for (const [who, { organisation: name, kind, party = null, roles = ALL }] of Object.entries(staff)) {
      const organisation = founded.get(name) ?? (await desk.application.seedOrganisation({ name, kind, party }));
      founded.set(name, organisation);
      desk.organisations.set(who, organisation.id);
      const user = await desk.application.seedUser({ organisation, roles });
      desk.users.set(who, user);
      desk.usernames.set(who, user.username);
    }
    await desk.signInAgain();
    return desk;
  }

  /** Where a token of before has ended. */
  async signInAgain(): Promise<void> {
    for (const [who, user] of this.users) this.tokens.set(who, await user.token());
  }

  async ask(
    method: string,
    path: string,
    who: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestAnswer> {
    this.application.clock.advance(1000);
    const token = this.tokens.get(who);
    if (token === undefined) throw new Error(`nobody is ${who}`);
    return this.application.request(method, path, { token, headers, ...(body !== undefined && { body }) });
  }

  /** The answer of what must succeed. */
  async get<T = Record<string, unknown>>(path: string, who: string): Promise<T> {
    const { status, body, text } = await this.ask('GET', path, who);
    if (status !== 200) throw new Error(`GET ${path}: ${text}`);
    return body as T;
  }

  async post(path: string, who: string, body?: object): Promise<Record<string, unknown>> {
    const answer = await this.ask('POST', path, who, body);
    if (answer.status !== 201 && answer.status !== 200) throw new Error(`POST ${path}: ${answer.text}`);
    return answer.body as Record<string, unknown>;
  }

  async item(who: string, given: object = {}): Promise<string> {
    return String((await this.post('/v1/evidence', who, { ...ITEM, ...given }))['code']);
  }

  async assess(who: string, code: string, verdict: string): Promise<string> {
    return String((await this.post(`/v1/evidence/${code}/assessments`, who, found(verdict)))['id']);
  }

  /** Whom `who` registers, with statements. */
  async person(who: string, statements: readonly object[], given: object = {}): Promise<string> {
    const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'public_interest', statements, ...given };
    return String((await this.post('/v1/persons', who, body))['pseudonym']);
  }

  /** The pseudonyms that `who` sees beside those given. */
  async others(who: string, known: readonly string[] = []): Promise<string[]> {
    const { records } = await this.get<{ records: { pseudonym: string }[] }>('/v1/persons?limit=200', who);
    return records.map(({ pseudonym }) => pseudonym).filter((one) => !known.includes(one));
  }

  stop(): Promise<void> {
    return this.application.stop();
  }
}
