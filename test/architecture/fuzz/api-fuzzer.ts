// Asks the API one request after another, holds every answer against what must hold for all, and keeps what it learns for the next.

import { OPEN_ROUTES } from '../route-matrix.js';
import { findCanaries } from '../../support/canary.js';
import { closeByDate } from '../../support/closed-by-date.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { TestApplication } from '../../support/http-application.js';
import { AnswerCheck, DISCLOSING } from './answer-faults.js';
import { AnswerSchemas } from './answer-schemas.js';
import { describedBy, operationAt, operationsOf, type ApiDocument, type Operation } from './api-operations.js';
import { FuzzCallers, type Caller } from './fuzz-callers.js';
import type { FuzzRequest } from './fuzz-requests.js';
import { KnownThings } from './known-things.js';
import { isReadByNode } from './read-by-node.js';
import { ask, written, type WireAnswer } from './wire.js';

/** Milliseconds that pass between two requests, so that what follows is known to follow. */
const BETWEEN_REQUESTS = 500;
/** Enough to see what is wrong; each fault of one operation is told once. */
const MOST_TOLD = 25;

export interface Step {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of somebody who stands for the caller; the caller's own where it is absent. */
  readonly token?: string;
}

export class ApiFuzzer {
  /** One text per fault: what it is, what was asked and what was answered. */
  readonly faults: string[] = [];
  /** Name of an operation → status → how many answers. */
  readonly answered = new Map<string, Map<number, number>>();
  asked = 0;
  private readonly told = new Set<string>();

  private constructor(
    private readonly application: TestApplication,
    readonly document: ApiDocument,
    readonly operations: readonly Operation[],
    readonly callers: FuzzCallers,
    readonly known: KnownThings,
    readonly schemas: AnswerSchemas,
    private readonly check: AnswerCheck,
  ) {}

  static async open(application: TestApplication): Promise<ApiFuzzer> {
    const document = await describedBy(application);
    const operations = operationsOf(application, document);
    const callers = await FuzzCallers.gather(application);
    const spared = new Set(callers.users.flatMap(({ id, username }) => [id, username]));
    const schemas = new AnswerSchemas(document);
    const known = new KnownThings(operations, spared);
    return new ApiFuzzer(application, document, operations, callers, known, schemas, new AnswerCheck(schemas));
  }

  /** Operations that nobody was let through to. */
  neverReached(): string[] {
    return this.operations
      .map(({ name }) => name)
      .filter((name) => ![...(this.answered.get(name)?.keys() ?? [])].some((status) => status < 300));
  }

  /** What came out by the service's log since it began; with each the first line that it stands in. */
  leaksInLog(): string[] {
    const text = this.application.logged();
    const lines = text.split('\n');
    return findCanaries(text).map((leak) => {
      const line = lines.find((one) => findCanaries(one).includes(leak));
      return `${leak} in the log: ${line ?? 'over several lines'}`;
    });
  }

  async closeByDate(pseudonym: string): Promise<void> {
    const { database, clock } = this.application;
    await closeByDate(database.urls.owner, pseudonym, clock.now());
  }

  /** As the service does by itself. */
  async matchEverybody(): Promise<void> {
    await this.application.app.get(MatchPersons).execute(servicePrincipal('job', 'fuzz'));
  }

  /** Lets milliseconds pass; answers what the clock of the registry says when the next request is asked. */
  passing(time: number): number {
    this.application.clock.advance(time);
    return this.application.clock.now() + BETWEEN_REQUESTS;
  }

  /** Something that must succeed, or it would lead nowhere; answers its body. */
  async step(
    who: string,
    method: string,
    address: string,
    given: Step = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const found = operationAt(this.operations, method, address);
    if (found === null) throw new Error(`there is no ${method} ${address}`);
    const caller = this.callers.named(who);
    const authorization = await authorizationOf(caller, given);
    const body = given.body === undefined ? null : Buffer.from(JSON.stringify(given.body));
    const headers: [string, string][] = Object.entries(given.headers ?? {});
    if (authorization !== null) headers.push(['authorization', authorization]);
    if (body !== null) headers.push(['content-type', 'application/json']);
    const wire = { method, address, headers, body };
    const answer = await this.send({ ...found, caller, isWellFormed: true, wire });
    if (answer === null || answer.status >= 300)
      throw new Error(`by ${who}\n${written(wire)}\nanswered ${answer?.text ?? 'nothing'}`);
    return (isJson(answer) ? JSON.parse(answer.text) : {}) as Readonly<Record<string, unknown>>;
  }

  async send(request: FuzzRequest): Promise<WireAnswer | null> {
    this.application.clock.advance(BETWEEN_REQUESTS);
    this.asked += 1;
    const { operation, caller, wire, isWellFormed } = request;
    const answer = await ask(this.application.url, wire);
    if (answer === null) {
      // Whatever a handler was given it answers, however hostile; a dropped socket would be one that stumbled.
      if (await isReadByNode(wire)) this.tell(request, ['the connection was closed without an answer'], null);
      return null;
    }
    if (operation !== null) this.count(operation, answer);
    const faults = this.check.faultsOf({ operation, method: wire.method, isWellFormed }, answer);
    if (answer.status < 300) faults.push(...this.learn(request, answer));
    if (answer.status === 204 && operation?.path.endsWith('/sign-out') === true) caller.signedOut();
    this.tell(request, faults, answer);
    return answer;
  }

  private count({ name }: Operation, { status }: WireAnswer): void {
    const statuses = this.answered.get(name) ?? new Map<number, number>();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    this.answered.set(name, statuses);
  }

  private learn({ operation, caller, values }: FuzzRequest, answer: WireAnswer): string[] {
    // What everybody may read is told to nobody in particular, and what is disclosed is no address.
    if (operation === null || caller.organisation === null || operation.name in OPEN_ROUTES) return [];
    if (DISCLOSING.has(operation.name) && operation.method === 'GET') return [];
    if (!isJson(answer)) return [];
    const shared = this.known.learn({
      operation,
      organisation: caller.organisation,
      values,
      body: JSON.parse(answer.text) as unknown,
      etag: answer.headers.get('etag'),
    });
    return shared.length === 0 ? [] : ['a pseudonym of another organisation'];
  }

  private tell({ operation, caller, wire }: FuzzRequest, faults: readonly string[], answer: WireAnswer | null): void {
    const key = `${operation?.name ?? 'no route'}: ${faults.join('; ').replace(/\/\d+/g, '/n')}`;
    if (faults.length === 0 || this.told.has(key) || this.faults.length >= MOST_TOLD) return;
    this.told.add(key);
    const answered = answer === null ? '' : `\nanswered ${answer.status}\n  ${answer.text.slice(0, 600)}`;
    this.faults.push(`${key}\nto request ${this.asked}, by ${caller.name}\n${written(wire)}${answered}`);
  }
}

function authorizationOf(caller: Caller, { token }: Step): Promise<string | null> | string {
  return token === undefined ? caller.authorization() : `Bearer ${token}`;
}

function isJson({ headers, text }: WireAnswer): boolean {
  return text !== '' && /\bjson\b/.test(headers.get('content-type') ?? '');
}
