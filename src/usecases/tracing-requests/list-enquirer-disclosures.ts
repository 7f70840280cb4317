// Lists who was shown the enquirer of a tracing request, when and why.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { ContactDisclosure } from '../../domain/identity/contact-disclosure.js';
import { Database } from '../../persistence/database.js';
import { getOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';

const MOST_LISTED = 200;

@Injectable()
export class ListEnquirerDisclosures {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async execute(actor: Actor, requestId: string): Promise<readonly ContactDisclosure[]> {
    requireAllowed(actor, 'read_disclosures');
    return this.database.transaction(actor, async (room) => {
      const { request } = await getOwnRequest(room, actor, requestId);
      const disclosures = await room.contactDisclosures.ofSubject(request.id, MOST_LISTED);
      await room.audit.note({
        action: 'disclosures_read',
        subjectKind: 'tracing_request',
        subjectId: request.id,
        personId: request.personId,
        details: { disclosures: disclosures.length },
      });
      return disclosures;
    });
  }
}
