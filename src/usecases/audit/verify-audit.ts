// Checks the whole log: every number, hash and entry, what is unsealed, and a head noted earlier.

import { Injectable } from '@nestjs/common';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import type { ChainHead } from '../../domain/audit/audit-chain.js';
import { verifyChain, type ChainVerdict } from '../../domain/audit/verify-chain.js';
import { Entropy } from '../../domain/entropy.js';
import type { AuditCheckRepository, UnsealedEntry } from '../../persistence/audit/audit-check.repository.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';

/** Sealing takes a second; ten mean that no sequencer runs, or that it cannot. */
const OVERDUE_AFTER = 10_000;
/** Of each sort; the counts are whole. */
const LISTED = 20;

export interface VerifyAuditCommand {
  readonly noted: ChainHead | null;
  readonly onChecked?: (checked: number) => void;
}

interface Listed<T> {
  readonly count: number;
  /** The oldest ones. */
  readonly first: readonly T[];
}

export interface AuditVerdict {
  /** The chain holds and nothing stands beside it. Entries that wait for a sequencer are no fault. */
  readonly ok: boolean;
  readonly chain: ChainVerdict;
  /** Entries without a number, for whatever reason. */
  readonly unsealed: number;
  /** Of those, the ones that wait in the queue for longer than 10 s. */
  readonly overdue: Listed<UnsealedEntry>;
  /** Of those, the ones that do not wait: put in beside the service, or their number was taken away. */
  readonly stranded: Listed<UnsealedEntry>;
  /** Ids of entries that were deleted before they were sealed. */
  readonly vanished: readonly string[];
}

@Injectable()
export class VerifyAudit {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Reads one snapshot. An operator's check writes nothing, so that it can run on a copy that is evidence itself. */
  async execute(principal: Principal, command: VerifyAuditCommand): Promise<AuditVerdict> {
    requireOperatorOr(principal, 'read_audit');
    const verdict = await this.database.snapshot(principal, (room) => this.check(room.auditCheck, command));
    if (principal.userId !== null) {
      await this.database.transaction(principal, (room) =>
        room.audit.note({
          action: 'audit_read',
          subjectKind: 'audit',
          details: { verified: verdict.chain.checked, ok: verdict.ok },
        }),
      );
    }
    return verdict;
  }

  private async check(log: AuditCheckRepository, command: VerifyAuditCommand): Promise<AuditVerdict> {
    const { onChecked, noted } = command;
    const chain = await verifyChain(log.links(), {
      digest: sha256,
      noted,
      ...(onChecked === undefined ? {} : { onChecked }),
    });
    const beside = await this.besideTheChain(log);
    const vanished = await log.vanished(LISTED);
    return { ok: chain.ok && beside.stranded.count === 0 && vanished.length === 0, chain, ...beside, vanished };
  }

  private async besideTheChain(
    log: AuditCheckRepository,
  ): Promise<Pick<AuditVerdict, 'unsealed' | 'overdue' | 'stranded'>> {
    const overdue = new Listing<UnsealedEntry>();
    const stranded = new Listing<UnsealedEntry>();
    const dueSince = this.entropy.now() - OVERDUE_AFTER;
    let unsealed = 0;
    for await (const entry of log.unsealed()) {
      unsealed += 1;
      if (!entry.waiting) stranded.add(entry);
      else if (entry.recordedAt < dueSince) overdue.add(entry);
    }
    return { unsealed, overdue, stranded };
  }
}

class Listing<T> implements Listed<T> {
  count = 0;
  readonly first: T[] = [];

  add(item: T): void {
    this.count += 1;
    if (this.first.length < LISTED) this.first.push(item);
  }
}
