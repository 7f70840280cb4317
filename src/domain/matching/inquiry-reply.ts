// What the central agency may tell whoever got the constant answer: a closed list, prepared by one person and released by another.

import { DomainError, type FieldFault } from '../domain-error.js';
import type { WhereaboutsStatus } from '../records/whereabouts-status.js';

/** Never a name, nor any particular of the person; `no_information` stands alone. */
export const REPLY_CONTENTS = [
  'no_information',
  'record_exists',
  'whereabouts_status',
  'contact_organisation',
] as const;
export type ReplyContent = (typeof REPLY_CONTENTS)[number];

/** On whose word it is told: the found person's will, or the consent of the organisation that registered them, asked for and given. */
export const REPLY_BASES = ['person_will', 'owner_consent'] as const;
export type ReplyBasis = (typeof REPLY_BASES)[number];

export const REPLY_STATES = ['waits_for_consent', 'ready', 'not_consented', 'released', 'rejected'] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

export const REPLY_DECISIONS = ['released', 'rejected'] as const;
export type ReplyDecision = (typeof REPLY_DECISIONS)[number];

export const CONSENT_ANSWERS = ['given', 'refused'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

export const REPLY_STEPS = ['consent_given', 'consent_refused', ...REPLY_DECISIONS] as const;
export type ReplyStep = (typeof REPLY_STEPS)[number];

/** As it is given; closed lists are plain texts here. */
export interface GivenReply {
  readonly tells: readonly string[];
  /** The pseudonym of a candidate. */
  readonly person?: string | undefined;
  readonly basis?: string | undefined;
}

export type ReplyDraft =
  | { readonly tells: readonly ['no_information']; readonly about: null }
  | {
      /** In the order of REPLY_CONTENTS. */
      readonly tells: readonly ReplyContent[];
      readonly about: { readonly person: string; readonly basis: ReplyBasis };
    };

/** A reply as it is kept, with what was done about it. */
export interface PreparedReply {
  /** Random UUID. */
  readonly id: string;
  readonly inquiryId: string;
  /** The central agency's. */
  readonly organisationId: string;
  readonly preparedBy: string;
  readonly preparedAt: number;
  readonly tells: readonly ReplyContent[];
  /** Inner id of the candidate; null where nothing may be told. */
  readonly personId: string | null;
  readonly ownerOrganisationId: string | null;
  readonly basis: ReplyBasis | null;
  readonly askerOrganisationId: string;
  /** Of the inquiry. */
  readonly purpose: string;
  /** In the order in which they were taken. */
  readonly steps: readonly { readonly step: ReplyStep; readonly at: number }[];
}

/** What was told at last, as the asker reads it. */
export interface ToldReply {
  readonly tells: readonly ReplyContent[];
  /** Of the day of the reply, with `whereabouts_status`. */
  readonly status: WhereaboutsStatus | null;
  /** The name of the organisation to get in touch with, with `contact_organisation`. */
  readonly contactOrganisation: string | null;
  readonly toldAt: number;
}

function readContents(given: readonly string[], faults: FieldFault[]): ReplyContent[] {
  const known = REPLY_CONTENTS.filter((one) => given.includes(one));
  const pointer = '/tells';
  if (given.some((one) => !known.some((content) => content === one)) || known.length === 0)
    faults.push({ pointer, code: 'not_in_list', expected: `some of ${REPLY_CONTENTS.join(', ')}` });
  if (known.includes('no_information') && known.length > 1)
    faults.push({ pointer, code: 'stands_alone', expected: 'no_information alone, or others without it' });
  return known;
}

/** What goes with something that is told, and with nothing else: that a person was looked at would show in the row. */
function readAbout(
  { person, basis }: GivenReply,
  asked: boolean,
  faults: FieldFault[],
): { person: string; basis: ReplyBasis } | null {
  if (!asked) {
    if (person !== undefined) faults.push({ pointer: '/person', code: 'not_asked_for', expected: 'none' });
    if (basis !== undefined) faults.push({ pointer: '/basis', code: 'not_asked_for', expected: 'none' });
    return null;
  }
  const read = REPLY_BASES.find((one) => one === basis);
  if (person === undefined)
    faults.push({ pointer: '/person', code: 'missing', expected: 'the pseudonym of a candidate of this inquiry' });
  if (read === undefined)
    faults.push({ pointer: '/basis', code: 'not_in_list', expected: `one of ${REPLY_BASES.join(', ')}` });
  return person === undefined || read === undefined ? null : { person, basis: read };
}

/** Whatever else is told says that there is a record. Throws `invalid_field` with every fault. */
export function readReply(given: GivenReply): ReplyDraft {
  const faults: FieldFault[] = [];
  const contents = readContents(given.tells, faults);
  const nothing = contents.includes('no_information');
  const about = readAbout(given, !nothing, faults);
  if (contents.includes('contact_organisation') && about?.basis === 'person_will')
    faults.push({
      pointer: '/tells',
      code: 'needs_owner_consent',
      expected:
        'contact_organisation with owner_consent alone: no organisation is named to others without its own word',
    });
  if (faults.length > 0) throw new DomainError('invalid_field', 'The reply cannot be prepared as given.', faults);
  if (about === null) return { tells: ['no_information'], about };
  return { tells: REPLY_CONTENTS.filter((one) => one === 'record_exists' || contents.includes(one)), about };
}

/** Throws `invalid_field`. */
export function readChoice<T extends string>(pointer: string, given: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === given);
  if (choice === undefined)
    throw new DomainError('invalid_field', `The field ${pointer} is not valid.`, [
      { pointer, code: 'not_in_list', expected: `one of ${choices.join(', ')}` },
    ]);
  return choice;
}

/** What the owner said last; null where it has not answered. */
export function consentOf({ steps }: Pick<PreparedReply, 'steps'>): ConsentAnswer | null {
  const last = steps.findLast(({ step }) => step === 'consent_given' || step === 'consent_refused');
  return last === undefined ? null : last.step === 'consent_given' ? 'given' : 'refused';
}

function decisionOf({ steps }: Pick<PreparedReply, 'steps'>): ReplyDecision | null {
  return REPLY_DECISIONS.find((decision) => steps.some(({ step }) => step === decision)) ?? null;
}

/**
 * `stands`: whether what it rests on holds today. A consent that holds no longer, since the person was found and wants otherwise, reads as one
 * that was refused: what the person wants is told to nobody by the way in which a reply fails.
 */
export function stateOfReply(reply: Pick<PreparedReply, 'basis' | 'steps'>, stands: boolean): ReplyState {
  const decision = decisionOf(reply);
  if (decision !== null) return decision;
  const consent = reply.basis === 'owner_consent' ? consentOf(reply) : 'given';
  if (consent === null) return 'waits_for_consent';
  return consent === 'given' && stands ? 'ready' : 'not_consented';
}

/** Throws `reply_state_conflict`. */
export function requireUndecidedReply(reply: Pick<PreparedReply, 'steps'>): void {
  if (decisionOf(reply) === null) return;
  throw new DomainError(
    'reply_state_conflict',
    'This reply was released or rejected before. It stays as it is; another one can be prepared in its place.',
  );
}

export function notConsented(): DomainError {
  return new DomainError(
    'reply_not_consented',
    'Nobody whose word counts has consented that this is told to whoever asked. That nothing may be told can be replied at any time.',
  );
}

export function newsWaitsFirst(): DomainError {
  return new DomainError(
    'news_waits',
    'Something about this person is not yet for others. Prepare or release the reply later.',
  );
}

/**
 * May this person release what that one has prepared? What tells something leaves by two, as a name does; that nothing may be told is said by one.
 * Throws `second_person_needed`.
 */
export function requireSecondPerson(userId: string, reply: Pick<PreparedReply, 'preparedBy'>): void {
  if (userId !== reply.preparedBy) return;
  throw new DomainError('second_person_needed', 'You have prepared this reply; another person must release it.');
}

const SENTENCES: Readonly<Record<ReplyContent, string>> = {
  no_information:
    'The central agency can tell nothing. This says neither that there is a record nor that there is none.',
  record_exists: 'The registry holds a record of somebody who may be the person whom you asked after.',
  whereabouts_status: 'The status of the whereabouts, as recorded on the day of this reply, stands beside.',
  contact_organisation: 'The organisation that stands beside agrees that you get in touch with it.',
};

/** The reply in fixed words; nothing of it is typed by anybody. */
export function replyInWords({ tells }: Pick<ToldReply, 'tells'>): string {
  return REPLY_CONTENTS.filter((one) => tells.includes(one))
    .map((one) => SENTENCES[one])
    .join(' ');
}
