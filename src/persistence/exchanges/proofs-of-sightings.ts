// Makes proofs of life of what was seen, for as long as the witness agrees, and takes them back when they no longer do.

import { agreedSince, type Debrief, type Sighting } from '../../domain/exchanges/debrief.js';
import { proofDraft } from '../../domain/exchanges/read-sightings.js';
import type { Room } from '../room.js';
import { appendStatements } from '../statements/append-statements.js';
import { reprojectAll } from '../records/reproject.js';
import { retractWritten, type Writing } from './exchange-statements.js';

export interface SettledProofs {
  readonly written: number;
  readonly retracted: number;
}

/** Said to every reader of the statement; it tells nothing of the witness. */
const NO_LONGER_AGREED = 'The giver no longer agrees to this use.';

async function write(room: Room, writing: Writing, sighting: Sighting): Promise<void> {
  const { actor, entropy, now } = writing;
  const [proof] = await appendStatements(room, {
    personId: sighting.personId,
    actor,
    drafts: [proofDraft(sighting, now)],
    at: now,
    drawId: () => entropy.shownId(),
  });
  if (proof === undefined) return;
  await room.debriefs.link([{ sightingId: sighting.id, statementId: proof.id }]);
  await room.audit.note({
    action: 'statement_added',
    subjectKind: 'statement',
    subjectId: proof.id,
    personId: sighting.personId,
    details: { kind: proof.kind },
  });
}

/**
 * Leaves exactly those proofs standing to which the witness agrees; all persons concerned are projected anew. What its author took back by
 * hand since the consent is not stated again before consent is given anew.
 */
export async function settleProofs(room: Room, writing: Writing, debrief: Debrief): Promise<SettledProofs> {
  const { sightings } = debrief;
  const persons = sightings.map(({ personId }) => personId);
  if (persons.length > 0) await room.persons.lockForWriting(...persons);
  const standing = await room.debriefs.writtenStatements(sightings.map(({ id }) => id));
  const since = agreedSince(debrief, 'tracing');
  if (since === null) {
    const retracted = await retractWritten(room, writing, standing, NO_LONGER_AGREED);
    await reprojectAll(
      room,
      retracted.map(({ personId }) => personId),
      writing.now,
    );
    return { written: 0, retracted: retracted.length };
  }
  const takenBack = await room.debriefs.withdrawnAfter(
    sightings.map(({ id }) => id),
    since,
  );
  const stated = new Set([...standing.map(({ entryId }) => entryId), ...takenBack]);
  const open = sightings.filter(({ id }) => !stated.has(id));
  for (const sighting of open) await write(room, writing, sighting);
  await reprojectAll(
    room,
    open.map(({ personId }) => personId),
    writing.now,
  );
  return { written: open.length, retracted: 0 };
}
