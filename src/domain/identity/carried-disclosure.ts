// A disclosure as it was carried out: who saw which fields of whom, why, and for how long.

import type { DisclosurePurpose } from './disclosure.js';
import type { IdentityField } from './identity-particulars.js';

/** Milliseconds for which a disclosed name may be shown again without asking anew. */
export const DISCLOSURE_LASTS = 15 * 60_000;

export interface CarriedDisclosure {
  /** Random UUID. */
  readonly id: string;
  readonly personId: string;
  readonly userId: string;
  readonly username: string;
  /** Of whoever looked. */
  readonly organisation: string;
  readonly purpose: DisclosurePurpose;
  readonly fields: readonly IdentityField[];
  readonly reason: string;
  /** Milliseconds since the epoch, as the next two. */
  readonly disclosedAt: number;
  readonly expiresAt: number;
  readonly hiddenAt: number | null;
  /** The request that allowed it; null where its worker was assigned to the case. */
  readonly requestId: string | null;
}

export function isOpen(disclosure: CarriedDisclosure, now: number): boolean {
  return disclosure.hiddenAt === null && now < disclosure.expiresAt;
}
