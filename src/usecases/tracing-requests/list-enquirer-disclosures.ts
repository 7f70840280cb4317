// Lists who was shown the enquirer of a tracing request, when and why.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ContactDisclosure } from '../../domain/identity/contact-disclosure.js';
import { readPageLimit } from '../../domain/page-limit.js';
import { Database } from '../../persistence/database.js';
import { getOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';

export interface ListEnquirerDisclosuresCommand {
  readonly requestId: string;
  readonly knownAt?: number | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

export interface ListEnquirerDisclosuresAnswer {
  /** Newest first. */
  readonly disclosures: readonly ContactDisclosure[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

@Injectable()
export class ListEnquirerDisclosures {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, command: ListEnquirerDisclosuresCommand): Promise<ListEnquirerDisclosuresAnswer> {
    requireAllowed(actor, 'read_disclosures');
    const { requestId, knownAt, cursor } = command;
    const limit = readPageLimit(command.limit);
    return this.database.transaction(actor, async (room) => {
      const { request } = await getOwnRequest(room, actor, requestId, knownAt);
      const page = { cursor, limit, knownAt };
      const { disclosures, more } = await room.contactDisclosures.ofSubject(request.id, page);
      await room.audit.note({
        action: 'disclosures_read',
        subjectKind: 'tracing_request',
        subjectId: request.id,
        personId: request.personId,
        details: { disclosures: disclosures.length, knownAt: knownAt ?? null },
      });
      return { disclosures, cursor: more ? (disclosures.at(-1)?.id ?? null) : null };
    });
  }
}
