// Lists the items of evidence that the reader's organisation may see, of all or of one person, newest record first, each with whether its assessments agree.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { agreementOf, standingAt, type Agreement } from '../../domain/evidence/assessment.js';
import { readEvidenceCode } from '../../domain/evidence/evidence-code.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { Database } from '../../persistence/database.js';
import { originalsOfPerson } from '../../persistence/evidence/told-of-evidence.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { Room } from '../../persistence/room.js';

export interface ListEvidenceCommand {
  readonly knownAt?: number | undefined;
  /** Only those that a standing statement about this person names, where the reader is told which. */
  readonly pseudonym?: string | undefined;
  /** With a person: nothing that is said of a later day. */
  readonly validAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListedItem {
  readonly item: EvidenceItem;
  readonly agreement: Agreement;
  /** How many organisations have an assessment that stands. */
  readonly assessors: number;
}

export interface ListedEvidence {
  readonly items: readonly ListedItem[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListEvidence {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListEvidenceCommand): Promise<ListedEvidence> {
    requireAllowed(actor, 'read_evidence');
    const { knownAt = null, validAt = null, limit = LISTED, cursor, pseudonym } = command;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED)
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    return this.database.transaction(actor, async (room) => {
      const person = pseudonym === undefined ? null : await getVisiblePerson(room, actor, pseudonym);
      const after = cursor === undefined ? null : await positionOf(room, actor, cursor);
      const { items, more } = await room.evidence.list(actor, {
        knownAt,
        after,
        limit,
        ...(person !== null && { originals: await originalsOfPerson(room, actor, person, { knownAt, validAt }) }),
      });
      const assessed = await room.assessments.ofItems(
        items.map(({ id }) => id),
        knownAt,
      );
      await room.audit.note({
        action: 'evidence_listed',
        subjectKind: 'evidence',
        personId: person?.id ?? null,
        details: { knownAt, listed: items.length },
      });
      return {
        items: items.map((item) => {
          const standing = standingAt(assessed.get(item.id) ?? [], knownAt ?? Infinity);
          return { item, agreement: agreementOf(standing), assessors: standing.length };
        }),
        cursor: more ? (items.at(-1)?.code ?? null) : null,
      };
    });
  }
}

/** An item that the reader may see: a cursor tells of no other. */
async function positionOf(room: Room, actor: Actor, cursor: string): Promise<string> {
  const reading = readEvidenceCode(cursor);
  const position = reading.ok ? await room.evidence.find(actor, reading.code, null) : null;
  if (position === null) throw invalidField('/cursor', 'the cursor of the page before');
  return position.code;
}
