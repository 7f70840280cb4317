// Makes the key that a witness cosigns with, on its first run.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { invalidField } from '../../domain/domain-error.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { makeSigningKey, signerFrom } from '../../vault/checkpoint-key.js';

export interface MakeWitnessKeyCommand {
  /** Null for one that is made from the key. */
  readonly name: string | null;
}

export interface WitnessKey {
  readonly name: string;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
}

@Injectable()
export class MakeWitnessKey {
  /** Keeps nothing: whoever runs the witness does. */
  async execute(principal: Principal, command: MakeWitnessKeyCommand): Promise<WitnessKey> {
    requireService(principal);
    const { name } = command;
    // A name that a note cannot hold would make every cosignature unreadable.
    if (name !== null && !/^[\x21-\x2a\x2c-\x7e]{1,200}$/.test(name)) {
      throw invalidField('/name', '1 to 200 letters, digits and signs of ASCII, without spaces and +');
    }
    const privateKey = makeSigningKey();
    const publicKey = signerFrom(privateKey)?.publicKey ?? new Uint8Array();
    const mark = Buffer.from(sha256(publicKey)).toString('hex').slice(0, 16);
    return Promise.resolve({ name: name ?? `whereabouts/witness/${mark}`, privateKey });
  }
}
