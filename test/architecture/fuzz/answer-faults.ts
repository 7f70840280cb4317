// What must hold for every answer of the API, whatever was asked; each departure is one line.

import { REFUSAL_CODES, type RefusalCode } from '../../../src/domain/domain-error.js';
import { PROBLEM_KINDS } from '../../../src/request/problem-status.js';
import { findCanaries } from '../../support/canary.js';
import { KEPT_ANSWERS } from '../kept-answers.js';
import type { Operation } from './api-operations.js';
import type { AnswerSchemas } from './answer-schemas.js';
import type { WireAnswer } from './wire.js';

/** The only answers in which a name may stand, and no refusal is one of them. */
export const DISCLOSING: ReadonlySet<string> = new Set([
  'POST /v1/persons/:pseudonym/disclosures',
  'GET /v1/persons/:pseudonym/disclosures/:disclosureId',
  'POST /v1/tracing-requests/:id/disclosures',
  'POST /v1/lists/:id/lines/:line/disclosures',
]);

/** What a body in the form of its schema is never refused for: the schema would have said something else than the route. */
const NOT_SAID_OF_WELL_FORMED = ['unknown_field', 'malformed_request', 'malformed_json', 'duplicate_key'];
/** Whoever sends what cannot be read as a request has asked by no method. */
const BEFORE_ANY_METHOD: readonly RefusalCode[] = ['malformed_request', 'headers_too_large'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PROBLEM = 'application/problem+json; charset=utf-8';

interface Problem {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly code?: unknown;
  readonly requestId?: unknown;
}

/** What the answer was to. */
export interface Asked {
  /** Null for an address or a method that no route has. */
  readonly operation: Operation | null;
  readonly method: string;
  readonly isWellFormed: boolean;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class AnswerCheck {
  constructor(private readonly schemas: AnswerSchemas) {}

  faultsOf(asked: Asked, answer: WireAnswer): string[] {
    const faults = [...this.formFaults(asked, answer), ...headerFaults(asked, answer), ...leaks(asked, answer)];
    if (answer.status >= 500) faults.unshift(`a failure of the service: ${answer.status}`);
    return faults;
  }

  private formFaults(asked: Asked, answer: WireAnswer): string[] {
    if (answer.status >= 400) return this.refusalFaults(asked, answer);
    const { operation } = asked;
    if (operation === null) return [`${answer.status} where there is no route`];
    if (!operation.isDescribed) return [];
    const described = operation.answers.get(answer.status);
    if (described === undefined) return [`the status ${answer.status} is not documented`];
    if (described.mediaType === null) return answer.text === '' ? [] : ['a body where none is documented'];
    const type = answer.headers.get('content-type') ?? '';
    if (type.split(';')[0] !== described.mediaType) return [`content type ${type}, documented ${described.mediaType}`];
    if (described.schema === null || !/\bjson\b/.test(described.mediaType)) return [];
    return this.schemas.faultsOf(parsed(answer.text), described.schema);
  }

  private refusalFaults({ method, isWellFormed }: Asked, answer: WireAnswer): string[] {
    const type = answer.headers.get('content-type') ?? '';
    if (type !== PROBLEM) return [`a refusal of the content type "${type}"`];
    if (method === 'HEAD' && answer.text === '') return [];
    const problem = (parsed(answer.text) ?? {}) as Problem;
    const faults = this.schemas.faultsOf(problem, { $ref: '#/components/schemas/ProblemDocument' });
    const code = REFUSAL_CODES.find((one) => one === problem.code);
    if (code === undefined) return [...faults, 'a refusal without a code of the closed list'];
    if (method === 'HEAD' && !BEFORE_ANY_METHOD.includes(code)) faults.push('a body in the answer to HEAD');
    if (isWellFormed && NOT_SAID_OF_WELL_FORMED.includes(code))
      faults.push(`${code} for a request in the form that is documented`);
    return [...faults, ...codeFaults(code, problem, answer), ...requestIdFaults(problem, answer)];
  }
}

function codeFaults(code: RefusalCode, problem: Problem, { status }: WireAnswer): string[] {
  const faults: string[] = [];
  if (PROBLEM_KINDS[code].status !== status || problem.status !== status)
    faults.push(`the code ${code} with the status ${status}`);
  if (problem.type !== `urn:whereabouts:problem:${code}`) faults.push('a problem of another type than its code');
  return faults;
}

function requestIdFaults({ requestId }: Problem, { headers }: WireAnswer): string[] {
  if (typeof requestId !== 'string' || !UUID.test(requestId)) return ['a refusal without a request id'];
  return headers.get('x-request-id') === requestId ? [] : ['another request id in the header'];
}

/** Status → the header that belongs to it. */
const HEADER_OF: Readonly<Record<number, string>> = { 401: 'www-authenticate', 405: 'allow', 503: 'retry-after' };

function headerFaults({ operation }: Asked, { status, headers }: WireAnswer): string[] {
  const faults: string[] = [];
  const isStatic = operation?.path.startsWith('/docs') === true && status < 400;
  const caching = headers.get('cache-control') ?? 'not said';
  const kept = status < 400 ? KEPT_ANSWERS.find(({ route }) => route === operation?.path) : undefined;
  if (caching !== (kept?.caching ?? (isStatic ? 'no-cache' : 'no-store'))) faults.push(`cache-control: ${caching}`);
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('x-content-type-options is not nosniff');
  const needed = HEADER_OF[status];
  if (needed !== undefined && !headers.has(needed)) faults.push(`${status} without ${needed}`);
  return faults;
}

/** Lines of headers come again and again; each is searched once. */
const searched = new Map<string, readonly string[]>();

function leaksInHeader(line: string): readonly string[] {
  const found = searched.get(line) ?? findCanaries(line);
  return searched.set(line, found).get(line) ?? [];
}

function leaks({ operation }: Asked, { status, headers, text }: WireAnswer): string[] {
  const told = [...headers].flatMap(([name, value]) => leaksInHeader(`${name}: ${value}`));
  const mayTell = operation !== null && DISCLOSING.has(operation.name) && status < 300;
  return [...told, ...(mayTell ? [] : findCanaries(text))].map((found) => `a name comes out: ${found}`);
}
