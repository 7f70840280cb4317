// Writes and retracts the statements of an exchange, each linked to the line of the roster that it comes from.

import type { Actor } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import type { RosterEntry } from '../../domain/exchanges/exchange.js';
import type { StatementDraft } from '../../domain/records/statement-draft.js';
import { lapseVerifying } from '../news/lapse-verifying.js';
import type { Room } from '../room.js';
import { appendStatements } from '../statements/append-statements.js';
import type { WrittenStatement } from './roster.repository.js';

/** Who writes what is written in one transaction, and when. */
export interface Writing {
  readonly actor: Actor;
  readonly entropy: Entropy;
  readonly now: number;
  readonly exchangeId: string;
}

export interface EntryDrafts {
  readonly entry: Pick<RosterEntry, 'id' | 'personId'>;
  readonly drafts: readonly StatementDraft[];
}

/** The persons are locked or new. Every statement is noted by itself, so that the log of a person is whole. Answers how many. */
export async function writeForEntries(room: Room, writing: Writing, given: readonly EntryDrafts[]): Promise<number> {
  const { actor, entropy, now, exchangeId } = writing;
  let written = 0;
  for (const { entry, drafts } of given) {
    if (drafts.length === 0) continue;
    const drawId = (): string => entropy.shownId();
    const statements = await appendStatements(room, { personId: entry.personId, actor, drafts, at: now, drawId });
    await room.rosters.link(statements.map(({ id }) => ({ entryId: entry.id, statementId: id })));
    await room.audit.note(
      ...statements.map(({ id, kind, confidential }) => ({
        action: 'statement_added' as const,
        subjectKind: 'statement',
        subjectId: id,
        personId: entry.personId,
        details: confidential ? { confidential } : { kind, exchangeId },
      })),
    );
    written += statements.length;
  }
  return written;
}

/** Only what this organisation gave: nobody takes back another's word. */
export async function retractWritten(
  room: Room,
  writing: Writing,
  statements: readonly WrittenStatement[],
  reason: string,
): Promise<WrittenStatement[]> {
  const { actor, now, exchangeId } = writing;
  const own = statements.filter(({ organisationId }) => organisationId === actor.organisationId);
  for (const { statementId, personId, kind, confidential } of own) {
    await room.statements.withdraw({
      statementId,
      how: 'retracted',
      successorId: null,
      reason,
      at: now,
      by: actor.userId,
    });
    await lapseVerifying(room, actor, { personId, statementIds: [statementId], at: now });
    await room.audit.note({
      action: 'statement_retracted',
      subjectKind: 'statement',
      subjectId: statementId,
      personId,
      details: confidential ? { confidential } : { kind, exchangeId },
    });
  }
  return own;
}
