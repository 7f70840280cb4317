// Holds an answer against the schema that the API documents for it, and examples against the schemas that they illustrate.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ApiDocument, JsonSchema } from './api-operations.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** A field that no schema names is one that nobody reviewed: an object with fields has those and no others. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map((one: unknown) => closed(one)) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed<unknown>(part)]));
  const isOpen = 'properties' in schema && typeof schema.properties === 'object' && !('additionalProperties' in schema);
  return { ...parts, ...(isOpen && { additionalProperties: false }) } as T;
}

export class AnswerSchemas {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<JsonSchema, ValidateFunction>();

  constructor(private readonly document: ApiDocument) {
    for (const [name, form] of Object.entries({ uuid: UUID, 'date-time': DATE_TIME, password: true as const }))
      this.ajv.addFormat(name, form);
    this.ajv.addSchema({ $id: 'urn:whereabouts:api', components: closed(document.components) });
  }

  /** Where a value departs from a schema, and how; never what stands there. */
  faultsOf(value: unknown, schema: JsonSchema): string[] {
    let validate = this.compiled.get(schema);
    if (validate === undefined) {
      validate = this.ajv.compile(rooted(closed(schema)));
      this.compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const extra: unknown = (params as Readonly<Record<string, unknown>>)['additionalProperty'];
      return `${instancePath} ${message ?? ''}${typeof extra === 'string' ? `: ${extra}` : ''}`;
    });
  }

  /** `Schema.field` for every example that is none of its own schema. */
  faultyExamples(): string[] {
    return Object.entries(this.document.components.schemas).flatMap(([name, { properties }]) =>
      Object.entries(properties ?? {}).flatMap(([field, schema]) => {
        if (!('example' in schema)) return [];
        return this.faultsOf(schema.example, schema).map((fault) => `${name}.${field}:${fault}`);
      }),
    );
  }
}

function rooted<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"urn:whereabouts:api#/components/')) as T;
}
