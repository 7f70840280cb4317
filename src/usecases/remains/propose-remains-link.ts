// Proposes that remains are those of one or several persons; nothing changes until another person confirms it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireStatementDraft } from '../../domain/records/statement-draft.js';
import { readIdentification } from '../../domain/remains/remains-link.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import { getVisibleCase } from '../../persistence/remains/get-remains-link.js';

export interface ProposeRemainsLinkCommand {
  readonly caseId: string;
  readonly pseudonyms: readonly string[];
  readonly method: string;
  /** preliminary or confirmed. */
  readonly level: string;
  /** When the identification was made; EDTF level 1. */
  readonly valid: string;
  readonly grade: string;
}

@Injectable()
export class ProposeRemainsLink {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ProposeRemainsLinkCommand, request: RequestKey | null): Promise<{ id: string }> {
    requireAllowed(actor, 'link_remains');
    const now = this.entropy.now();
    const { valid, grade, pseudonyms } = command;
    const { method, level } = readIdentification(command);
    // What the link will state once it is confirmed must be a statement that can be recorded.
    const details = { method, level, remains: command.caseId };
    requireStatementDraft({ kind: 'remains_identified', valid, grade, source: 'forensic_report', details }, now, '');
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const remains = await getVisibleCase(room, actor, command.caseId, null);
        const persons: string[] = [];
        for (const pseudonym of pseudonyms) persons.push((await getVisiblePerson(room, actor, pseudonym)).id);
        const personIds = [...new Set(persons)];
        if (personIds.length === 0) throw invalidField('/persons', 'one pseudonym or more');
        if (personIds.length > remains.minimumIndividuals)
          throw invalidField('/persons', 'no more persons than the minimum number of individuals; give each a link');
        const id = this.entropy.shownId();
        await room.remains.addLink({ id, caseId: remains.id, method, level, valid, grade, personIds }, actor, now);
        for (const personId of personIds) {
          await room.audit.note({
            action: 'remains_link_proposed',
            subjectKind: 'remains_link',
            subjectId: id,
            personId,
            details: { method, level },
          });
        }
        return { id };
      }),
    );
  }
}
