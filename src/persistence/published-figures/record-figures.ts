// Records figures that are not there yet and corrects those that changed, all of them or none.

import type { Actor } from '../../domain/access/actor.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { figureRefusal } from '../../domain/published-figures/figure-reading.js';
import type { PublishedFigure } from '../../domain/published-figures/published-figure.js';
import type { Entropy } from '../../domain/entropy.js';
import type { Room } from '../room.js';
import type { NewFigure, RecordedFigure } from './published-figure.repository.js';

export interface GivenFigure {
  readonly figure: PublishedFigure;
  /** Where the request gave it; empty for a body that is the figure. */
  readonly pointer: string;
}

export interface RecordingFigures {
  readonly actor: Actor;
  readonly given: readonly GivenFigure[];
  /** Of a correction; null where none is meant, so that a figure which differs from its record is refused. */
  readonly reason: string | null;
  readonly at: number;
  readonly entropy: Entropy;
}

export interface RecordedFigures {
  readonly added: readonly string[];
  readonly corrected: readonly string[];
  /** Those that stand already, word for word. */
  readonly known: readonly string[];
}

/** Two figures are the same when they were read alike: the reader writes every field, in one order. */
function isSame(one: PublishedFigure, other: PublishedFigure): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Takes the lock of all writers of figures. Throws with every fault, or 403 for a correction of others' record. */
export async function recordFigures(room: Room, recording: RecordingFigures): Promise<RecordedFigures> {
  const { actor, given, reason, at, entropy } = recording;
  await room.publishedFigures.lockForWriting();
  const ids = given.map(({ figure }) => figure.id);
  const named = given.flatMap(({ figure }) => [...figure.minus, ...figure.conflictsWith]);
  const standing = await room.publishedFigures.findAll([...new Set([...ids, ...named])], null);
  const faults = given.flatMap((one) => faultsOf(one, standing, new Set(ids), reason));
  if (faults.length > 0) throw figureRefusal(faults);
  const fresh = given.filter(({ figure }) => !standing.has(figure.id));
  const changed = given.filter(({ figure }) => {
    const found = standing.get(figure.id);
    return found !== undefined && !isSame(found.figure, figure);
  });
  for (const { figure } of changed) requireOwnRecord(actor, standing.get(figure.id));
  const editions: NewFigure[] = [...fresh, ...changed].map(({ figure }) => {
    const edition = (standing.get(figure.id)?.edition ?? 0) + 1;
    return {
      figure,
      edition,
      innerId: entropy.innerId(),
      organisationId: actor.organisationId,
      userId: actor.userId,
      at,
      reason: edition === 1 ? null : reason,
    };
  });
  await room.publishedFigures.add(editions);
  const idsOf = (some: readonly GivenFigure[]): string[] => some.map(({ figure }) => figure.id);
  const written = new Set(editions.map(({ figure }) => figure.id));
  return { added: idsOf(fresh), corrected: idsOf(changed), known: ids.filter((id) => !written.has(id)) };
}

function faultsOf(
  { figure, pointer }: GivenFigure,
  standing: ReadonlyMap<string, RecordedFigure>,
  given: ReadonlySet<string>,
  reason: string | null,
): FieldFault[] {
  const faults: FieldFault[] = [];
  const found = standing.get(figure.id);
  if (found !== undefined && reason === null && !isSame(found.figure, figure)) {
    const expected = 'the figure as it is recorded, or a reason for correcting it';
    faults.push({ pointer: pointer === '' ? '/id' : pointer, code: 'figure_differs', expected });
  }
  const isThere = (id: string): boolean => id !== figure.id && (standing.has(id) || given.has(id));
  const expected = 'ids of other figures that are recorded or in the same file';
  if (!figure.minus.every(isThere))
    faults.push({ pointer: `${pointer}/derivedFrom/minus`, code: 'unknown_figure', expected });
  if (!figure.conflictsWith.every(isThere))
    faults.push({ pointer: `${pointer}/conflictsWith`, code: 'unknown_figure', expected });
  return faults;
}

/** Whoever reads figures knows of this one, so that the refusal may say why. */
function requireOwnRecord(actor: Actor, found: RecordedFigure | undefined): void {
  if (found !== undefined && found.organisationId !== actor.organisationId)
    throw new DomainError('forbidden', 'A figure is corrected by the organisation that recorded it.');
}
