// When two answers say the same: to the byte, or with the same parts in whatever order.

export type Likeness = 'to the byte' | 'in any order';

/** A page and a table fall apart at their marks. */
const BETWEEN_PARTS = /[<>\n,;"]/;
/** Parties of one person stand in one text with this between them. */
const BETWEEN_PARTIES = ' + ';

/** A tag over what a reader sees, in which a party stands by its key, is another one where keys are exchanged. */
const OPAQUE_TAG = /^etag: "[\w-]{22}"$/m;

function sortedParties(text: string): string {
  return text.includes(BETWEEN_PARTIES) ? text.split(BETWEEN_PARTIES).sort().join(BETWEEN_PARTIES) : text;
}

function unordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(unordered(one))).sort();
  if (typeof value === 'string') return sortedParties(value);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, one]) => [key, unordered(one)] as const);
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export interface WrittenAnswer {
  /** Status and headers. */
  readonly head: string;
  readonly body: string;
}

/** What is told of an answer when nothing is asked about the order of its parts. */
export function inAnyOrder({ head: told, body }: WrittenAnswer): string {
  const head = told.replace(OPAQUE_TAG, 'etag: a tag');
  if (/^[[{]/.test(body)) return `${head}\n${JSON.stringify(unordered(JSON.parse(body)))}`;
  return [head, ...body.split(BETWEEN_PARTS).map(sortedParties).sort()].join('\n');
}

export function alike(one: WrittenAnswer, other: WrittenAnswer, likeness: Likeness): boolean {
  if (one.head === other.head && one.body === other.body) return true;
  return likeness === 'in any order' && inAnyOrder(one) === inAnyOrder(other);
}
