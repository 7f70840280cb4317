// Shows a line of a list as it was submitted, to who recorded the list or works on the person's case, after saying so in the log.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { CONTACT_FIELDS, readContactCommand } from '../../domain/identity/contact-disclosure.js';
import {
  recordContactDisclosure,
  refuseContactDisclosure,
} from '../../persistence/contact-disclosures/record-contact-disclosure.js';
import { Database } from '../../persistence/database.js';
import { getOwnList, holdLine } from '../../persistence/lists/get-own-list.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DiscloseLineCommand {
  readonly listId: string;
  readonly line: number;
  readonly purpose: unknown;
  readonly reason: unknown;
}

export interface DisclosedLine {
  readonly disclosureId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly text: string;
}

@Injectable()
export class DiscloseLine {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The entry is committed before the vault is opened. */
  async execute(actor: Actor, command: DiscloseLineCommand, request: RequestKey | null): Promise<DisclosedLine> {
    requireAllowed(actor, 'disclose_identity');
    const now = this.entropy.now();
    const asked = readContactCommand('list_line', { ...command, fields: ['line'] });
    const outcome = await this.database.transaction(actor, async (room) => {
      const list = await getOwnList(room, actor, command.listId);
      const line = await holdLine(room, list, command.line);
      const { personId } = line;
      const onCase = personId !== null && (await room.assignments.isAssigned(personId, actor.userId));
      const subject = 'list_line' as const;
      const logged = { subjectKind: 'list', subjectId: list.id, personId, details: { line: line.number } };
      if (list.recordedBy.userId !== actor.userId && !onCase) return refuseContactDisclosure(room, logged);
      if (!line.sealed)
        return new DomainError('conflict', 'Nothing was submitted on this line beside a pseudonym or a count.');
      const drawId = (): string => this.entropy.shownId();
      const recording = { subject, subjectId: line.id, logged, asked, request, now, drawId };
      const disclosure = await recordContactDisclosure(room, actor, recording);
      return disclosure instanceof DomainError ? disclosure : { disclosure, lineId: line.id };
    });
    if (outcome instanceof DomainError) throw outcome;
    const { notes = '' } = await this.vault.openIdentity(outcome.lineId, [CONTACT_FIELDS.line]);
    return { disclosureId: outcome.disclosure.id, expiresAt: outcome.disclosure.expiresAt, text: notes };
  }
}
