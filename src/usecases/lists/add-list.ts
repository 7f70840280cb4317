// Records a list that a party or an organisation submitted to another, line by line; the lines as they were written go to the vault.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, type FieldFault } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { textsOfNewReference, withoutReference } from '../../domain/identity/open-text.js';
import { readPseudonym } from '../../domain/identity/pseudonym.js';
import { readLines, readSide, type GivenLine, type GivenSide, type ReadLine } from '../../domain/lists/list-reading.js';
import { readPastDay } from '../../domain/tracing/past-day.js';
import { readReference } from '../../domain/tracing/request-reading.js';
import { Database } from '../../persistence/database.js';
import { KnownSides } from '../../persistence/lists/known-sides.js';
import type { NewLine } from '../../persistence/lists/list.repository.js';
import { lookThrough } from '../../persistence/open-text/look-through.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface AddListCommand {
  readonly submitter: GivenSide;
  readonly recipient: GivenSide;
  /** `YYYY-MM-DD`. */
  readonly submittedOn: string;
  readonly reference?: string | undefined;
  readonly lines: readonly GivenLine[];
}

@Injectable()
export class AddList {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** As a registration: what can fail comes before the vault, and what a crash leaves pending the sweep settles. */
  async execute(
    actor: Actor,
    command: AddListCommand,
    request: RequestKey | null,
  ): Promise<{ id: string; lines: number }> {
    requireAllowed(actor, 'add_list');
    const now = this.entropy.now();
    const list = {
      submitter: readSide(command.submitter, '/submitter'),
      recipient: readSide(command.recipient, '/recipient'),
      submittedOn: readPastDay(command.submittedOn, now, '/submittedOn'),
      reference: readReference(command.reference),
    };
    // Of whole names alone: a list may name thousands, whose identities are not opened for its number.
    const words = textsOfNewReference('/reference', list.reference);
    const given = readLines(command.lines).map((line) => ({ ...line, id: this.entropy.innerId() }));
    const sealed = given.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]));
    const { answer, written } = await this.database.transaction(actor, async (room) => {
      const attempt = { written: false };
      const done = await room.idempotency.once(request, now, async () => {
        await room.persons.lockRegistrations(sealed.map(({ id }) => id));
        const sides = await KnownSides.read(room);
        sides.get(list.submitter, '/submitter');
        sides.get(list.recipient, '/recipient');
        const lines = await matchedLines(room, actor, given);
        const id = this.entropy.shownId();
        const { isWarned, settle } = await lookThrough(room, actor, words);
        const reference = isWarned ? withoutReference(list.reference) : list.reference;
        const own = { organisationId: actor.organisationId, recordedBy: actor.userId };
        await room.lists.add({ id, ...own, ...list, reference }, lines, now);
        await room.audit.note({
          action: 'list_added',
          subjectKind: 'list',
          subjectId: id,
          details: { lines: lines.length, sealed: sealed.length },
        });
        await settle();
        // Without names of their own, so that no search ever finds a line among people.
        await this.vault.sealIdentities(
          sealed.map(({ id: personId, text }) => ({ personId, identity: { notes: text }, birthYears: null })),
        );
        attempt.written = true;
        return { id, lines: lines.length };
      });
      return { answer: done, written: attempt.written };
    });
    if (written && sealed.length > 0) {
      await this.vault.confirm(sealed.map(({ id }) => id)).catch(() => undefined);
    }
    return answer;
  }
}

/** Throws `invalid_field` at each line whose pseudonym is nobody's whom the organisation may see. */
async function matchedLines(
  room: Room,
  actor: Actor,
  given: readonly (ReadLine & { readonly id: string })[],
): Promise<NewLine[]> {
  const faults: FieldFault[] = [];
  const lines: NewLine[] = [];
  for (const [at, { id, pseudonym, text, least, most }] of given.entries()) {
    const reading = pseudonym === null ? null : readPseudonym(pseudonym);
    const person = reading?.ok === true ? await room.persons.findVisible(actor, reading.pseudonym) : null;
    if (pseudonym !== null && person === null) {
      faults.push({
        pointer: `/lines/${at}/pseudonym`,
        code: 'unknown_person',
        expected: 'your pseudonym of a person',
      });
    }
    lines.push({ id, number: at + 1, personId: person?.id ?? null, sealed: text !== null, least, most });
  }
  if (faults.length > 0) throw new DomainError('invalid_field', 'A line names nobody whom you may see.', faults);
  return lines;
}
