// Checks an exported log without a registry: whose signatures count, and whether the entries are those that were signed.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import {
  readCheckpoint,
  signerOf,
  trustedKeys,
  type KeyRecord,
  type SignedCheckpoint,
} from '../../domain/audit/checkpoint.js';
import type { Verifier } from '../../domain/audit/signed-note.js';
import { RecordingOrder } from '../../domain/audit/recording-order.js';
import { countingSizes, placeOfTrusted, type SignedSize } from '../../domain/audit/signing-order.js';
import { objectOf, verifyDetails, type DetailsVerdict } from '../../domain/audit/verify-details.js';
import { verifyExport, type ExportFault, type ExportVerdict } from '../../domain/audit/verify-export.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { isCheckpointSignature } from '../../vault/checkpoint-key.js';

export interface VerifyLogFilesCommand {
  readonly entries: AsyncIterable<string>;
  readonly nodes: AsyncIterable<string>;
  /** Of whom and what the entries tell, and the entries a second time; null where that was not handed over. */
  readonly details: { readonly entries: AsyncIterable<string>; readonly details: AsyncIterable<string> } | null;
  /** Signed notes. */
  readonly checkpoints: readonly string[];
  readonly keys: readonly KeyRecord[];
  /** A key that was noted down elsewhere; null takes the first of the files, which proves no more than that they fit each other. */
  readonly trusted: string | null;
  /** Notes that were kept elsewhere. */
  readonly witnessed: readonly string[];
}

export interface LogFilesVerdict extends ExportVerdict {
  readonly ok: boolean;
  /** Checkpoints that are none, that no trusted key signed, or a key that another had followed by then; by their place among those given, witnessed ones last. */
  readonly refused: readonly number[];
  readonly details: DetailsVerdict | null;
  /** Entries recorded more than a minute before the one in front of them: no fault, since clocks are not judged. */
  readonly recordedEarlier: number;
}

@Injectable()
export class VerifyLogFiles {
  async execute(principal: Principal, command: VerifyLogFilesCommand): Promise<LogFilesVerdict> {
    requireService(principal);
    const checks = { digest: sha256, verify: isCheckpointSignature };
    const keys = trustedKeys(command.keys, command.trusted ?? command.keys[0]?.verifier ?? '', checks);
    const read = [...command.checkpoints, ...command.witnessed].map((note) => signedBy(keys, note));
    const signed = read.filter((checkpoint) => checkpoint !== null);
    const counting = countingSizes(signed, placeOfTrusted(keys, command.trusted));
    const refused = read.flatMap((checkpoint, at) => (checkpoint !== null && counting.has(checkpoint) ? [] : [at]));
    const roots = signed.filter((checkpoint) => counting.has(checkpoint));
    const order = new RecordingOrder();
    const verdict = await verifyExport(
      { entries: inOrder(command.entries, order), nodes: command.nodes, roots },
      sha256,
    );
    const firstFault = verdict.firstFault ?? unsigned(verdict, command.trusted);
    const given = command.details;
    const details = given === null ? null : await verifyDetails(given.entries, given.details, sha256);
    const detailsHold = details === null || (details.firstFault === null && !details.unnoted);
    const ok = firstFault === null && verdict.nodesFault === null && refused.length === 0 && detailsHold;
    return { ...verdict, ok, firstFault, refused, details, recordedEarlier: order.earlier };
  }
}

async function* inOrder(entries: AsyncIterable<string>, order: RecordingOrder): AsyncGenerator<string> {
  for await (const entry of entries) {
    order.take(objectOf(entry)?.['recordedAt']);
    yield entry;
  }
}

/**
 * A service signs within seconds of its first entry, so that an honest export is without a root only before that. A key that was noted
 * signed for entries at least once: where it is given, not even an empty log may be without.
 */
function unsigned({ entries, roots }: ExportVerdict, trusted: string | null): ExportFault | null {
  return roots === 0 && (entries > 0 || trusted !== null) ? { index: 0, kind: 'unsigned', before: null } : null;
}

function signedBy(keys: readonly Verifier[], note: string): (SignedCheckpoint & SignedSize) | null {
  const checkpoint = readCheckpoint(note);
  const signer = checkpoint === null ? -1 : signerOf(checkpoint, keys, isCheckpointSignature);
  return checkpoint === null || signer === -1 ? null : { ...checkpoint, signer };
}
