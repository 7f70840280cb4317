// Judges a checkpoint for a witness, who holds nothing of the registry but what it accepted last, and cosigns what leads on from there.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { readBase64 } from '../../domain/audit/base64.js';
import { readCheckpoint, type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { cosign, cosignedAt, cosignerOf, cosignerText } from '../../domain/audit/cosignature.js';
import {
  examineCheckpoint,
  type KeptCheckpoint,
  type OfferedCheckpoint,
  type WitnessRefusal,
} from '../../domain/audit/examine-checkpoint.js';
import { extendsTree } from '../../domain/audit/merkle-proof.js';
import { verifierText, type Verifier } from '../../domain/audit/signed-note.js';
import { verifyExport } from '../../domain/audit/verify-export.js';
import { DomainError } from '../../domain/domain-error.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { isCheckpointSignature, signerFrom, type CheckpointSigner } from '../../vault/checkpoint-key.js';

/** How the log is shown to have grown: a proof (base64), all of its entries, or not at all. */
export type ShownGrowth =
  | { readonly proof: readonly string[] }
  | { readonly entries: AsyncIterable<string>; readonly nodes: AsyncIterable<string> }
  | null;

export interface WitnessCheckpointCommand {
  readonly kept: KeptCheckpoint | null;
  /** A key of the log that was noted elsewhere. */
  readonly noted: string | null;
  readonly offered: OfferedCheckpoint;
  /** Asked for only where the checkpoint is larger than the one kept. */
  readonly growth: (from: number, to: number) => Promise<ShownGrowth>;
  readonly witness: { readonly name: string; readonly privateKey: string };
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type WitnessOutcome =
  | {
      readonly accepted: KeptCheckpoint;
      readonly size: number;
      /** How many entries it has more than the one kept; all of them on the first run. */
      readonly grown: number;
      /** Verifier of the cosignature. */
      readonly cosigner: string;
    }
  | {
      readonly refusal: WitnessRefusal;
      /** Of the checkpoint that was kept, and of the one that was refused; null where there is none. */
      readonly keptSize: number | null;
      readonly size: number | null;
    };

type Kept = SignedCheckpoint & { readonly key: string };

const CHECKS = { digest: sha256, verify: isCheckpointSignature };

@Injectable()
export class WitnessCheckpoint {
  async execute(principal: Principal, command: WitnessCheckpointCommand): Promise<WitnessOutcome> {
    requireService(principal);
    const { witness, offered } = command;
    const signer = signerFrom(witness.privateKey);
    if (signer === null) throw damaged('key');
    const cosigner = cosignerOf(witness.name, signer.publicKey, sha256);
    const kept = command.kept === null ? null : readKept(command.kept, cosigner);
    const examined = examineCheckpoint(offered, kept, command.noted, CHECKS);
    const refused = (refusal: WitnessRefusal): WitnessOutcome => {
      return { refusal, keptSize: kept?.size ?? null, size: readCheckpoint(offered.note)?.size ?? null };
    };
    if ('refusal' in examined) return refused(examined.refusal);
    const { checkpoint, key } = examined;
    if (!(await leadsOn(kept, checkpoint, command.growth))) return refused('inconsistent_growth');
    const note = cosign(checkpoint.note, key, cosigner, signing(signer), Math.floor(command.now / 1000));
    return {
      accepted: { key: verifierText(key), note },
      size: checkpoint.size,
      grown: checkpoint.size - (kept?.size ?? 0),
      cosigner: cosignerText(cosigner),
    };
  }
}

function signing(signer: CheckpointSigner): (message: Uint8Array) => Uint8Array {
  return (message) => signer.sign(message);
}

/** A state that was damaged is never taken for a first run, which would accept anything. */
function readKept({ key, note }: KeptCheckpoint, cosigner: Verifier): Kept {
  const checkpoint = readCheckpoint(note);
  if (checkpoint === null || cosignedAt(checkpoint.note, cosigner, isCheckpointSignature) === null) {
    throw damaged('last checkpoint');
  }
  return { ...checkpoint, key };
}

async function leadsOn(
  kept: Kept | null,
  next: SignedCheckpoint,
  growth: WitnessCheckpointCommand['growth'],
): Promise<boolean> {
  // Nothing comes before the first checkpoint, and nothing follows from an empty one; the same size was compared by its root.
  if (kept === null || kept.size === 0 || kept.size === next.size) return true;
  const shown = await growth(kept.size, next.size);
  if (shown === null) return false;
  if ('proof' in shown) {
    const proof = shown.proof.map((hash) => readBase64(hash) ?? new Uint8Array());
    const claim = { first: kept.size, second: next.size, firstRoot: kept.root, secondRoot: next.root, proof };
    return extendsTree(claim, sha256);
  }
  const verdict = await verifyExport({ ...shown, roots: [kept, next] }, sha256);
  return verdict.firstFault === null && verdict.nodesFault === null && verdict.roots === 2;
}

function damaged(what: string): DomainError {
  return new DomainError(
    'conflict',
    `The ${what} in the folder of the witness is damaged. Put the folder back from a copy; a new one would trust whatever comes first.`,
  );
}
