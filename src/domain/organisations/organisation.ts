// A side, and an organisation that may depend on one.

import type { OrganisationKind } from '../access/actor.js';

export interface Party {
  readonly id: string;
  /** Random, travels with the data when labels are exchanged; hashes and orders use it. */
  readonly partyKey: string;
  readonly label: string;
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly party: Party | null;
}
