// What may be shown of an enquirer, or of a line of a list as it was submitted, and what asking for it must say.

import { DomainError } from '../domain-error.js';
import type { Instant } from '../records/instant.js';
import { readDisclosureCommand, type DisclosurePurpose } from './disclosure.js';
import type { IdentityField } from './identity-particulars.js';

export const CONTACT_SUBJECTS = ['tracing_request', 'list_line'] as const;
export type ContactSubject = (typeof CONTACT_SUBJECTS)[number];

/** Under which of the vault's fields each part is sealed. */
export const CONTACT_FIELDS = {
  contact: 'source_contact',
  safe_channel: 'notes',
  line: 'notes',
} as const satisfies Readonly<Record<string, IdentityField>>;
export type ContactField = keyof typeof CONTACT_FIELDS;

export const FIELDS_OF: Readonly<Record<ContactSubject, readonly ContactField[]>> = {
  tracing_request: ['contact', 'safe_channel'],
  list_line: ['line'],
};

export interface ContactDisclosure {
  /** Random UUID. */
  readonly id: string;
  readonly subject: ContactSubject;
  readonly subjectId: string;
  readonly userId: string;
  readonly username: string;
  /** Of whoever looked. */
  readonly organisation: string;
  readonly purpose: DisclosurePurpose;
  readonly fields: readonly ContactField[];
  readonly reason: string;
  readonly disclosedAt: Instant;
  readonly expiresAt: Instant;
}

export interface ContactCommand {
  readonly purpose: DisclosurePurpose;
  readonly fields: readonly ContactField[];
  readonly reason: string;
}

/** As a disclosure of an identity is asked for; throws `invalid_field` or `court_refer_to_giver`. */
export function readContactCommand(
  subject: ContactSubject,
  given: { readonly purpose: unknown; readonly fields: unknown; readonly reason: unknown },
): ContactCommand {
  const { purpose, reason } = readDisclosureCommand({ ...given, fields: ['notes'] });
  const known = FIELDS_OF[subject];
  const asked: readonly unknown[] = Array.isArray(given.fields) ? given.fields : [];
  const fields = known.filter((field) => asked.includes(field));
  if (fields.length === 0 || fields.length !== asked.length) {
    throw new DomainError('invalid_field', 'The disclosure cannot be carried out as asked.', [
      { pointer: '/fields', code: 'not_in_list', expected: `one or more of ${known.join(', ')}` },
    ]);
  }
  return { purpose, fields, reason };
}
