// What establishes a death: a certificate or notification, a signed identification, or two independent assessors.

import { evidenceReference } from '../evidence/evidence-code.js';
import type { StatementSource } from '../evidence/statement-source.js';
import { evidenceKey } from './cited-evidence.js';
import type { Claim } from './claims.js';
import type { IdentificationMethod } from './kinds/kind-values.js';
import { compareNewness, type Ordered } from './statement-order.js';
import type { Seen } from './seen-statements.js';
import type { PartyKey, Statement } from './statement.js';

export type Establishing = 'death_notified' | 'death_identified' | 'death_assessed';

const NOTIFICATIONS: readonly StatementSource[] = ['death_certificate', 'bureau_notice'];

type Assessment = Extract<Statement, { kind: 'death_assessment' }>;
type Finding = Ordered & { readonly statement: Assessment };

function isAssessment<T extends Ordered>(one: T): one is T & Finding {
  return one.statement.kind === 'death_assessment';
}

export function isBound(statement: Statement, holders: readonly PartyKey[]): boolean {
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
function isWithdrawnFinding(finding: Finding, all: readonly Finding[]): boolean {
  const { author } = finding.statement;
  return all.some(
    (other) =>
      other.statement.details.finding === 'not_established' &&
      other.statement.author.organisationId === author.organisationId &&
      evidenceKey(other.statement) === evidenceKey(finding.statement) &&
      compareNewness(other, finding) >= 0,
  );
}

/** Where an assessor lists the items that are independent of its own, no other is; where none does, different items are. */
function areIndependent(a: Assessment, b: Assessment): boolean {
  const allows = (one: Assessment, other: Assessment): boolean =>
    one.details.independentOf?.some((code) => evidenceReference(code) === evidenceReference(other.details.evidence)) ??
    true;
  return evidenceKey(a) !== evidenceKey(b) && allows(a, b) && allows(b, a);
}

/** Drops the findings that their own organisation has since taken back. */
export function standingDeaths(deaths: readonly Claim[], seen: Seen): readonly Claim[] {
  const findings = seen.countingOfKind('death_assessment').filter(isAssessment);
  return deaths.filter((death) => !isAssessment(death) || !isWithdrawnFinding(death, findings));
}

/** The assessments that together establish a death: each has a partner of another organisation on an independent item. */
export function assessedTwice(deaths: readonly Claim[], holders: readonly PartyKey[]): readonly Claim[] {
  const free = deaths.filter(isAssessment).filter(({ statement }) => !isBound(statement, holders));
  return free.filter(({ statement: finding }) =>
    free.some(
      ({ statement: other }) =>
        other.author.organisationId !== finding.author.organisationId && areIndependent(finding, other),
    ),
  );
}
