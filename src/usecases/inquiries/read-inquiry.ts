// Reads one inquiry: what state it is in and what it was answered; what was asked for stays in the vault.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import { isCentralAgency, type Actor } from '../../domain/access/actor.js';
import { notFound } from '../../domain/domain-error.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import type { ListedInquiry } from '../../persistence/inquiries/inquiry.repository.js';

@Injectable()
export class ReadInquiry {
  constructor(private readonly database: Database) {}

  async execute(actor: Actor, id: string): Promise<ListedInquiry> {
    requireAllowed(actor, 'read_inquiries');
    const reader = { organisationId: actor.organisationId, received: isCentralAgency(actor) };
    return this.database.transaction(actor, async (room) => {
      const inquiry = isUuid(id) ? await room.inquiries.find(id, reader) : null;
      if (inquiry === null) throw notFound();
      await room.audit.note({ action: 'inquiry_read', subjectKind: 'inquiry', subjectId: inquiry.id });
      return inquiry;
    });
  }
}
