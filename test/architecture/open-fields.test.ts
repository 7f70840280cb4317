// No text that somebody types reaches others unreviewed: every field without a closed form stands in the table, and every reason is looked through.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY_FIELDS, IDENTITY_KEY } from '../../src/domain/identity/identity-particulars.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { OPEN_FIELDS } from './open-fields.js';
import { useCaseFiles } from './read-use-cases.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

interface Described {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { requestBody?: { content: Record<string, { schema?: Schema }> } }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Pointers of the texts within a body that may hold anything. */
function openTexts(schemas: Described['components']['schemas'], schema: Schema, at: string): string[] {
  const within = (part: Schema, pointer = at): string[] => openTexts(schemas, part, pointer);
  if (schema.$ref !== undefined) return within(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const isOpen =
    [schema.type].flat().includes('string') &&
    [schema.enum, schema.format, schema.pattern].every((one) => one === undefined);
  return [
    ...(isOpen ? [at] : []),
    ...parts.flatMap((part) => within(part)),
    ...(schema.items === undefined ? [] : within(schema.items, `${at}/*`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) => within(part, `${at}/${name}`)),
    ...(schema.additionalProperties === true ? [`${at}/{}`] : []),
  ];
}

/** The longest end of a pointer that the table knows. */
function entryOf(operation: string, pointer: string): string | null {
  const whole = `${operation}${pointer}`;
  if (whole in OPEN_FIELDS) return whole;
  const steps = pointer.split('/').slice(1);
  for (let from = 0; from < steps.length; from += 1) {
    const end = steps.slice(from).join('/');
    if (Object.hasOwn(OPEN_FIELDS, end)) return end;
  }
  return null;
}

let service: TestApplication;
let fields: readonly (readonly [operation: string, pointer: string])[];

beforeAll(async () => {
  service = await startTestApplication();
  const { paths, components } = (await service.request('GET', '/docs/openapi.json')).body as Described;
  fields = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema = {} }) =>
        openTexts(components.schemas, schema, '').map(
          (pointer) => [`${method.toUpperCase()} ${path}`, pointer] as const,
        ),
      ),
    ),
  );
});
afterAll(() => service.stop());

/** What use cases leave it to, in src/persistence. */
const LOOKED_THROUGH_BELOW = {
  recordContactDisclosure: 'contact-disclosures/record-contact-disclosure.ts',
  closeRequest: 'disclosures/decide-request.ts',
};

describe('a field that takes any text', () => {
  it('stands in the reviewed table, and the table holds no other', () => {
    expect(fields.length).toBeGreaterThan(100);
    const entries = fields.map(
      ([operation, pointer]) => [`${operation} ${pointer}`, entryOf(operation, pointer)] as const,
    );
    expect(entries.filter(([, entry]) => entry === null).map(([field]) => field)).toEqual([]);
    const used = new Set(entries.map(([, entry]) => entry));
    expect(Object.keys(OPEN_FIELDS).filter((entry) => !used.has(entry))).toEqual([]);
  });

  it('is sealed where it is a field of the identity', () => {
    const single = IDENTITY_FIELDS.map((field) => IDENTITY_KEY[field]).filter((key) => key in OPEN_FIELDS);
    expect(single).toContain('circumstances');
    expect(single.filter((key) => OPEN_FIELDS[key] !== 'sealed')).toEqual([]);
  });

  it('is looked through wherever a use case takes a reason', () => {
    const taking = useCaseFiles()
      .map((file) => [file.split('/src/usecases/')[1] ?? file, readFileSync(file, 'utf8')] as const)
      .filter(([, source]) => /readonly reason\??: (string|unknown)/.test(source) && source.includes('Injectable'));
    expect(taking.length).toBeGreaterThan(12);
    const looks = new RegExp(`(?:lookThrough(?:Reason)?|${Object.keys(LOOKED_THROUGH_BELOW).join('|')})\\(`);
    expect(taking.filter(([, source]) => !looks.test(source)).map(([file]) => file)).toEqual(NOT_LOOKED_THROUGH);
  });

  it('is looked through wherever a body takes another text that is warned of', () => {
    const warned = fields.filter(([operation, pointer]) => {
      const entry = entryOf(operation, pointer);
      return entry !== null && entry !== 'reason' && OPEN_FIELDS[entry] === 'warned';
    });
    expect([...new Set(warned.map(([operation]) => operation))].sort()).toEqual(Object.keys(TAKING_TEXTS).sort());
    const silent = Object.values(TAKING_TEXTS).filter(
      (file) => !/await lookThrough\(/.test(readFileSync(path.resolve('src/usecases', file), 'utf8')),
    );
    expect(silent).toEqual([]);
  });

  it.each(Object.entries(LOOKED_THROUGH_BELOW))('is looked through by %s', (name, file) => {
    const source = readFileSync(path.resolve('src/persistence', file), 'utf8');
    const [, body = ''] = source.split(`export async function ${name}`);
    expect(body.split('\nexport ')[0]).toMatch(/lookThroughReason\(/);
  });
});

/** References, addresses and names of places, with their use cases. */
const TAKING_TEXTS = {
  'POST /v1/evidence': 'evidence/record-evidence.ts',
  'POST /v1/lists': 'lists/add-list.ts',
  'POST /v1/persons': 'records/register-person.ts',
  'POST /v1/persons/{pseudonym}/statements': 'records/add-statement.ts',
  'POST /v1/places': 'records/add-place.ts',
  'POST /v1/statements/{id}/supersession': 'records/supersede-statement.ts',
  'POST /v1/tracing-requests': 'tracing-requests/add-tracing-request.ts',
};

/** Shows reasons, or loads figures that were published, from a file. */
const NOT_LOOKED_THROUGH = ['evidence/read-evidence.ts', 'published-figures/load-figures.ts'];
