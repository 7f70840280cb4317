// Gives what is in a file of an item: an open one to whoever may see the item, a restricted one to its organisation, and to others by a grant.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { DomainError, invalidField, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { requireAccess, type EvidenceFile } from '../../domain/evidence/evidence-file.js';
import type { EvidenceItem } from '../../domain/evidence/evidence-item.js';
import { fileGone, type NamedInItem } from '../../domain/evidence/file-state.js';
import { DOWNLOAD_REPEATS } from '../../domain/evidence/file-request.js';
import { mayShowAgain, stateRefusal } from '../../domain/identity/disclosure-request.js';
import { Database } from '../../persistence/database.js';
import { holdFileRequest, noteWithheld } from '../../persistence/evidence/get-file-request.js';
import { getStandingFile, goneRefusal, type FileInState } from '../../persistence/evidence/get-standing-file.js';
import { getVisibleEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DownloadEvidenceFileCommand {
  readonly code: string;
  /** open or restricted. */
  readonly access: string;
  /** Id of the actor's own request, as it was granted; for a restricted file of another organisation. */
  readonly request?: string | undefined;
}

export interface DownloadedFile {
  /** Of the download, a random UUID. */
  readonly id: string;
  readonly file: EvidenceFile;
  readonly content: Buffer;
}

interface Allowed {
  readonly requestId: string | null;
  readonly once: boolean;
}

@Injectable()
export class DownloadEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /** The download is committed, with its entry in the log, before anything is opened: a file that was seen is always in the log. */
  async execute(
    actor: Actor,
    command: DownloadEvidenceFileCommand,
    request: RequestKey | null,
  ): Promise<DownloadedFile> {
    requireAllowed(actor, 'open_evidence_file');
    const now = this.entropy.now();
    const access = requireAccess(command.access);
    if (access === 'open' && command.request !== undefined)
      throw invalidField('/request', 'absent: an open file needs none');
    const outcome = await this.database.transaction(actor, async (room) => {
      const item = await getVisibleEvidence(room, actor, command.code, null);
      const { file, named } = await getStandingFile(room, item, access);
      const allowed = await judge(room, actor, { item, file, requestId: command.request, key: request, now });
      if (allowed instanceof DomainError) return allowed;
      const gone = goneRefusal(file) ?? (await this.goneFromVault(file, named));
      if (gone !== null) return noteRefused(room, item, gone);
      const { id } = await room.idempotency.once(request, now, () =>
        this.record(room, actor, item, file, allowed, now),
      );
      const at = await room.evidenceFiles.ownDownloadAt(id, file.id, actor.userId);
      return at !== null && now < at + DOWNLOAD_REPEATS ? { id, file } : downloadEnded();
    });
    if (outcome instanceof DomainError) throw outcome;
    const content = await this.vault.files.open(outcome.file.id);
    if (content === null)
      throw new DomainError('internal', 'The vault does not hold a file that the registry knows of.');
    return { ...outcome, content };
  }

  /** A registry that was put back from before an erasure does not know of it; the vault and its key store do. */
  private async goneFromVault(file: FileInState, named: readonly NamedInItem[]): Promise<DomainError | null> {
    const unknown = named.filter(({ erasedAt }) => erasedAt === null).map(({ personId }) => personId);
    const erased = await this.vault.files.erasedAmong([file.id, ...unknown]);
    if (erased.length === 0) return null;
    return fileGone(erased.includes(file.id) ? 'destroyed' : 'sealed');
  }

  private async record(
    room: Room,
    actor: Actor,
    item: EvidenceItem,
    file: EvidenceFile,
    { requestId, once }: Allowed,
    now: number,
  ): Promise<{ id: string }> {
    const id = this.entropy.shownId();
    await room.evidenceFiles.addDownload({ id, fileId: file.id, requestId, once }, actor, now);
    await room.audit.note({
      action: 'evidence_file_opened',
      subjectKind: 'evidence',
      subjectId: item.code,
      details: { downloadId: id, access: file.access, ...(requestId !== null && { requestId }) },
    });
    return { id };
  }
}

interface Wanted {
  readonly item: EvidenceItem;
  readonly file: EvidenceFile;
  readonly requestId: string | undefined;
  readonly key: RequestKey | null;
  readonly now: number;
}

const WITHOUT_GRANT: Allowed = { requestId: null, once: false };

async function judge(room: Room, actor: Actor, wanted: Wanted): Promise<Allowed | DomainError> {
  const { item, file, requestId } = wanted;
  if (requestId !== undefined) return judgeGrant(room, actor, wanted, requestId);
  if (file.access === 'open' || item.organisationId === actor.organisationId) return WITHOUT_GRANT;
  return noteRefused(
    room,
    item,
    new DomainError('forbidden', 'This file is restricted: ask the organisation of the item for it.'),
  );
}

async function noteRefused(room: Room, item: EvidenceItem, refusal: DomainError): Promise<DomainError> {
  const details = { code: refusal.code };
  await room.audit.note({ action: 'evidence_file_withheld', subjectKind: 'evidence', subjectId: item.code, details });
  return refusal;
}

/** For whoever asked and was granted it. Uses of one grant wait for each other, so that a single use stays single. */
async function judgeGrant(
  room: Room,
  actor: Actor,
  { file, key, now }: Wanted,
  requestId: string,
): Promise<Allowed | DomainError> {
  const held = await holdFileRequest(room, actor, requestId, now);
  if (held.requesterId !== actor.userId || held.fileId !== file.id) throw notFound();
  const repeated = (await room.idempotency.earlier(key)) !== null;
  const refusal = repeated && mayShowAgain(held, now) ? null : stateRefusal(held, ['granted'], now);
  if (refusal !== null) return noteWithheld(room, held, refusal);
  return { requestId: held.id, once: held.grant?.once === true };
}

function downloadEnded(): DomainError {
  return new DomainError('conflict', 'This download has ended. Ask for a new one with a new Idempotency-Key.');
}
