// Reads the folded record of one person as the reader's organisation may see it, at any time that is asked for.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import { partyLabels, type PartyLabels } from '../../persistence/organisations/party-labels.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { readNotedRecord } from '../../persistence/records/read-noted-record.js';
import type { ShownRecord } from '../../persistence/records/shown-record.js';

export interface ReadRecordCommand extends ReadTimes {
  readonly pseudonym: string;
  /** Whether the reader asked for the statements behind the record too. */
  readonly why: boolean;
}

export interface ReadRecordAnswer extends ShownRecord {
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
    const { pseudonym, knownAt, validAt, why } = command;
    const now = this.entropy.now();
    const details = { knownAt: knownAt ?? null, validAt: validAt ?? null, why };
    return readNotedRecord(
      this.database,
      actor,
      { pseudonym, times: { knownAt, validAt }, now, details, beside: partyLabels },
      (shown, parties) => ({ ...shown, parties, knownAt: knownAt ?? now }),
    );
  }
}
