// Numbers and chains the entries that wait and grows the tree over them; any process may try, one at a time succeeds.

import { Injectable } from '@nestjs/common';
import { requireService } from '../../domain/access/service-policy.js';
import type { Principal } from '../../domain/access/actor.js';
import { EMPTY_HEAD, sameHash, sealAfter, type ChainHead } from '../../domain/audit/audit-chain.js';
import { GrowingTree } from '../../domain/audit/merkle-tree.js';
import { fittingLeaf } from '../../domain/audit/verify-chain.js';
import { growTree } from '../../domain/audit/verify-tree.js';
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
  /** The first entry that the tree cannot be grown over, since it is not what was sealed; null while the tree holds all of the chain. */
  readonly treeEndsBefore: number | null;
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
      if (!(await room.seals.tryLock())) return { sealed: 0, head: null, more: false, treeEndsBefore: null };
      await requireKnown(room, command.known);
      const head = await room.seals.head();
      const size = await room.logTree.size();
      const behind = size < head.sequence ? await catchUp(room, size) : null;
      if (behind === 'grown') return { sealed: 0, head, more: true, treeEndsBefore: null };
      return this.#sealAfter(room, head, size);
    });
  }

  /** A tree that does not end where the chain does, because one of the two was tampered with, is left as it is: sealing goes on. */
  async #sealAfter(room: Room, head: ChainHead, size: number): Promise<SealAuditOutcome> {
    const atEnd = size === head.sequence;
    const endsBefore = Math.min(size, head.sequence) + 1;
    const waiting = await room.seals.takeWaiting(BATCH);
    if (waiting.length === 0) return { sealed: 0, head, more: false, treeEndsBefore: atEnd ? null : endsBefore };
    const links = sealAfter(head, waiting, sha256);
    await room.seals.add(links, this.entropy.now());
    const leaves = links.map(({ leaf }) => leaf);
    const grown = atEnd && (await grow(room, size, leaves));
    return {
      sealed: links.length,
      head: links.at(-1) ?? head,
      more: waiting.length === BATCH,
      treeEndsBefore: grown ? null : endsBefore,
    };
  }
}

/** Entries that were sealed before there was a tree are added to it batch by batch, each a transaction of its own. */
async function catchUp(room: Room, size: number): Promise<'grown' | 'broken'> {
  const before = size === 0 ? EMPTY_HEAD.hash : await room.seals.findHash(size);
  if (before === null) return 'broken';
  let head: ChainHead = { sequence: size, hash: before };
  const leaves: Uint8Array[] = [];
  for (const link of await room.auditCheck.linksFrom(size + 1, BATCH)) {
    const leaf = fittingLeaf(link, head, sha256);
    if (leaf === null) break;
    leaves.push(leaf);
    head = link;
  }
  return leaves.length > 0 && (await grow(room, size, leaves)) ? 'grown' : 'broken';
}

/** False where the tree lacks a node that it should have, and so cannot be continued. */
async function grow(room: Room, size: number, leaves: readonly Uint8Array[]): Promise<boolean> {
  const [subtrees] = (await room.logTree.subtrees([{ from: 0, to: size }])) ?? [];
  if (subtrees === undefined) return false;
  await room.logTree.add(growTree(new GrowingTree(sha256, size, subtrees), leaves));
  return true;
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
