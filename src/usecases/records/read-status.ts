// Reads the whereabouts status of one person, with why, as the reader's organisation may see it.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { Entropy } from '../../domain/entropy.js';
import type { WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { Database } from '../../persistence/database.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';
import { readNotedRecord } from '../../persistence/records/read-noted-record.js';
import type { ShownRecord } from '../../persistence/records/shown-record.js';

export interface ReadStatusCommand extends ReadTimes {
  readonly pseudonym: string;
  readonly why: boolean;
}

export interface ReadStatusAnswer extends Pick<
  WhereaboutsRecord,
  'status' | 'fate' | 'episode' | 'flags' | 'lastContact' | 'lastSignOfLife' | 'why' | 'asOf' | 'staleDays'
> {
  readonly pseudonym: string;
  /** The reader's pseudonym of the record that this one was merged into, null for all others. */
  readonly mergedInto: string | null;
  /** Of the whole record. */
  readonly tag: string;
  readonly knownAt: number;
}

@Injectable()
export class ReadStatus {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ReadStatusCommand): Promise<ReadStatusAnswer> {
    requireAllowed(actor, 'read_record');
    const { pseudonym, knownAt, validAt, why } = command;
    const now = this.entropy.now();
    const details = { only: 'status', knownAt: knownAt ?? null, validAt: validAt ?? null, why };
    return readNotedRecord(
      this.database,
      actor,
      { pseudonym, times: { knownAt, validAt }, now, details, beside: () => Promise.resolve(null) },
      (shown) => ({ ...statusOf(shown), knownAt: knownAt ?? now }),
    );
  }
}

function statusOf({ pseudonym, mergedInto, tag, record }: ShownRecord): Omit<ReadStatusAnswer, 'knownAt'> {
  const { status, fate, episode, flags, lastContact, lastSignOfLife, why, asOf, staleDays } = record;
  const told = { status, fate, episode, flags, lastContact, lastSignOfLife, why, asOf, staleDays };
  return { pseudonym, ...told, mergedInto, tag };
}
