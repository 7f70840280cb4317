// The closed vocabulary of statement kinds, in the groups in which a reader meets them.

export const STATEMENT_KIND_GROUPS = {
  loss: ['last_contact', 'last_seen', 'disappearance', 'capture'],
  sign_of_life: ['proof_of_life'],
  custody: [
    'detention',
    'assigned_residence',
    'transfer',
    'parole',
    'hospital_admission',
    'hospital_discharge',
    'health_condition',
    'ill_treatment',
    'visit',
    'reported_visit',
    'message_received',
    'message_sent',
    'birth',
  ],
  proceedings: ['notice', 'charge', 'sentence', 'appeal', 'acquittal', 'pardon'],
  position: ['acknowledgement', 'denial', 'refusal_of_information', 'information_request', 'offer'],
  end_of_custody: [
    'release',
    'exchange',
    'repatriation',
    'escape',
    'recapture',
    'feigned_release',
    'located',
    'arrival',
    'resettlement',
  ],
  death: [
    'death',
    'death_inquiry',
    'grave_reported',
    'remains_recovered',
    'remains_moved',
    'remains_identified',
    'remains_handed_over',
    'burial',
    'personal_effects',
  ],
  search: ['search_negative', 'extortion_attempt', 'declaration_of_absence', 'judicial_declaration_of_death'],
  about_the_record: ['category', 'affiliation', 'particulars', 'depiction', 'kin_link', 'death_assessment', 'closure'],
} as const;

export type StatementKindGroup = keyof typeof STATEMENT_KIND_GROUPS;
export type StatementKind = (typeof STATEMENT_KIND_GROUPS)[StatementKindGroup][number];

export const STATEMENT_KINDS: readonly StatementKind[] = Object.values(STATEMENT_KIND_GROUPS).flat();

export function isStatementKind(kind: string): kind is StatementKind {
  return (STATEMENT_KINDS as readonly string[]).includes(kind);
}
