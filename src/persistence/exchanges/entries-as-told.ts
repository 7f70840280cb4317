// The lines of rosters as a reader is told of them: somebody who came back under embargo is on the list that was agreed, and no more.

import type { Actor } from '../../domain/access/actor.js';
import type { Exchange, RosterEntry } from '../../domain/exchanges/exchange.js';
import type { Room } from '../room.js';

interface WithEntries {
  readonly exchange: Exchange;
  readonly entries: readonly RosterEntry[];
}

/** A line counts from when its reader is told of what it wrote; one of which a reader is never told is not there. */
export async function entriesAsTold<Recorded extends WithEntries>(
  room: Room,
  actor: Actor,
  histories: readonly Recorded[],
): Promise<Recorded[]> {
  const foreign = histories.filter(({ exchange }) => exchange.organisationId !== actor.organisationId);
  const written = await room.rosters.handOvers(foreign.flatMap(({ entries }) => entries.map(({ id }) => id)));
  if (written.size === 0) return [...histories];
  const told = await room.statements.toldOf([...written.values()].flat(), actor.organisationId);
  const asTold = (entry: RosterEntry): RosterEntry[] => {
    const ids = written.get(entry.id);
    if (ids === undefined) return [entry];
    const since = ids.flatMap((id) => told.get(id)?.recordedAt ?? []);
    return since.length === 0 ? [] : [{ ...entry, recordedAt: Math.max(entry.recordedAt, Math.min(...since)) }];
  };
  return histories.map((history) =>
    history.exchange.organisationId === actor.organisationId
      ? history
      : { ...history, entries: history.entries.flatMap(asTold) },
  );
}
