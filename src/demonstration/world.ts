// The invented world of the demonstration: two parties and a third, places, organisations, and one sign-in for each role.

import type { OrganisationKind, Role } from '../domain/access/actor.js';

export const PARTIES = ['Northern Republic', 'Southern Federation', 'Eastern March'] as const;
export type PartyLabel = (typeof PARTIES)[number];

export interface DemonstrationOrganisation {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly party: PartyLabel | null;
}

/** The first is the one that sets the registry up. */
export const ORGANISATIONS = [
  { name: 'Bridge Liaison Office', kind: 'liaison_office', party: null },
  { name: 'Central Tracing Agency of the Demonstration', kind: 'central_tracing_agency', party: null },
  { name: 'Medical and Legal Institute of the Lakes', kind: 'medico_legal_institute', party: null },
  { name: 'Open Sources Monitor', kind: 'media_monitor', party: null },
  { name: 'Open Figures Observatory', kind: 'statistics_consumer', party: null },
  { name: 'Northern Information Bureau', kind: 'national_information_bureau', party: 'Northern Republic' },
  { name: 'Southern Information Bureau', kind: 'national_information_bureau', party: 'Southern Federation' },
  { name: 'Lantern Relief Society', kind: 'ngo', party: null },
] as const satisfies readonly DemonstrationOrganisation[];
export type OrganisationName = (typeof ORGANISATIONS)[number]['name'];

export interface DemonstrationUser {
  readonly username: string;
  readonly organisation: OrganisationName;
  readonly role: Role;
}

/** One sign-in for each role first, in the order in which they are printed; then those who speak for other organisations. */
export const USERS = [
  { username: 'administrator', organisation: 'Bridge Liaison Office', role: 'administrator' },
  { username: 'coordinator', organisation: 'Bridge Liaison Office', role: 'coordinator' },
  { username: 'liaison', organisation: 'Bridge Liaison Office', role: 'liaison' },
  { username: 'verifier', organisation: 'Bridge Liaison Office', role: 'verifier' },
  { username: 'custodian', organisation: 'Bridge Liaison Office', role: 'custodian' },
  { username: 'inquirer', organisation: 'Lantern Relief Society', role: 'inquirer' },
  { username: 'analyst', organisation: 'Bridge Liaison Office', role: 'analyst' },
  { username: 'auditor', organisation: 'Bridge Liaison Office', role: 'auditor' },
  { username: 'observatory-analyst', organisation: 'Open Figures Observatory', role: 'analyst' },
  { username: 'agency-coordinator', organisation: 'Central Tracing Agency of the Demonstration', role: 'coordinator' },
  { username: 'agency-verifier', organisation: 'Central Tracing Agency of the Demonstration', role: 'verifier' },
  { username: 'institute-verifier', organisation: 'Medical and Legal Institute of the Lakes', role: 'verifier' },
  { username: 'monitor-verifier', organisation: 'Open Sources Monitor', role: 'verifier' },
  { username: 'north-bureau', organisation: 'Northern Information Bureau', role: 'coordinator' },
  { username: 'south-bureau', organisation: 'Southern Information Bureau', role: 'coordinator' },
  { username: 'north-inquirer', organisation: 'Northern Information Bureau', role: 'inquirer' },
] as const satisfies readonly DemonstrationUser[];
export type Username = (typeof USERS)[number]['username'];

export interface DemonstrationPlace {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
}

/** First level, then second; the scheme `demo` marks them as invented. */
export const PLACES: readonly DemonstrationPlace[] = [
  { code: 'demo:10', parent: null, name: 'Upper Valley' },
  { code: 'demo:20', parent: null, name: 'Lake District' },
  { code: 'demo:30', parent: null, name: 'Old Border' },
  { code: 'demo:1001', parent: 'demo:10', name: 'Tarnholt' },
  { code: 'demo:1002', parent: 'demo:10', name: 'Wendel' },
  { code: 'demo:1003', parent: 'demo:10', name: 'Mirrow' },
  { code: 'demo:2001', parent: 'demo:20', name: 'Lakeside' },
  { code: 'demo:2002', parent: 'demo:20', name: 'Osier' },
  { code: 'demo:3001', parent: 'demo:30', name: 'Ridge' },
  { code: 'demo:3002', parent: 'demo:30', name: 'Fogmoor' },
];
