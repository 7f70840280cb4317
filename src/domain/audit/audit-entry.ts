// One entry of the log: who did what to which subject, with no identity in it.

import type { Principal } from '../access/actor.js';

export const AUDIT_ACTIONS = [
  'person_registered',
  'identity_changed',
  'statement_added',
  'statement_retracted',
  'statement_superseded',
  'news_held',
  'news_verified',
  'news_rejected',
  'news_listed',
  'news_rule_set',
  'will_recorded',
  'wills_read',
  'record_read',
  'records_listed',
  'statements_read',
  'identity_disclosed',
  'disclosure_refused',
  'disclosure_shown',
  'disclosure_hidden',
  'disclosures_read',
  'erasure_requested',
  'erasure_withdrawn',
  'erasure_confirmed',
  'erasures_read',
  'identity_erased',
  'restored_identities_erased',
  'data_keys_split',
  'retention_set',
  'retention_lifted',
  'retention_warned',
  'retention_put_off',
  'identity_closed',
  'identity_reopened',
  'retention_read',
  'retention_listed',
  'retention_rule_set',
  'search_codes_renewed',
  'disclosure_requested',
  'disclosure_approved',
  'disclosure_granted',
  'disclosure_request_refused',
  'disclosure_request_withdrawn',
  'disclosure_revoked',
  'disclosure_request_read',
  'disclosure_requests_listed',
  'access_reported',
  'search_made',
  'list_people_suggested',
  'inquiry_made',
  'name_quota_nearly_used',
  'name_quota_refused',
  'open_text_warned',
  'open_text_kept',
  'inquiry_read',
  'inquiries_listed',
  'inquiry_replies_read',
  'inquiry_reply_prepared',
  'inquiry_reply_consent_answered',
  'inquiry_reply_consents_listed',
  'inquiry_reply_released',
  'inquiry_reply_rejected',
  'person_assigned',
  'assignment_ended',
  'assignments_read',
  'task_added',
  'task_assigned',
  'task_marked',
  'task_done',
  'task_reopened',
  'tasks_listed',
  'tracing_request_added',
  'tracing_request_moved',
  'tracing_request_assigned',
  'tracing_request_read',
  'tracing_requests_listed',
  'consent_recorded',
  'safe_channel_changed',
  'exchange_recorded',
  'exchange_advanced',
  'exchange_read',
  'exchanges_listed',
  'roster_entered',
  'debrief_invited',
  'debrief_answered',
  'debrief_consent_recorded',
  'sightings_recorded',
  'debriefs_read',
  'link_proposed',
  'link_reviewed',
  'link_withdrawn',
  'links_read',
  'match_made',
  'matches_listed',
  'match_read',
  'match_judged',
  'matching_asked',
  'list_added',
  'list_read',
  'lists_listed',
  'list_exported',
  'list_answer_recorded',
  'list_answer_withdrawn',
  'list_line_matched',
  'list_line_unmatched',
  'place_added',
  'statistics_counted',
  'published_figure_added',
  'published_figure_corrected',
  'published_figures_loaded',
  'published_figures_listed',
  'published_figure_read',
  'site_recorded',
  'site_counted',
  'site_read',
  'sites_listed',
  'remains_recorded',
  'remains_read',
  'remains_listed',
  'remains_link_proposed',
  'remains_link_confirmed',
  'remains_link_withdrawn',
  'remains_handed_over',
  'evidence_recorded',
  'evidence_read',
  'evidence_listed',
  'evidence_handed_over',
  'evidence_assessed',
  'evidence_assessment_withdrawn',
  'evidence_file_added',
  'evidence_file_opened',
  'evidence_file_withheld',
  'evidence_file_sealed',
  'evidence_file_kept',
  'evidence_file_destroyed',
  'evidence_file_requested',
  'evidence_file_granted',
  'evidence_file_request_refused',
  'evidence_file_request_withdrawn',
  'evidence_file_revoked',
  'evidence_file_request_read',
  'evidence_file_requests_listed',
  'evidence_file_downloads_listed',
  'release_prepared',
  'release_refused',
  'release_signed',
  'release_published',
  'release_split_asked',
  'release_split_answered',
  'release_disputed',
  'release_dispute_checked',
  'release_dispute_settled',
  'import_started',
  'import_finished',
  'party_created',
  'organisation_created',
  'user_created',
  'user_changed',
  'own_rights_refused',
  'password_set',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'set_up_done',
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'refresh_reused',
  'audit_read',
  'log_details_erased',
  'access_refused',
  'orphans_swept',
  'records_verified',
  'records_rebuilt',
  'stale_days_set',
  'counts_verified',
  'keys_read',
  'keys_verified',
  'key_version_added',
  'keys_rotated',
  'key_version_retired',
  'index_key_version_added',
  'index_key_rotated',
  'index_key_version_retired',
  'keys_sealed_to_kms',
  'keys_rewrapped_in_kms',
  'demonstration_loaded',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Values that may stand in an entry's details: codes, counts and ids, never text that somebody typed about a person. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What binds the detail of an entry to it, hexadecimal. */
export interface DetailSeal {
  /** Stays, and is what the entry's hash covers. */
  readonly commitment: string;
  /** Null once the detail was erased. */
  readonly salt: string | null;
}

export interface AuditEntry {
  /** UUIDv7. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly userId: string | null;
  readonly username: string;
  readonly organisationId: string | null;
  readonly via: Principal['via'];
  readonly action: AuditAction;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  /** Inner id of the person concerned; never shown. */
  readonly personId: string | null;
  readonly requestId: string;
  readonly details: AuditDetails;
  /** Of subject, person and details; absent in entries from before they were sealed. */
  readonly seal?: DetailSeal;
}

/** What a use case says; the door adds who, when and through which request. */
export interface AuditNote {
  readonly action: AuditAction;
  readonly subjectKind: string;
  readonly subjectId?: string | null;
  readonly personId?: string | null;
  readonly details?: AuditDetails;
}
