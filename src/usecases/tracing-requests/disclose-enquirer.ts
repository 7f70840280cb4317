// Shows an assigned worker who asks and how they are reached safely, for a purpose and a reason, after saying so in the log.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { CONTACT_FIELDS, readContactCommand } from '../../domain/identity/contact-disclosure.js';
import type { IdentityParticulars } from '../../domain/identity/identity-particulars.js';
import {
  recordContactDisclosure,
  refuseContactDisclosure,
} from '../../persistence/contact-disclosures/record-contact-disclosure.js';
import { Database } from '../../persistence/database.js';
import { getOwnRequest } from '../../persistence/tracing-requests/get-own-request.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DiscloseEnquirerCommand {
  readonly requestId: string;
  readonly purpose: unknown;
  readonly fields: unknown;
  readonly reason: unknown;
}

export interface DisclosedEnquirer {
  readonly disclosureId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly contact: IdentityParticulars['sourceContact'] | null;
  readonly safeChannel: string | null;
}

@Injectable()
export class DiscloseEnquirer {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The entry is committed before the vault is opened: what was read is always in the log, even if the answer is lost. */
  async execute(actor: Actor, command: DiscloseEnquirerCommand, key: RequestKey | null): Promise<DisclosedEnquirer> {
    requireAllowed(actor, 'disclose_identity');
    const now = this.entropy.now();
    const asked = readContactCommand('tracing_request', command);
    const outcome = await this.database.transaction(actor, async (room) => {
      const { request, assigned } = await getOwnRequest(room, actor, command.requestId);
      const subject = 'tracing_request' as const;
      const logged = { subjectKind: subject, subjectId: request.id, personId: request.personId };
      if (!assigned) return refuseContactDisclosure(room, logged);
      const disclosure = await recordContactDisclosure(room, actor, {
        subject,
        subjectId: request.id,
        logged,
        asked,
        request: key,
        now,
        drawId: () => this.entropy.shownId(),
      });
      return disclosure instanceof DomainError ? disclosure : { disclosure, enquirerId: request.enquirerId };
    });
    if (outcome instanceof DomainError) throw outcome;
    const { disclosure, enquirerId } = outcome;
    const fields = disclosure.fields.map((field) => CONTACT_FIELDS[field]);
    const { sourceContact = null, notes = null } = await this.vault.openIdentity(enquirerId, fields);
    return {
      disclosureId: disclosure.id,
      expiresAt: disclosure.expiresAt,
      contact: sourceContact,
      safeChannel: notes,
    };
  }
}
