// The document of a release as one canonical text (RFC 8785), whose digest is signed: equal documents are equal bytes wherever they were stored.
import canonicalizeModule from 'canonicalize';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';

/** The package's types describe its CommonJS build. */
const canonicalize = canonicalizeModule as unknown as (input: unknown) => string | undefined;

export function canonicalDocument(document: ReleaseDocument): string {
  return canonicalize(document) ?? '';
}
