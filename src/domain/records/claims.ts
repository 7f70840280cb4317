// What each statement claims about a person's whereabouts: a loss, custody, an absence from it, a contact, an end of custody, a death.

import type { StatementSource } from '../evidence/statement-source.js';
import { evidenceKey } from './cited-evidence.js';
import type { SearchPlace } from './kinds/kind-values.js';
import type { StatementKind } from './statement-kinds.js';
import { compareNumbers, type Ordered } from './statement-order.js';
import { namedParty, type Weighed } from './statement-weight.js';
import type { PartyKey, Statement } from './statement.js';

/** In their natural order: nobody can be held before being lost, come back before being held, or live after a death. */
type ClaimStage = 'loss' | 'custody' | 'absence' | 'contact' | 'end' | 'death' | 'denial' | 'closure';

export interface Claim extends Ordered {
  readonly stage: ClaimStage;
  /** Whether it counts, or only as a sign of life that nobody could yet judge. */
  readonly counts: boolean;
  /** Whether it shows the person alive at its time; courts also sentence the absent. */
  readonly alive: boolean;
  /** Whether it tells of custody and is, or implies, that a party acknowledges the person. */
  readonly acknowledges: boolean;
  /** The party that holds, acknowledges, denies or lets go, as far as the statement names it. */
  readonly party: PartyKey | null;
}

/** A proof from these sources shows the person in somebody's power, unless the statement says otherwise. */
const CUSTODY_SOURCES: readonly StatementSource[] = [
  'capture_card',
  'internment_card',
  'information_bureau_notice',
  'agency_visit',
  'holder_list',
  'holder_statement',
  'holder_media',
  'detained_person_testimony',
  'released_detainee_testimony',
  'from_holder',
  'counsel_contact',
];

/** What the holder issues about this person in due form acknowledges them; a film or an announcement does not. */
const ACKNOWLEDGING_SOURCES: readonly StatementSource[] = [
  'capture_card',
  'internment_card',
  'information_bureau_notice',
  'holder_list',
];

/** Kinds that tell of custody where they name a holder or come from one, and otherwise of life alone. */
const PERHAPS_IN_CUSTODY: readonly StatementKind[] = [
  'proof_of_life',
  'hospital_admission',
  'hospital_discharge',
  'health_condition',
  'message_received',
  'birth',
];

function isInCustody({ kind, source, details }: Statement): boolean {
  if (!PERHAPS_IN_CUSTODY.includes(kind)) return false;
  const told = 'inCustody' in details ? details.inCustody : undefined;
  return told ?? ('holder' in details || CUSTODY_SOURCES.includes(source));
}

/**
 * Kinds by which a court or an authority of the holder deals with somebody in its power: nobody is put under house arrest, or born in a
 * place of detention, without whoever holds them knowing it, whoever tells of it.
 */
const BY_THE_HOLDER: readonly StatementKind[] = [
  'acknowledgement',
  'sentence',
  'notice',
  'assigned_residence',
  'birth',
];
const HOLDING: readonly StatementKind[] = ['detention', 'capture', 'recapture', 'transfer', 'parole'];

function acknowledges(statement: Statement): boolean {
  const { kind, source, author } = statement;
  if (BY_THE_HOLDER.includes(kind)) return true;
  if (isInCustody(statement) && ACKNOWLEDGING_SOURCES.includes(source)) return true;
  if (!HOLDING.includes(kind)) return false;
  const byItself = author.party !== null && namedParty(statement) === author.party;
  return byItself || source === 'court_record' || ACKNOWLEDGING_SOURCES.includes(source);
}

/** What a kind claims; null where it moves nothing, wherever the person is. */
const STAGE_OF: Readonly<Record<StatementKind, ClaimStage | null>> = {
  last_contact: 'loss',
  last_seen: 'loss',
  disappearance: 'loss',
  capture: 'custody',
  proof_of_life: 'contact',
  detention: 'custody',
  assigned_residence: 'custody',
  transfer: 'custody',
  parole: 'custody',
  hospital_admission: 'contact',
  hospital_discharge: 'contact',
  health_condition: 'contact',
  ill_treatment: 'custody',
  visit: 'custody',
  reported_visit: null,
  message_received: 'contact',
  message_sent: null,
  birth: 'contact',
  notice: 'custody',
  charge: null,
  sentence: 'custody',
  appeal: null,
  acquittal: null,
  pardon: null,
  acknowledgement: 'custody',
  denial: 'denial',
  refusal_of_information: 'absence',
  information_request: null,
  offer: null,
  release: 'end',
  exchange: 'end',
  repatriation: 'end',
  escape: 'end',
  recapture: 'custody',
  feigned_release: 'custody',
  located: 'end',
  arrival: 'end',
  resettlement: 'end',
  death: 'death',
  death_inquiry: null,
  grave_reported: 'death',
  remains_recovered: 'death',
  remains_moved: null,
  remains_identified: 'death',
  remains_handed_over: 'death',
  burial: 'death',
  personal_effects: null,
  search_negative: 'absence',
  extortion_attempt: null,
  declaration_of_absence: null,
  judicial_declaration_of_death: null,
  category: null,
  affiliation: null,
  particulars: null,
  depiction: null,
  kin_link: null,
  death_assessment: 'death',
  closure: 'closure',
};

/** Looking elsewhere and finding nobody says nothing of custody. */
const ABSENCES_FROM_CUSTODY: readonly SearchPlace[] = ['place_of_detention', 'among_returnees'];

/**
 * Whether a statement claims what its kind claims. A denial in general does not, nor does a finding that leaves a death open, a visit that
 * the visitor did not see, and a search anywhere but in custody.
 */
function claimsItsStage(statement: Statement): boolean {
  if (statement.kind === 'denial') return statement.details.aboutThisPerson;
  if (statement.kind === 'death_assessment') return statement.details.finding === 'dead';
  if (statement.kind === 'visit') return statement.author.party === null && statement.basis === 'observed';
  return statement.kind !== 'search_negative' || ABSENCES_FROM_CUSTODY.includes(statement.details.where);
}

function stageOf(statement: Statement): ClaimStage | null {
  if (!claimsItsStage(statement)) return null;
  return isInCustody(statement) ? 'custody' : STAGE_OF[statement.kind];
}

/** Whether a statement claims anything of the whereabouts, a copy that tells nothing new among them. */
export function isClaim({ statement }: Weighed): boolean {
  return stageOf(statement) !== null;
}

/** Stages and kinds that show nobody alive: courts also sentence the absent, and a disappearance tells of no life after it. */
const LIFELESS_STAGES: readonly ClaimStage[] = ['death', 'denial', 'absence', 'closure'];
const LIFELESS_KINDS: readonly StatementKind[] = ['disappearance', 'sentence', 'notice'];

function claimOf({ statement, earliest, latest, newness, listed, weight }: Weighed): Claim | null {
  const stage = weight === 'shown' ? null : stageOf(statement);
  if (stage === null) return null;
  return {
    statement,
    earliest,
    latest,
    newness,
    listed,
    stage,
    counts: weight === 'counts',
    alive: !LIFELESS_STAGES.includes(stage) && !LIFELESS_KINDS.includes(statement.kind),
    acknowledges: stage === 'custody' && acknowledges(statement),
    party: namedParty(statement),
  };
}

function evidenceOf({ statement }: Claim): string | null {
  return statement.kind === 'proof_of_life' ? evidenceKey(statement) : null;
}

/** A copy tells nothing that the first publication of the same item did not. */
function isRepost(claim: Claim, publications: readonly Claim[]): boolean {
  const evidence = evidenceOf(claim);
  if (evidence === null) return false;
  return publications.some(
    (other) =>
      evidenceOf(other) === evidence &&
      (other.counts || !claim.counts) &&
      (compareNumbers(other.latest, claim.latest) || compareNumbers(other.earliest, claim.earliest)) < 0,
  );
}

/** In the order of listing. */
export function claimsOf(weighed: readonly Weighed[]): readonly Claim[] {
  const claims = weighed.map(claimOf).filter((claim) => claim !== null);
  const publications = claims.filter((claim) => evidenceOf(claim) !== null);
  return publications.length < 2 ? claims : claims.filter((claim) => !isRepost(claim, publications));
}

const OPENING_KINDS: readonly StatementKind[] = ['last_contact', 'last_seen', 'disappearance', 'capture', 'recapture'];
const DATED_LOSSES: readonly StatementKind[] = ['disappearance', 'capture', 'recapture'];

/** A loss or capture, which after a return opens a new episode. */
export function isOpening({ statement }: Claim): boolean {
  return OPENING_KINDS.includes(statement.kind);
}

/** A loss that is an event of its own, where a last contact or sighting only describes one. */
export function isDatedLoss({ statement }: Claim): boolean {
  return DATED_LOSSES.includes(statement.kind);
}

/** Whether both tell of one party, as far as they name any. */
export function perhapsOfOneParty(one: Claim, other: Claim): boolean {
  return one.party === null || other.party === null || one.party === other.party;
}
