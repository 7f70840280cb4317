// What a reader is answered about a person, held against what was written by hand: status, fate, every flag, and why.

import { expect } from '@jest/globals';
import type { TestApplication } from '../support/http-application.js';

export interface ReadRecord {
  readonly status: string;
  readonly fate: string;
  readonly episode: number;
  readonly flags: readonly { readonly flag: string; readonly statementIds: readonly string[] }[];
  readonly why: {
    readonly rule: string;
    readonly words: string;
    readonly deciding: readonly string[];
    readonly dissenting: readonly { readonly statementId: string; readonly says: string }[];
  };
}

export interface ExpectedRecord {
  readonly status: string;
  readonly fate?: string;
  readonly episode?: number;
  /** All of them, in any order; none where left out. */
  readonly flags?: readonly string[];
  readonly rule: string;
  /** Kinds of the deciding statements, in any order. */
  readonly deciding: readonly string[];
  /** Kinds of the dissenting statements with what each says; none where left out. */
  readonly dissenting?: readonly (readonly [kind: string, says: string])[];
}

export interface Reading {
  readonly token: string;
  /** The reader's own of the person. */
  readonly pseudonym: string;
  readonly query?: string;
}

async function get(service: TestApplication, path: string, token: string): Promise<unknown> {
  const answer = await service.request('GET', path, { token });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

export async function expectRecord(
  service: TestApplication,
  { token, pseudonym, query = '' }: Reading,
  expected: ExpectedRecord,
): Promise<ReadRecord> {
  const record = (await get(service, `/v1/persons/${pseudonym}?why=true${query}`, token)) as ReadRecord;
  const told = await get(service, `/v1/persons/${pseudonym}/statements`, token);
  const kinds = new Map(
    (told as { statements: { id: string; kind: string }[] }).statements.map(({ id, kind }) => [id, kind]),
  );
  const kindOf = (id: string): string => kinds.get(id) ?? `nothing that this reader is told: ${id}`;
  const { status, fate, episode, flags, why } = record;
  expect({
    status,
    fate,
    episode,
    flags: flags.map(({ flag }) => flag).sort(),
    rule: why.rule,
    deciding: why.deciding.map(kindOf).sort(),
    dissenting: why.dissenting.map(({ statementId, says }) => [kindOf(statementId), says]).sort(),
  }).toEqual({
    status: expected.status,
    fate: expected.fate ?? 'unknown',
    episode: expected.episode ?? 1,
    flags: [...(expected.flags ?? [])].sort(),
    rule: expected.rule,
    deciding: [...expected.deciding].sort(),
    dissenting: [...(expected.dissenting ?? [])].sort(),
  });
  // A reason in words, and a flag with what raises it.
  expect(why.words).not.toBe('');
  for (const { statementIds } of flags) expect(statementIds.length).toBeGreaterThan(0);
  return record;
}
