// Takes texts out of forms and queries as they arrive, whatever somebody may have put there.

import { DomainError } from '../../domain/domain-error.js';
import type { FormValues } from './form-field.js';

/** Throws `unsupported_media_type` for a body that no form of these pages sends. */
export function formValues(body: unknown): FormValues {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : null;
  if (entries === null || entries.some(([, value]) => typeof value !== 'string')) {
    throw new DomainError('unsupported_media_type', 'This page reads forms only.');
  }
  return Object.fromEntries(entries);
}

/** A query's one text of this name; undefined where it is empty, absent or given twice. */
export function queryText(query: unknown, name: string): string | undefined {
  if (typeof query !== 'object' || query === null || !Object.hasOwn(query, name)) return undefined;
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
