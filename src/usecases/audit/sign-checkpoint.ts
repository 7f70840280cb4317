// Signs the log's size and root, at most every few seconds, and hands over from one signing key to the next.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { checkpointText, successionText } from '../../domain/audit/checkpoint.js';
import { extendsTree } from '../../domain/audit/merkle-proof.js';
import { consistencyRanges, joinSubtrees } from '../../domain/audit/merkle-tree.js';
import { readVerifier, signNote, verifierOf, verifierText, type Verifier } from '../../domain/audit/signed-note.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import type { StoredCheckpoint } from '../../persistence/audit/checkpoint.repository.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';
import { KeyRing } from '../../vault/key-ring.js';

/** Milliseconds: a row for every sealed batch would be four a second for ever. */
const SIGNED_EVERY = 5_000;

@Injectable()
export class SignCheckpoint {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  /** Null where nothing is due, or another process is at it. Throws `seal_broken` when the tree no longer leads on from the last checkpoint. */
  async execute(principal: Principal): Promise<StoredCheckpoint | null> {
    requireService(principal);
    return this.database.transaction(principal, async (room) => {
      if (!(await room.seals.tryLock())) return null;
      const size = await room.logTree.size();
      const last = await room.checkpoints.newest();
      const now = this.entropy.now();
      if (!isDue(size, last, now)) return null;
      if (size > (await room.seals.head()).sequence) throw broken(size);
      const signer = await this.#signer(room, now);
      const root = await rootAfter(room, last, size);
      const note = signNote(checkpointText({ origin: signer.name, size, root }), [
        { verifier: signer, sign: (message) => this.keys.checkpointSigner.sign(message) },
      ]);
      const checkpoint: StoredCheckpoint = { size, root, note, signedAt: now };
      await room.checkpoints.add(checkpoint);
      return checkpoint;
    });
  }

  /** The ring's current key, made known first where it is new: the key before it and itself sign that it follows. */
  async #signer(room: Room, now: number): Promise<Verifier> {
    const known = await room.checkpoints.keys();
    const before = known.at(-1) === undefined ? null : readVerifier(known.at(-1)?.verifier ?? '', sha256);
    const origin = before?.name ?? this.keys.logOrigin;
    const current = verifierOf(origin, this.keys.checkpointSigner.publicKey, sha256);
    const text = verifierText(current);
    if (text === known.at(-1)?.verifier) return current;
    if (known.some(({ verifier }) => verifier === text)) {
      throw new DomainError(
        'conflict',
        'The key ring signs checkpoints with a key that was replaced before. Make a new one.',
      );
    }
    const succession = before === null ? null : this.#succession(before, current);
    await room.checkpoints.addKey({ verifier: text, succession }, now);
    return current;
  }

  #succession(before: Verifier, after: Verifier): string {
    const predecessor = this.keys.findCheckpointSigner(before.publicKey);
    if (predecessor === null) {
      throw new DomainError(
        'conflict',
        'The key ring does not hold the key that signed the last checkpoint. Keep it beside the new one until the log has been handed over.',
      );
    }
    return signNote(successionText(before, after), [
      { verifier: before, sign: (message) => predecessor.sign(message) },
      { verifier: after, sign: (message) => this.keys.checkpointSigner.sign(message) },
    ]);
  }
}

/** A clock that was set back must not stop the checkpoints until it has caught up. */
function isDue(size: number, last: StoredCheckpoint | null, now: number): boolean {
  if (last === null) return size > 0;
  return size > last.size && (now - last.signedAt >= SIGNED_EVERY || now < last.signedAt);
}

/** Nothing is signed that the last signed root does not lead to: some 40 rows are read at a million entries. */
async function rootAfter(room: Room, last: StoredCheckpoint | null, size: number): Promise<Uint8Array> {
  const whole = { from: 0, to: size };
  const steps = last === null ? [] : consistencyRanges(last.size, size);
  const [subtrees, ...proof] = (await room.logTree.subtrees([whole, ...steps])) ?? [];
  if (subtrees === undefined) throw broken(size);
  const root = joinSubtrees(subtrees, sha256);
  if (last === null) return root;
  const claim = { first: last.size, second: size, firstRoot: last.root, secondRoot: root };
  const leads = extendsTree({ ...claim, proof: proof.map((hashes) => joinSubtrees(hashes, sha256)) }, sha256);
  if (!leads) throw broken(last.size);
  return root;
}

function broken(size: number): DomainError {
  return new DomainError(
    'seal_broken',
    `The tree over the log does not lead on from its first ${size} entries: it was tampered with. No checkpoint is signed; verify the log.`,
  );
}
