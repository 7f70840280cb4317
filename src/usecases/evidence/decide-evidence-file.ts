// Decides as a custodian what becomes of a sealed file of one's own item: it is opened again, or destroyed for good.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { Entropy } from '../../domain/entropy.js';
import { requireAccess } from '../../domain/evidence/evidence-file.js';
import {
  fileState,
  readFileDecision,
  requireDecidable,
  type FileState,
  type NamedInItem,
} from '../../domain/evidence/file-state.js';
import { erasureNotPromised } from '../../domain/identity/erasure.js';
import { Database } from '../../persistence/database.js';
import { getStandingFile } from '../../persistence/evidence/get-standing-file.js';
import { getOwnEvidence } from '../../persistence/evidence/get-visible-evidence.js';
import { lookThroughReason } from '../../persistence/open-text/look-through.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface DecideEvidenceFileCommand {
  readonly code: string;
  /** open or restricted. */
  readonly access: string;
  /** keep or destroy. */
  readonly decision: string;
  readonly reason: string;
}

export interface DecidedFile {
  readonly access: string;
  readonly state: FileState;
}

@Injectable()
export class DecideEvidenceFile {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * One person and not two: two have confirmed the erasure, and the file is opened to nobody meanwhile. The registry is first; a key that could not be
   * destroyed then is destroyed by the service. Throws `conflict` where nothing is to be decided.
   */
  async execute(actor: Actor, command: DecideEvidenceFileCommand, request: RequestKey | null): Promise<DecidedFile> {
    requireAllowed(actor, 'decide_evidence_file');
    const now = this.entropy.now();
    const access = requireAccess(command.access);
    const { decision, reason } = readFileDecision(command);
    const { fileId, ...decided } = await this.database.transaction(actor, (room) =>
      room.idempotency.once(request, now, async () => {
        const item = await getOwnEvidence(room, actor, command.code);
        await room.assessments.lockOriginals([item.sha256], 'alone');
        const { file, standing, named } = await getStandingFile(room, item, access);
        requireDecidable(standing, named, decision);
        if (decision === 'destroy' && !this.vault.promisesErasure) throw erasureNotPromised();
        const looked = await lookThroughReason(room, actor, reason);
        const step: 'kept' | 'destroyed' = decision === 'keep' ? 'kept' : 'destroyed';
        await room.evidenceFileSteps.take(file.id, step, { by: actor.userId, reason: looked.reason }, now);
        await room.audit.note({
          action: `evidence_file_${step}`,
          subjectKind: 'evidence',
          subjectId: item.code,
          details: { access },
        });
        await looked.settle();
        await settleTasks(room, actor, named, now);
        return { fileId: file.id, access, state: step };
      }),
    );
    if (decided.state === 'destroyed') await this.vault.erase(fileId).catch(() => undefined);
    return decided;
  }
}

/** The task about somebody is done once no file that the organisation holds of them is sealed. */
async function settleTasks(room: Room, actor: Actor, named: readonly NamedInItem[], at: number): Promise<void> {
  for (const { personId } of named.filter(({ erasedAt }) => erasedAt !== null)) {
    const tasks = await room.tasks.openOf(personId, actor.organisationId, 'decide_evidence_file');
    if (tasks.length === 0 || (await holdsSealed(room, actor, personId))) continue;
    for (const task of tasks) await room.tasks.take(task, 'done', actor.userId, at);
  }
}

async function holdsSealed(room: Room, actor: Actor, personId: string): Promise<boolean> {
  const items = await room.reaching('registry', () => room.evidenceFileSteps.itemsOfPerson(personId));
  const own = items.filter(({ organisationId }) => organisationId === actor.organisationId).map(({ id }) => id);
  const named = await room.evidenceFileSteps.namedIn(own);
  const files = await room.evidenceFileSteps.filesOf(own);
  return files.some((file) => fileState(file, named.get(file.itemId) ?? []) === 'sealed');
}
