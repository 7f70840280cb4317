// Lists an organisation's inquiries, and for the central agency all that wait for it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import type { ListedInquiry } from '../../persistence/inquiries/inquiry.repository.js';

export interface ListInquiriesCommand {
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListInquiriesAnswer {
  /** Newest first. */
  readonly inquiries: readonly ListedInquiry[];
  readonly cursor: string | null;
}

const LISTED = 50;
const MOST_LISTED = 200;

@Injectable()
export class ListInquiries {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListInquiriesCommand): Promise<ListInquiriesAnswer> {
    requireAllowed(actor, 'read_inquiries');
    const limit = command.limit ?? LISTED;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    }
    const after = command.cursor ?? null;
    if (after !== null && !isUuid(after)) throw invalidField('/cursor', 'the cursor of the page before');
    const reader = { organisationId: actor.organisationId, received: isCentralAgency(actor) };
    return this.database.transaction(actor, async (room) => {
      const { inquiries, more } = await room.inquiries.list(reader, { limit, after });
      await room.audit.note({
        action: 'inquiries_listed',
        subjectKind: 'inquiry',
        details: { listed: inquiries.length },
      });
      return { inquiries, cursor: more ? (inquiries.at(-1)?.id ?? null) : null };
    });
  }
}
