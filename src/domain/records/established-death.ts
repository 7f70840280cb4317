// What establishes a death: a certificate or notification, a signed identification, or two independent assessors.

import type { StatementSource } from '../evidence/statement-source.js';
import { evidenceKey } from './cited-evidence.js';
import type { Claim } from './claims.js';
import type { IdentificationMethod } from './kinds/kind-values.js';
import { compareNewness } from './statement-order.js';
import type { Weighed } from './statement-weight.js';
import type { PartyKey, Statement } from './statement.js';

export type Establishing = 'death_notified' | 'death_identified' | 'death_assessed';

const NOTIFICATIONS: readonly StatementSource[] = ['death_certificate', 'bureau_notice'];

type Assessment = Extract<Statement, { kind: 'death_assessment' }>;

function isAssessment(statement: Statement): statement is Assessment {
  return statement.kind === 'death_assessment';
}

function isBound(statement: Statement, holders: readonly PartyKey[]): boolean {
  return statement.author.party !== null && holders.includes(statement.author.party);
}

/** Interpol's primary identifiers and the serial number of an implant; description, effects, bones and eyes only support. */
const CONFIRMING: readonly IdentificationMethod[] = ['fingerprints', 'dental', 'dna', 'implant_serial'];

/** Signed by the competent forensic authority, which a holder's own is not. */
function isSignedIdentification(statement: Statement, holders: readonly PartyKey[]): boolean {
  if (statement.author.organisationKind !== 'medico_legal_institute' || isBound(statement, holders)) return false;
  if (statement.kind === 'death') return statement.source === 'forensic_report';
  if (statement.kind !== 'remains_identified') return false;
  return statement.details.level === 'confirmed' && CONFIRMING.includes(statement.details.method);
}

/** A death that nothing else need confirm, by its statement alone. */
export function establishedAlone(statement: Statement, holders: readonly PartyKey[]): Establishing | null {
  if (statement.kind === 'death' && NOTIFICATIONS.includes(statement.source)) return 'death_notified';
  return isSignedIdentification(statement, holders) ? 'death_identified' : null;
}

/** Whether an organisation's later look at the same item, or an equal one, left the death open. */
function isWithdrawnFinding(assessment: Assessment, all: readonly Assessment[]): boolean {
  return all.some(
    (other) =>
      other.details.finding === 'not_established' &&
      other.author.organisationId === assessment.author.organisationId &&
      evidenceKey(other) === evidenceKey(assessment) &&
      compareNewness(other, assessment) >= 0,
  );
}

/** Where an assessor lists the items that are independent of its own, no other is; where none does, different items are. */
function areIndependent(a: Assessment, b: Assessment): boolean {
  const allows = (one: Assessment, other: Assessment): boolean =>
    one.details.independentOf?.includes(other.details.evidence) ?? true;
  return evidenceKey(a) !== evidenceKey(b) && allows(a, b) && allows(b, a);
}

/** Drops the findings that their own organisation has since taken back. */
export function standingDeaths(deaths: readonly Claim[], weighed: readonly Weighed[]): readonly Claim[] {
  const findings = weighed
    .filter(({ weight }) => weight === 'counts')
    .map(({ statement }) => statement)
    .filter(isAssessment);
  return deaths.filter(({ statement }) => !isAssessment(statement) || !isWithdrawnFinding(statement, findings));
}

/** The assessments that together establish a death: each has a partner of another organisation on an independent item. */
export function assessedTwice(deaths: readonly Claim[], holders: readonly PartyKey[]): readonly Claim[] {
  const free = deaths.flatMap((claim) =>
    isAssessment(claim.statement) && !isBound(claim.statement, holders) ? [{ claim, finding: claim.statement }] : [],
  );
  return free
    .filter(({ finding }) =>
      free.some(
        (other) =>
          other.finding.author.organisationId !== finding.author.organisationId &&
          areIndependent(finding, other.finding),
      ),
    )
    .map(({ claim }) => claim);
}
