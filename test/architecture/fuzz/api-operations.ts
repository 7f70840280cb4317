// The operations that a running application describes, each with its parameters, its body and its answers.

import type { TestApplication } from '../../support/http-application.js';
import { routesOf, type Route } from '../application-routes.js';

export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly example?: unknown;
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** As the document says it, for one method of one path. */
interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface DescribedAnswer {
  /** Null for an answer without a body. */
  readonly mediaType: string | null;
  readonly schema: JsonSchema | null;
}

export interface Operation {
  /** `GET /v1/persons/:pseudonym`. */
  readonly name: string;
  readonly method: string;
  /** With its parameters, as the router writes it. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | null;
  /** Status → what is documented of it; the problem that any route may answer is not among them. */
  readonly answers: ReadonlyMap<number, DescribedAnswer>;
  readonly isDescribed: boolean;
}

const API = /^\/(v\d+|health|docs)(\/|$)/;

function answersOf({ responses }: Described): ReadonlyMap<number, DescribedAnswer> {
  return new Map(
    Object.entries(responses)
      .filter(([status]) => /^\d{3}$/.test(status))
      .map(([status, { content }]) => {
        const [mediaType, described] = Object.entries(content ?? {})[0] ?? [null];
        return [Number(status), { mediaType, schema: described?.schema ?? null }];
      }),
  );
}

/** The same question without the body of its answer. */
function withoutBody(answers: Operation['answers']): Operation['answers'] {
  return new Map([...answers].map(([status]) => [status, { mediaType: null, schema: null }]));
}

function operationOf({ method, path }: Route, document: ApiDocument): Operation {
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
  const described = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[asked];
  const answers: Operation['answers'] = described === undefined ? new Map() : answersOf(described);
  return {
    name: `${method} ${path}`,
    method,
    path,
    parameters: described?.parameters ?? [],
    body: described?.requestBody?.content?.['application/json']?.schema ?? null,
    answers: method === 'HEAD' ? withoutBody(answers) : answers,
    isDescribed: described !== undefined,
  };
}

export async function describedBy(application: TestApplication): Promise<ApiDocument> {
  return (await application.request('GET', '/docs/openapi.json')).body as ApiDocument;
}

/** Every route for programs that the router has, whether it is described or not. */
export function operationsOf(application: TestApplication, document: ApiDocument): Operation[] {
  return routesOf(application.app)
    .filter(({ path }) => API.test(path))
    .map((route) => operationOf(route, document));
}

/** The operation that an address belongs to; a part that is written out goes before a parameter. */
export function operationAt(
  operations: readonly Operation[],
  method: string,
  address: string,
): { readonly operation: Operation; readonly values: Readonly<Record<string, string>> } | null {
  const parts = (address.split('?', 1)[0] ?? '').split('/');
  const fitting = operations.flatMap((operation) => {
    const pattern = operation.path.split('/');
    if (operation.method !== method || pattern.length !== parts.length) return [];
    const values: Record<string, string> = {};
    for (const [at, part] of pattern.entries()) {
      const given = parts[at] ?? '';
      if (part.startsWith(':')) values[part.slice(1)] = decodeURIComponent(given);
      else if (part !== given) return [];
    }
    return [{ operation, values }];
  });
  return fitting.sort((one, other) => Object.keys(one.values).length - Object.keys(other.values).length)[0] ?? null;
}
