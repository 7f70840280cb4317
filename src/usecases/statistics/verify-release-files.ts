// Checks the files of a release without a registry: whether its document is the one that was signed, and whether its sums hold.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { readVerifier } from '../../domain/audit/signed-note.js';
import { sameHash } from '../../domain/audit/audit-chain.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import { verifyRelease } from '../../domain/statistics/release-document.js';
import { readReleaseNote } from '../../domain/statistics/release-note.js';
import { sha256 } from '../../persistence/audit/sha-256.js';
import { isCheckpointSignature } from '../../vault/checkpoint-key.js';

export interface VerifyReleaseFilesCommand {
  /** Read the files, which are texts. */
  readonly document: () => Promise<string>;
  readonly note: () => Promise<string>;
  /** A key that was noted down elsewhere. */
  readonly key: string;
}

export interface ReleaseFilesVerdict {
  readonly ok: boolean;
  /** Number of the release as it was signed; null where the key did not sign the note. */
  readonly signed: number | null;
  /** Whether the document is the one that the note is about. */
  readonly same: boolean;
  /** Rules that its numbers break. */
  readonly broken: readonly string[];
}

@Injectable()
export class VerifyReleaseFiles {
  async execute(principal: Principal, command: VerifyReleaseFilesCommand): Promise<ReleaseFilesVerdict> {
    requireService(principal);
    const [document, note] = [await command.document(), await command.note()];
    const verifier = readVerifier(command.key, sha256);
    const claim = verifier === null ? null : readReleaseNote(note, [verifier], isCheckpointSignature);
    const same = claim !== null && sameHash(claim.digest, sha256(Buffer.from(document)));
    const broken = same ? brokenRules(document, claim.number) : [];
    return { ok: same && broken.length === 0, signed: claim?.number ?? null, same, broken };
  }
}

/** The text is the signed one, so that it is a document. */
function brokenRules(text: string, number: number): readonly string[] {
  const document = JSON.parse(text) as ReleaseDocument;
  const rules: string[] = verifyRelease(document).map(({ rule }) => rule);
  return document.number === number ? rules : [...rules, 'another_number'];
}
