// Numbers and chains the entries that wait; any process may try, one at a time succeeds.

import { Injectable } from '@nestjs/common';
import { requireService } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import { sameHash, sealAfter, type ChainHead } from '../../domain/audit/audit-chain.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

/** A batch takes some 0.3 s; a larger one would let the entries behind it wait longer than a second. */
const BATCH = 5_000;

export interface SealAuditCommand {
  /** The head that this process saw last, or null; sealing stops when the chain no longer leads through it. */
  readonly known: ChainHead | null;
}

export interface SealAuditOutcome {
  readonly sealed: number;
  /** Null while another process seals. */
  readonly head: ChainHead | null;
  /** Entries may be left: call again at once. */
  readonly more: boolean;
}

@Injectable()
export class SealAuditEntries {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Throws `seal_broken` when the chain was cut or rewritten since `known`. */
  async execute(principal: Principal, command: SealAuditCommand): Promise<SealAuditOutcome> {
    requireService(principal);
    return this.database.transaction(principal, async (room) => {
      if (!(await room.seals.tryLock())) return { sealed: 0, head: null, more: false };
      await requireKnown(room, command.known);
      const head = await room.seals.head();
      const waiting = await room.seals.takeWaiting(BATCH);
      if (waiting.length === 0) return { sealed: 0, head, more: false };
      const links = sealAfter(head, waiting, sha256);
      await room.seals.add(links, this.entropy.now());
      return { sealed: links.length, head: links.at(-1) ?? head, more: waiting.length === BATCH };
    });
  }
}

async function requireKnown(room: Room, known: ChainHead | null): Promise<void> {
  if (known === null || known.sequence === 0) return;
  const found = await room.seals.findHash(known.sequence);
  if (found === null || !sameHash(found, known.hash)) {
    throw new DomainError(
      'seal_broken',
      `The log no longer holds number ${known.sequence} as this process saw it: it was cut, rewritten or restored. Sealing stops; verify the log.`,
    );
  }
}
