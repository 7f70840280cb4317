// Gives statements what the registry knows of the evidence that they name, and keeps both from changing past each other.

import { evidenceReference, readDigest, readEvidenceCode } from '../../domain/evidence/evidence-code.js';
import { refutedSpans } from '../../domain/evidence/refutation.js';
import { citedCode, withOriginal } from '../../domain/records/cited-evidence.js';
import type { EvidenceOriginal, Statement } from '../../domain/records/statement.js';
import type { Room } from '../room.js';

function referencesIn(details: readonly object[]): string[] {
  const codes = details.map(citedCode).filter((code) => code !== null);
  return [...new Set(codes.map(evidenceReference))];
}

/** Most statements name no evidence, and nothing is asked for them. */
async function originalsNamed(room: Room, details: readonly object[]): Promise<Map<string, EvidenceOriginal>> {
  const references = referencesIn(details);
  return references.length === 0 ? new Map() : originalsOf(room, references);
}

/** One rule for all readers, whoever recorded a copy and may see it; which copies count is said at `ofOriginals`. */
function originalsOf(room: Room, references: readonly string[]): Promise<Map<string, EvidenceOriginal>> {
  return room.reaching('registry', () => originalsOfAll(room, references));
}

async function originalsOfAll(room: Room, references: readonly string[]): Promise<Map<string, EvidenceOriginal>> {
  const meant = await room.assessments.originalsMeant(references);
  if (meant.size === 0) return new Map();
  const words = await room.assessments.ofOriginals([...meant.keys()]);
  return new Map(
    [...meant].flatMap(([digest, known]) => {
      const original = { digest, refuted: refutedSpans(words.get(digest) ?? []) };
      return known.map((reference) => [reference, original] as const);
    }),
  );
}

/** In their order. */
export async function statementsWithOriginals(
  room: Room,
  statements: readonly Statement[],
): Promise<readonly Statement[]> {
  const originals = await originalsNamed(
    room,
    statements.map(({ details }) => details),
  );
  return originals.size === 0 ? statements : statements.map((statement) => withOriginal(statement, originals));
}

/** By person, as they were given. */
export async function withOriginals<Recorded extends { readonly statement: Statement }>(
  room: Room,
  recorded: ReadonlyMap<string, readonly Recorded[]>,
): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  const originals = await originalsNamed(
    room,
    [...recorded.values()].flat().map(({ statement }) => statement.details),
  );
  if (originals.size === 0) return recorded;
  return new Map(
    [...recorded].map(([id, statements]) => [
      id,
      statements.map((one) => ({ ...one, statement: withOriginal(one.statement, originals) })),
    ]),
  );
}

/** For statements about to be recorded: whoever assesses one of these originals waits until they are. The caller has locked the person. */
export async function holdOriginals(room: Room, details: readonly object[]): Promise<void> {
  const references = referencesIn(details);
  if (references.length === 0) return;
  const meant = await room.reaching('registry', () => room.assessments.originalsMeant(references));
  // Somebody may be recording an item of a digest right now.
  const digests = references.map(readDigest).filter((digest) => digest !== null);
  await room.assessments.lockOriginals([...new Set([...meant.keys(), ...digests])], 'shared');
}

/** A code of an item in which a symbol is wrong; what has another form refers to whatever its giver keeps. */
export function isMistypedEvidence(details: object): boolean {
  const code = citedCode(details);
  if (code === null) return false;
  const reading = readEvidenceCode(code);
  return !reading.ok && reading.reason === 'evidence_code_mistyped';
}
