// What earlier answers told to each organisation: addresses of things, pseudonyms, tags and cursors, which feed later requests.

import type { Operation } from './api-operations.js';

export type Values = Readonly<Record<string, string>>;

interface Told {
  readonly organisation: string;
  readonly operation: Operation;
  readonly values: Values;
  readonly body: unknown;
  readonly etag: string | undefined;
}

interface KnownAddress {
  readonly organisation: string;
  readonly values: Values;
}

/** Where what a collection answers is found under another address than below it. */
const ITEMS_ELSEWHERE: Readonly<Record<string, string>> = {
  '/v1/persons/:pseudonym/statements': '/v1/statements/:id',
  '/v1/persons/:pseudonym/tasks': '/v1/tasks/:id',
  '/v1/statements/:id/supersession': '/v1/statements/:id',
};
/** The field that holds an item's own id, where it is neither `id` nor called as the parameter is. */
const ID_FIELDS = ['id', 'successorId'];
/** Enough to choose from; what is oldest goes first, since its state is likely to be final. */
const MOST_KNOWN = 60;
/** A page ends somewhere. */
const MOST_LOOKED_AT = 2000;

function remember<T>(kept: Map<string, T[]>, key: string, one: T): void {
  const known = kept.get(key) ?? [];
  known.push(one);
  if (known.length > MOST_KNOWN) known.shift();
  kept.set(key, known);
}

export class KnownThings {
  private readonly addresses = new Map<string, KnownAddress[]>();
  private readonly pseudonyms = new Map<string, string[]>();
  private readonly firstSeenBy = new Map<string, string>();
  private readonly tags = new Map<string, string[]>();
  private readonly cursors = new Map<string, string[]>();
  private readonly templates: readonly string[];

  constructor(
    operations: readonly Operation[],
    /** Values that no request may be aimed at, or the callers would shut each other out. */
    private readonly spared: ReadonlySet<string>,
  ) {
    this.templates = [...new Set(operations.flatMap(({ path }) => prefixesWithParameters(path)))];
  }

  /** Answers the pseudonyms that another organisation was told before: no two may be told the same one. */
  learn(told: Told): string[] {
    const shared: string[] = [];
    for (const [key, value] of fieldsOf(told.body)) {
      if (this.spared.has(value)) continue;
      if (/^WB(-[0-9A-Z]{1,5}){5}$/.test(value)) {
        const first = this.firstSeenBy.get(value) ?? told.organisation;
        this.firstSeenBy.set(value, first);
        if (first === told.organisation) remember(this.pseudonyms, told.organisation, value);
        else shared.push(value);
      }
      if (key === 'cursor' || key === 'nextCursor') remember(this.cursors, told.operation.path, value);
      this.noteItem(told, key, value);
    }
    if (told.etag !== undefined) remember(this.tags, tagKey(told.operation.path, told.values), told.etag);
    return shared;
  }

  private noteItem({ operation, organisation, values }: Told, key: string, value: string): void {
    const elsewhere = ITEMS_ELSEWHERE[operation.path];
    for (const template of this.templates) {
      const parameter = /:(\w+)$/.exec(template)?.[1] ?? '';
      const isBelow = template === `${operation.path}/:${parameter}` || template === elsewhere;
      if (!(isBelow && ID_FIELDS.includes(key)) && !(key === parameter && parameter !== 'id')) continue;
      const above = Object.fromEntries(Object.entries(values).filter(([name]) => template.includes(`:${name}/`)));
      const needed = [...template.matchAll(/:(\w+)\//g)].map(([, name]) => name);
      if (needed.some((name) => !(name! in above))) continue;
      remember(this.addresses, template, { organisation, values: { ...above, [parameter]: value } });
    }
  }

  /** Sets of path parameters that lead somewhere, of the longest part of the path of which any are known. */
  addressesFor(path: string, organisation: string | null): readonly Values[] {
    for (const template of prefixesWithParameters(path).reverse()) {
      const known = (this.addresses.get(template) ?? []).filter(
        (one) => organisation === null || one.organisation === organisation,
      );
      if (known.length > 0) return known.map(({ values }) => values);
    }
    return [];
  }

  pseudonymsOf(organisation: string | null): readonly string[] {
    if (organisation !== null) return this.pseudonyms.get(organisation) ?? [];
    return [...this.pseudonyms.values()].flat();
  }

  tagsFor(path: string, values: Values): readonly string[] {
    return prefixesWithParameters(path).flatMap((template) => this.tags.get(tagKey(template, values)) ?? []);
  }

  cursorsFor(path: string | null): readonly string[] {
    return path === null ? [...this.cursors.values()].flat() : (this.cursors.get(path) ?? []);
  }
}

function tagKey(template: string, values: Values): string {
  return template.replace(/:(\w+)/g, (_, name: string) => values[name] ?? '');
}

/** `/v1/lists/:id/answers/:answerId/withdrawal` → that of the list, and that of the answer. */
function prefixesWithParameters(path: string): string[] {
  const parts = path.split('/');
  return parts.flatMap((part, at) => (part.startsWith(':') ? [parts.slice(0, at + 1).join('/')] : []));
}

function fieldsOf(body: unknown): [key: string, value: string][] {
  const found: [string, string][] = [];
  const waiting: [string, unknown][] = [['', body]];
  for (let next = waiting.pop(); next !== undefined && found.length < MOST_LOOKED_AT; next = waiting.pop()) {
    const [key, value] = next;
    if (typeof value === 'string' || typeof value === 'number') found.push([key, String(value)]);
    else if (Array.isArray(value)) for (const one of value) waiting.push([key, one]);
    else if (typeof value === 'object' && value !== null) waiting.push(...Object.entries(value));
  }
  return found;
}
