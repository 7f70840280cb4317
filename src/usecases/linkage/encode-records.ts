// Encodes the records of a file under a secret, so that they can be compared with another list and not read.

import { createHmac } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { encode, type KeyedDigest } from '../../domain/matching/linkage-encoding.js';
import { linkageFeatures } from '../../domain/matching/linkage-features.js';
import { readName } from '../../domain/matching/name-agreement.js';
import { NAME_SOUNDS_VERSION } from '../../domain/names/sound-readings.js';
import type { ByteSource } from '../../formats/byte-chunks.js';
import { writeCsvRow } from '../../formats/csv/write-csv.js';
import { ENCODED_HEADER, encodedRow, madeBy, type EncodedRecord } from '../../formats/linkage/encoded-list.js';
import { readNameRecords } from '../../formats/names/read-name-records.js';

export interface EncodeRecordsCommand {
  /** A table with the columns id, name, birthDate and sex. */
  readonly source: ByteSource;
  /** 64 hexadecimal digits. */
  readonly secret: string;
  /** Called with whole lines of the list that is given away, in an order that tells nothing. */
  readonly writeList: (lines: string) => Promise<void>;
  /** Called with whole lines of the table that stays: reference and id. */
  readonly writeReferences: (lines: string) => Promise<void>;
  readonly onProgress: (at: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

export interface EncodedRecords {
  readonly normalForm: number;
  readonly encoded: number;
  /** Records whose name holds no letter, which are in neither file. */
  readonly withoutName: number;
  /** Encoded records of which no birth date is known: they are found less often. */
  readonly withoutBirth: number;
}

const SECRET = /^[0-9a-f]{64}$/i;
const AT_ONCE = 200;

@Injectable()
export class EncodeRecords {
  constructor(private readonly entropy: Entropy) {}

  async execute(principal: Principal, command: EncodeRecordsCommand): Promise<EncodedRecords> {
    requireService(principal);
    if (!SECRET.test(command.secret)) {
      throw new DomainError(
        'import_file_refused',
        'The secret is not as `linkage secret` writes it: 64 hexadecimal digits.',
      );
    }
    const digest = keyedBy(command.secret);
    const { records } = await readNameRecords(command.source);
    const kept: (EncodedRecord & { readonly id: string })[] = [];
    let withoutBirth = 0;
    for (let from = 0; from < records.length; from += AT_ONCE) {
      command.signal.throwIfAborted();
      for (const { id, name, birth, sex } of records.slice(from, from + AT_ONCE)) {
        const encoded = encode(linkageFeatures({ name: readName(name), birth, sex }), digest);
        if (encoded === null) continue;
        if (birth === null) withoutBirth += 1;
        kept.push({ reference: this.entropy.shownId(), encoded, id });
      }
      command.onProgress({ done: Math.min(from + AT_ONCE, records.length), total: records.length });
      // In which an interruption is heard.
      await turn();
    }
    // References are random: their order is no order of the source.
    kept.sort((a, b) => (a.reference < b.reference ? -1 : 1));
    const made = madeBy(NAME_SOUNDS_VERSION, digest('check'));
    await command.writeList(ENCODED_HEADER + kept.map((record) => encodedRow(made, record)).join(''));
    await command.writeReferences(
      writeCsvRow(['reference', 'id']) + kept.map(({ reference, id }) => writeCsvRow([reference, id])).join(''),
    );
    return {
      normalForm: NAME_SOUNDS_VERSION,
      encoded: kept.length,
      withoutName: records.length - kept.length,
      withoutBirth,
    };
  }
}

function keyedBy(secret: string): KeyedDigest {
  const key = Buffer.from(secret, 'hex');
  return (text) => createHmac('sha256', key).update(text).digest();
}
