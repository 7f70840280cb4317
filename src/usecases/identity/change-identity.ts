// Adds, corrects or removes fields of an identity; a new birth date also renews the years of birth in the registry.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { requireOwner } from '../../domain/access/case-rights.js';
import type { IfMatch } from '../../domain/access/precondition.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { readIdentityChange, type ReadChange } from '../../domain/identity/identity-change.js';
import { readStandingDraft } from '../../domain/records/statement-draft.js';
import type { BirthYears } from '../../domain/records/statement.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson, type KnownPerson } from '../../persistence/persons/get-visible-person.js';
import { survivorsOf } from '../../persistence/links/shown-survivor.js';
import { recordsForReader } from '../../persistence/records/records-for-reader.js';
import { requireSeenRecord } from '../../persistence/records/require-fresh-record.js';
import { reproject } from '../../persistence/records/reproject.js';
import type { Room } from '../../persistence/room.js';
import { appendStatements } from '../../persistence/statements/append-statements.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface ChangeIdentityCommand {
  readonly pseudonym: string;
  /** Fields as at registration; null removes one, an absent one stays. */
  readonly change: Readonly<Record<string, unknown>>;
  /** The tag of the record as the worker read it; null where they did not say. */
  readonly ifMatch: IfMatch;
}

@Injectable()
export class ChangeIdentity {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * The vault is changed last, so that nothing but the commit can fail after it. Where that fails the change stands although its sender
   * was told otherwise; sent again, it changes nothing more and is noted.
   */
  async execute(
    actor: Actor,
    command: ChangeIdentityCommand,
    request: RequestKey | null,
  ): Promise<{ pseudonym: string; changed: readonly string[] }> {
    requireAllowed(actor, 'change_identity');
    const now = this.entropy.now();
    const change = readIdentityChange(command.change);
    return this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const person = await getVisiblePerson(room, actor, command.pseudonym);
        requireOwner(actor, person, 'changes the identity');
        await room.persons.lockForWriting(person.id);
        await room.persons.requireOpen(person.id);
        await requireSeenRecord(room, actor, { personId: person.id, ifMatch: command.ifMatch, now });
        if (change.birthYears !== null) await this.recordYears(room, actor, person, change.birthYears, now);
        await room.persons.noteIdentityChange(person.id);
        await room.audit.note({
          action: 'identity_changed',
          subjectKind: 'person',
          subjectId: person.pseudonym,
          personId: person.id,
          details: { fields: change.fields },
        });
        await this.vault.changeIdentity(person.id, change.change, await searchYears(room, actor, person, change, now));
        return { pseudonym: person.pseudonym, changed: change.fields };
      }),
    );
  }

  private async recordYears(
    room: Room,
    actor: Actor,
    person: KnownPerson,
    birthYears: BirthYears,
    now: number,
  ): Promise<void> {
    const details = { birthYears };
    const draft = readStandingDraft(
      { kind: 'particulars', details, source: 'organisation', grade: 'B2' },
      now,
      '/birthDate',
      [],
    );
    if (draft === null) return;
    const drawId = (): string => this.entropy.shownId();
    await appendStatements(room, { personId: person.id, actor, drafts: [draft], at: now, drawId });
    await reproject(room, person.id, now);
  }
}

/** A birth date in the vault is searched by itself; the registry's years stand in where there is none. */
async function searchYears(
  room: Room,
  actor: Actor,
  person: KnownPerson,
  change: ReadChange,
  now: number,
): Promise<BirthYears | null> {
  if (change.birthYears !== null) return change.birthYears;
  const survivor = (await survivorsOf(room, actor, [person])).get(person.id) ?? person;
  return (await recordsForReader(room, actor, [survivor], {}, now)).get(survivor.id)?.birthYears ?? null;
}
