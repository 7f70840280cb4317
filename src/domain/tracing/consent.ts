// Who agreed that what may be done for a request, for which purpose and towards whom; what was decided last stands.

export const CONSENT_PURPOSES = [
  'tracing',
  'contact_with_sought_person',
  'family_news',
  'publication',
  'dna_comparison',
  'statistics',
] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_RECIPIENTS = ['own_organisation', 'central_agency', 'organisation', 'enquirer', 'public'] as const;
export type ConsentRecipient = (typeof CONSENT_RECIPIENTS)[number];

export const CONSENT_GIVERS = ['enquirer', 'sought_person'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];

export const CONSENT_DECISIONS = ['given', 'refused', 'withdrawn'] as const;
export type ConsentDecision = (typeof CONSENT_DECISIONS)[number];

export interface Consent {
  readonly givenBy: ConsentGiver;
  readonly purpose: ConsentPurpose;
  readonly recipient: ConsentRecipient;
  /** For the recipient `organisation` alone. */
  readonly recipientOrganisationId: string | null;
  readonly decision: ConsentDecision;
  /** `YYYY-MM-DD`. */
  readonly decidedOn: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
}

export interface StandingConsent {
  readonly purpose: ConsentPurpose;
  readonly recipient: ConsentRecipient;
  readonly recipientOrganisationId: string | null;
  readonly givenBy: ConsentGiver;
}

function keyOf({ purpose, recipient, recipientOrganisationId }: Omit<StandingConsent, 'givenBy'>): string {
  return `${purpose} ${recipient} ${recipientOrganisationId ?? ''}`;
}

/**
 * What is agreed to now, from decisions in the order in which they were recorded. Once the sought person was reached and has decided
 * anything, their word replaces the enquirer's altogether: what they did not agree to is not agreed to.
 */
export function standingConsents(decisions: readonly Consent[]): readonly StandingConsent[] {
  const reached = decisions.some(({ givenBy }) => givenBy === 'sought_person');
  const speaks: ConsentGiver = reached ? 'sought_person' : 'enquirer';
  const last = new Map<string, Consent>();
  for (const one of decisions) if (one.givenBy === speaks) last.set(keyOf(one), one);
  return [...last.values()]
    .filter(({ decision }) => decision === 'given')
    .map(({ purpose, recipient, recipientOrganisationId, givenBy }) => ({
      purpose,
      recipient,
      recipientOrganisationId,
      givenBy,
    }));
}

/** Whether the one decision that there is to withdraw is a consent of the same giver, purpose and recipient. */
export function canWithdraw(decisions: readonly Consent[], wanted: StandingConsent): boolean {
  const same = decisions.filter((one) => one.givenBy === wanted.givenBy && keyOf(one) === keyOf(wanted));
  return same.at(-1)?.decision === 'given';
}
