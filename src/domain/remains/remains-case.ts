// Remains and the sites they come from: what is estimated of them, and counts without persons.

import type { PlacePrecision, Sex } from '../records/statement.js';

export const REMAINS_EXTENTS = ['whole', 'partial', 'commingled'] as const;
export type RemainsExtent = (typeof REMAINS_EXTENTS)[number];

/** Cases name no organisations one by one: remains are of whoever may look for them, or of the registry's own alone. */
export const REMAINS_SHARING_LEVELS = ['registry_only', 'central_agency_only', 'partners_pseudonymous'] as const;
export type RemainsSharingLevel = (typeof REMAINS_SHARING_LEVELS)[number];

export interface AgeInterval {
  readonly from: number;
  readonly to: number;
}

export interface RemainsCase {
  /** Random UUID; also the code by which statements name the case. */
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly recordedAt: number;
  readonly siteId: string | null;
  readonly extent: RemainsExtent;
  /** How many people at least; more than one only where remains are commingled. */
  readonly minimumIndividuals: number;
  readonly sex: Sex;
  readonly age: AgeInterval | null;
  /** When they died, as far as the time since death can be estimated; EDTF level 1. */
  readonly died: string | null;
  readonly sharingLevel: RemainsSharingLevel;
}

/** A number that nobody knows is null and never 0. */
export interface SiteCount {
  /** EDTF level 1. */
  readonly asOf: string;
  readonly recovered: number | null;
  readonly identified: number | null;
  readonly handedOver: number | null;
}

export interface Site {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly recordedAt: number;
  readonly place: { readonly code: string; readonly precision: PlacePrecision };
  readonly sharingLevel: RemainsSharingLevel;
  /** Newest record first. */
  readonly counts: readonly (SiteCount & { readonly recordedAt: number })[];
}
