// The one byte sequence that stands for an entry of the log: JSON in the canonical form of RFC 8785.

import type { AuditEntry } from './audit-entry.js';

const UTF_8 = new TextEncoder();

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * UTF-8 bytes of the entry; different entries never give the same bytes. Nothing that can stand in a tampered row makes
 * it throw: a time that JSON cannot hold (`infinity`) becomes its name as a string, which a true entry never has there.
 */
export function canonicalEntry(entry: AuditEntry): Uint8Array {
  if (entry.seal !== undefined) return UTF_8.encode(withoutDetail(entry, entry.seal.commitment));
  // Spelt out in the order of its keys, since a log of millions passes through here.
  const text =
    `{"action":${canonicalJson(entry.action)},"details":${canonicalJson(entry.details)},"id":${canonicalJson(entry.id)},` +
    `"organisationId":${canonicalJson(entry.organisationId)},"personId":${canonicalJson(entry.personId)},` +
    `"recordedAt":${canonicalJson(entry.recordedAt)},"requestId":${canonicalJson(entry.requestId)},` +
    `"subjectId":${canonicalJson(entry.subjectId)},"subjectKind":${canonicalJson(entry.subjectKind)},` +
    `"userId":${canonicalJson(entry.userId)},"username":${canonicalJson(entry.username)},"via":${canonicalJson(entry.via)}}`;
  return UTF_8.encode(text);
}

/** Its detail is told by what it was sealed as: `detail` is no key of the other form, so that no two entries meet in one. */
function withoutDetail(entry: AuditEntry, commitment: string): string {
  return (
    `{"action":${canonicalJson(entry.action)},"detail":${canonicalJson(commitment)},"id":${canonicalJson(entry.id)},` +
    `"organisationId":${canonicalJson(entry.organisationId)},"recordedAt":${canonicalJson(entry.recordedAt)},` +
    `"requestId":${canonicalJson(entry.requestId)},"subjectKind":${canonicalJson(entry.subjectKind)},` +
    `"userId":${canonicalJson(entry.userId)},"username":${canonicalJson(entry.username)},"via":${canonicalJson(entry.via)}}`
  );
}

export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  // A lone surrogate is written as its escape, so that no two strings meet in U+FFFD when they are encoded.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // Without a comparison of its own: the order of code units is that of RFC 8785.
  let members = '';
  for (const key of Object.keys(value).sort())
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`;
  return `{${members}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}
