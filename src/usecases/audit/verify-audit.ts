// Checks the whole log: every number, hash, entry, node and checkpoint, what is unsealed, and a head noted earlier.

import { Injectable } from '@nestjs/common';
import { requireOperatorOr } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import { sameHash, type ChainHead } from '../../domain/audit/audit-chain.js';
import { readCheckpoint, signerOf, trustedKeys } from '../../domain/audit/checkpoint.js';
import { readVerifier, type Verifier } from '../../domain/audit/signed-note.js';
import { placeOfTrusted, SigningOrder } from '../../domain/audit/signing-order.js';
import { TreeCheck, type StatedRoot, type TreeFault } from '../../domain/audit/verify-tree.js';
import { verifyChain, type ChainVerdict } from '../../domain/audit/verify-chain.js';
import { Entropy } from '../../domain/entropy.js';
import type { AuditCheckRepository, UnsealedEntry } from '../../persistence/audit/audit-check.repository.js';
import type { StoredCheckpoint } from '../../persistence/audit/checkpoint.repository.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { isCheckpointSignature } from '../../vault/checkpoint-key.js';
import { KeyRing } from '../../vault/key-ring.js';

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

interface TreeVerdict {
  /**
   * Leaves of the tree that the entries bear out. Fewer than the chain has numbers while the tree is still being grown over older entries, which is no
   * fault; a tree that is shorter than what was signed over it is one.
   */
  readonly size: number;
  /** Checkpoints whose root the entries give and which a key of this registry signed. */
  readonly checkpoints: number;
  readonly firstFault: TreeFault | null;
}

export interface AuditVerdict {
  /** Chain, tree and checkpoints hold and nothing stands beside them. Entries that wait for a sequencer are no fault. */
  readonly ok: boolean;
  readonly chain: ChainVerdict;
  /** As far as the chain holds. */
  readonly tree: TreeVerdict;
  /** Entries without a number, for whatever reason. */
  readonly unsealed: number;
  /** Of those, the ones that wait in the queue for longer than 10 s. */
  readonly overdue: Listed<UnsealedEntry>;
  /** Of those, the ones that do not wait: put in beside the service, or their number was taken away. */
  readonly stranded: Listed<UnsealedEntry>;
  /** Ids of entries that were deleted before they were sealed. */
  readonly vanished: Listed<string>;
}

@Injectable()
export class VerifyAudit {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  /** Reads one snapshot. An operator's check writes nothing, so that it can run on a copy that is evidence itself. */
  async execute(principal: Principal, command: VerifyAuditCommand): Promise<AuditVerdict> {
    requireOperatorOr(principal, 'read_audit');
    const verdict = await this.database.snapshot(principal, (room) => this.check(room, command), 'registry');
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

  private async check(room: Room, command: VerifyAuditCommand): Promise<AuditVerdict> {
    const { onChecked, noted } = command;
    const log = room.auditCheck;
    const check = new TreeCheck(room.logTree.rows(), this.#statedRoots(room), sha256);
    await check.begin();
    const chain = await verifyChain(log.links(), {
      digest: sha256,
      noted,
      onLeaf: (leaf) => check.hold(leaf),
      ...(onChecked === undefined ? {} : { onChecked }),
    });
    if (chain.ok) check.end();
    const tree = { size: check.size, checkpoints: check.checkpoints, firstFault: check.fault };
    const beside = await this.besideTheChain(log);
    const vanished = await log.vanished(LISTED);
    const ok = chain.ok && tree.firstFault === null && beside.stranded.count === 0 && vanished.count === 0;
    return { ok, chain, tree, ...beside, vanished };
  }

  async *#statedRoots(room: Room): AsyncGenerator<StatedRoot> {
    const { keys, own } = await this.#ownKeys(room);
    const order = new SigningOrder(placeOfTrusted(keys, own));
    let held: (StatedRoot & { readonly signer: number }) | null = null;
    for await (const checkpoint of room.checkpoints.all()) {
      if (held !== null) yield held;
      const signer = signerOfStored(checkpoint, keys);
      const { size, root } = checkpoint;
      held = { size, root, signer, signed: signer !== -1 && order.follows(signer) };
    }
    if (held !== null) yield { ...held, signed: held.signed && order.mayEnd(held.signer) };
  }

  /** The keys are stored where the log is: only those count that lead to one whose private half this registry holds. */
  async #ownKeys(room: Room): Promise<{ readonly keys: readonly Verifier[]; readonly own: string | null }> {
    const records = await room.checkpoints.keys();
    const own = records.findLast(({ verifier }) => {
      const key = readVerifier(verifier, sha256);
      return key !== null && this.keys.findCheckpointSigner(key.publicKey) !== null;
    });
    const checks = { digest: sha256, verify: isCheckpointSignature };
    if (own === undefined) return { keys: [], own: null };
    return { keys: trustedKeys(records, own.verifier, checks), own: own.verifier };
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

/** The place of the key that signed it over its own size and root; -1 where none of these did. */
function signerOfStored({ size, root, note }: StoredCheckpoint, keys: readonly Verifier[]): number {
  const checkpoint = readCheckpoint(note);
  if (checkpoint === null || checkpoint.size !== size || !sameHash(checkpoint.root, root)) return -1;
  return signerOf(checkpoint, keys, isCheckpointSignature);
}
