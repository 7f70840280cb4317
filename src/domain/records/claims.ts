// What each statement claims about a person's whereabouts: a loss, custody, a contact, an end of custody, a death.

import type { StatementSource } from '../evidence/statement-source.js';
import type { AcceptedKind } from './statement-kinds.js';
import { spanOf, compareNumbers } from './statement-order.js';
import { namedParty, type Weighed } from './statement-weight.js';
import type { PartyKey, Statement } from './statement.js';

/** In their natural order: nobody can be held before being lost, come back before being held, or live after a death. */
type ClaimStage = 'loss' | 'custody' | 'contact' | 'end' | 'death' | 'denial';

export interface Claim {
  readonly statement: Statement;
  readonly stage: ClaimStage;
  /** Whether it counts, or only as a sign of life that nobody could yet judge. */
  readonly counts: boolean;
  /** Whether it shows the person alive at its time; courts also sentence the absent. */
  readonly alive: boolean;
  /** Whether it is, or implies, that a party acknowledges the person. */
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

function isInCustody(statement: Statement): boolean {
  if (statement.kind !== 'proof_of_life') return false;
  const { inCustody, holder } = statement.details;
  return inCustody ?? (holder !== undefined || CUSTODY_SOURCES.includes(statement.source));
}

function acknowledges(statement: Statement): boolean {
  const { kind, source, author } = statement;
  if (kind === 'acknowledgement' || kind === 'sentence') return true;
  if (kind === 'proof_of_life') return isInCustody(statement) && ACKNOWLEDGING_SOURCES.includes(source);
  if (kind !== 'detention' && kind !== 'capture' && kind !== 'recapture') return false;
  const byItself = author.party !== null && namedParty(statement) === author.party;
  return byItself || source === 'court_record' || ACKNOWLEDGING_SOURCES.includes(source);
}

const STAGE_OF: Readonly<Record<AcceptedKind, ClaimStage | null>> = {
  particulars: null,
  category: null,
  affiliation: null,
  last_contact: 'loss',
  last_seen: 'loss',
  disappearance: 'loss',
  capture: 'custody',
  proof_of_life: 'contact',
  located: 'end',
  detention: 'custody',
  acknowledgement: 'custody',
  denial: 'denial',
  sentence: 'custody',
  release: 'end',
  exchange: 'end',
  repatriation: 'end',
  escape: 'end',
  recapture: 'custody',
  arrival: 'end',
  death: 'death',
  death_assessment: 'death',
};

/** A denial in general and a finding that leaves a death open claim nothing. */
function stageOf(statement: Statement): ClaimStage | null {
  if (statement.kind === 'denial' && !statement.details.aboutThisPerson) return null;
  if (statement.kind === 'death_assessment' && statement.details.finding !== 'dead') return null;
  return isInCustody(statement) ? 'custody' : STAGE_OF[statement.kind];
}

function claimOf({ statement, weight }: Weighed): Claim | null {
  const stage = weight === 'shown' ? null : stageOf(statement);
  if (stage === null) return null;
  return {
    statement,
    stage,
    counts: weight === 'counts',
    alive:
      stage !== 'death' && stage !== 'denial' && statement.kind !== 'disappearance' && statement.kind !== 'sentence',
    acknowledges: acknowledges(statement),
    party: namedParty(statement),
  };
}

function evidenceOf({ statement }: Claim): string | undefined {
  return statement.kind === 'proof_of_life' ? statement.details.evidence : undefined;
}

/** A copy tells nothing that the first publication of the same item did not. */
function isRepost(claim: Claim, claims: readonly Claim[]): boolean {
  const evidence = evidenceOf(claim);
  if (evidence === undefined) return false;
  const own = spanOf(claim.statement);
  return claims.some((other) => {
    if (evidenceOf(other) !== evidence || (claim.counts && !other.counts)) return false;
    const span = spanOf(other.statement);
    return (compareNumbers(span.latest, own.latest) || compareNumbers(span.earliest, own.earliest)) < 0;
  });
}

export function claimsOf(weighed: readonly Weighed[]): readonly Claim[] {
  const claims = weighed.map(claimOf).filter((claim) => claim !== null);
  return claims.filter((claim) => !isRepost(claim, claims));
}

const OPENING_KINDS: readonly AcceptedKind[] = ['last_contact', 'last_seen', 'disappearance', 'capture', 'recapture'];
const DATED_LOSSES: readonly AcceptedKind[] = ['disappearance', 'capture', 'recapture'];

/** A loss or capture, which after a return opens a new episode. */
export function isOpening({ statement }: Claim): boolean {
  return OPENING_KINDS.includes(statement.kind);
}

/** A loss that is an event of its own, where a last contact or sighting only describes one. */
export function isDatedLoss({ statement }: Claim): boolean {
  return DATED_LOSSES.includes(statement.kind);
}
