// Adds a file to an item of one's own organisation: the restricted original, or an open copy; what is in it is sealed in the vault.

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireFile, type EvidenceFile, type FileAccess } from '../../domain/evidence/evidence-file.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { showsErased } from '../../domain/evidence/file-state.js';
import { Database } from '../../persistence/database.js';
import { getOwnEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface AddEvidenceFileCommand {
  readonly code: string;
  /** open or restricted. */
  readonly access: string;
  readonly mediaType: string;
  /** In base64, with its padding and without line breaks. */
  readonly content: string;
}

export type AddedEvidenceFile = Pick<EvidenceFile, 'access' | 'bytes' | 'sha256'>;

@Injectable()
export class AddEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** As a registration: everything that can fail comes before the vault, and what a crash leaves pending the sweep settles. */
  async execute(actor: Actor, command: AddEvidenceFileCommand, request: RequestKey | null): Promise<AddedEvidenceFile> {
    requireAllowed(actor, 'record_evidence');
    const now = this.entropy.now();
    const content = bytesOf(command.content);
    const { answer, sealed } = await this.database.transaction(actor, async (room) => {
      const attempt: { sealed: readonly string[] } = { sealed: [] };
      const done = await room.idempotency.once(request, now, async () => {
        const item = await getOwnEvidence(room, actor, command.code);
        const { access, mediaType } = command;
        const file = requireFile({ access, mediaType, content: digested(content) }, item);
        const replaces = await replacedBy(room, item, file.access);
        const id = this.entropy.innerId();
        await room.persons.lockRegistrations([id]);
        await room.evidenceFiles.add(item.id, { id, ...file, replaces }, actor, now);
        await room.audit.note({
          action: 'evidence_file_added',
          subjectKind: 'evidence',
          subjectId: item.code,
          details: { access: file.access, mediaType: file.mediaType, bytes: file.bytes },
        });
        await this.vault.files.seal(id, content);
        attempt.sealed = [id];
        return { access: file.access, bytes: file.bytes, sha256: file.sha256 };
      });
      return { answer: done, sealed: attempt.sealed };
    });
    if (sealed.length > 0) await this.vault.confirm(sealed).catch(() => undefined);
    return answer;
  }
}

/**
 * Id of the destroyed copy whose place an open one takes, or null. An original goes with whom it shows and does not come back; an erasure that is under way is
 * waited for. Throws `evidence_file_sealed`.
 */
async function replacedBy(room: Room, item: EvidenceItem, access: FileAccess): Promise<string | null> {
  await room.assessments.lockOriginals([item.sha256], 'shared');
  const before = (await room.evidenceFileSteps.filesOf([item.id])).find((one) => one.access === access);
  const gone = before !== undefined && before.destroyedAt !== null;
  if (access === 'open') return gone ? before.id : null;
  const named = (await room.evidenceFileSteps.namedIn([item.id])).get(item.id) ?? [];
  if (gone || (before === undefined && showsErased(access, named)))
    throw new DomainError(
      'evidence_file_sealed',
      'This original shows somebody whose identity was erased, and is not added. A copy in which they cannot be made out can be.',
    );
  return null;
}

/** Empty for what is no base64: two texts must not stand for one file, or a digest would be of neither. */
function bytesOf(text: string): Buffer {
  const content = Buffer.from(text, 'base64');
  return content.toString('base64') === text ? content : Buffer.alloc(0);
}

function digested(content: Buffer): { readonly bytes: number; readonly sha256: string } {
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}
