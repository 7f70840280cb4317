// The one byte sequence that stands for an entry of the log: JSON in the canonical form of RFC 8785.

import type { AuditEntry } from './audit-entry.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * UTF-8 bytes of the entry; different entries never give the same bytes. Nothing that can stand in a tampered row makes
 * it throw: a time that JSON cannot hold (`infinity`) becomes its name as a string, which a true entry never has there.
 */
export function canonicalEntry(entry: AuditEntry): Uint8Array {
  const text = canonicalJson({
    action: entry.action,
    details: entry.details,
    id: entry.id,
    organisationId: entry.organisationId,
    personId: entry.personId,
    recordedAt: entry.recordedAt,
    requestId: entry.requestId,
    subjectId: entry.subjectId,
    subjectKind: entry.subjectKind,
    userId: entry.userId,
    username: entry.username,
    via: entry.via,
  });
  return new TextEncoder().encode(text);
}

function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  // A lone surrogate is written as its escape, so that no two strings meet in U+FFFD when they are encoded.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
