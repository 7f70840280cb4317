// An item of evidence: what is known of its original, without a word of description, since words identify people.

import type { SharingLevel } from '../access/person-visibility.js';
import type { Instant } from '../records/instant.js';
import type { ReportSource, StatementSource } from './statement-source.js';

export const EVIDENCE_KINDS = ['video', 'photo', 'document', 'audio', 'other'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const SENSITIVITIES = [
  'personal_information_visible',
  'graphic_violence',
  'sexual_violence',
  'child_visible',
  'made_in_custody',
  'public_curiosity',
  'family_not_yet_told',
  'deleted_by_source',
  'deceptive_or_misleading',
] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** How many people whom nobody has identified the item shows, at least and at most. */
export interface UnidentifiedPeople {
  readonly min: number;
  readonly max: number;
}

/** What is given of an item when it is recorded; nothing of it is ever changed. */
export interface EvidenceContents {
  /** SHA-256 of the original, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly kind: EvidenceKind;
  readonly source: StatementSource;
  /** http or https; kept as text, never fetched. */
  readonly link: string | null;
  /** EDTF level 1, or null. */
  readonly firstPublished: string | null;
  readonly made: string | null;
  /** In the order of SENSITIVITIES. */
  readonly sensitivities: readonly Sensitivity[];
  readonly unidentified: UnidentifiedPeople | null;
  readonly sharingLevel: SharingLevel;
  readonly namedOrganisations: readonly string[];
}

export interface EvidenceItem extends EvidenceContents {
  /** UUIDv7, never shown. */
  readonly id: string;
  /** By which people and statements name it. */
  readonly code: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly recordedAt: Instant;
}

/** What is known of when it was made. */
export const DATINGS = ['stated', 'last_sure_contact_to_first_publication', 'undated'] as const;
export type Dating = (typeof DATINGS)[number];

/** What nobody dated was made between the last sure contact with whom it shows and its first publication, and is not dated any closer. */
export function datingOf({ made, firstPublished }: Pick<EvidenceContents, 'made' | 'firstPublished'>): Dating {
  if (made !== null) return 'stated';
  return firstPublished === null ? 'undated' : 'last_sure_contact_to_first_publication';
}

/** One end of a hand-over: an organisation of the registry by its id, or anybody else by a word of the vocabulary. */
export type Keeper = { readonly organisationId: string } | { readonly word: ReportSource };

/** One link of the chain of custody. */
export interface CustodyEntry {
  readonly from: Keeper;
  readonly to: Keeper;
  /** EDTF level 1. */
  readonly handedOver: string;
  readonly recordedAt: Instant;
}
