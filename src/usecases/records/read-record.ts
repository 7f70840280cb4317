// Reads the folded record of one person as the reader's organisation may see it, at any time that is asked for.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { isOwner } from '../../domain/access/case-rights.js';
import type { LegalBasis, SharingLevel } from '../../domain/access/person-visibility.js';
import { notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { Database } from '../../persistence/database.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { recordsForReader } from '../../persistence/records/records-for-reader.js';

export interface ReadRecordCommand extends ReadTimes {
  readonly pseudonym: string;
  /** Whether the reader asked for the statements behind the record too. */
  readonly why: boolean;
}

/** What the owner organisation alone knows of its own case. */
interface OwnCase {
  readonly reference: string | null;
  readonly sharingLevel: SharingLevel;
  readonly legalBasis: LegalBasis;
  readonly hasIdentity: boolean;
  /** Whether the reader is assigned to it. */
  readonly assigned: boolean;
}

export interface ReadRecordAnswer {
  readonly pseudonym: string;
  /** Null for every organisation but the owner. */
  readonly own: OwnCase | null;
  readonly record: WhereaboutsRecord;
  readonly parties: PartyLabels;
  readonly knownAt: number;
}

@Injectable()
export class ReadRecord {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadRecordCommand): Promise<ReadRecordAnswer> {
    requireAllowed(actor, 'read_record');
    const now = this.entropy.now();
    return this.database.transaction(actor, async (room) => {
      const person = await getVisiblePerson(room, actor, command.pseudonym);
      const record = (await recordsForReader(room, actor, [person], command, now)).get(person.id);
      if (record === undefined) throw notFound();
      const own = isOwner(actor, person)
        ? {
            reference: person.reference,
            sharingLevel: person.sharingLevel,
            legalBasis: person.legalBasis,
            hasIdentity: person.hasIdentity,
            assigned: await room.assignments.isAssigned(person.id, actor.userId),
          }
        : null;
      await room.audit.note({
        action: 'record_read',
        subjectKind: 'person',
        subjectId: person.pseudonym,
        personId: person.id,
        details: { knownAt: command.knownAt ?? null, validAt: command.validAt ?? null, why: command.why },
      });
      const parties = await partyLabels(room);
      return { pseudonym: person.pseudonym, own, record, parties, knownAt: command.knownAt ?? now };
    });
  }
}
