// An office that keeps the original of an item from others, a partner who asks for it, and people for every part.

import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { AddEvidenceFile, type AddedEvidenceFile } from '../../../src/usecases/evidence/add-evidence-file.js';
import { ApproveEvidenceFile } from '../../../src/usecases/evidence/approve-evidence-file.js';
import { DownloadEvidenceFile, type DownloadedFile } from '../../../src/usecases/evidence/download-evidence-file.js';
import { ListEvidenceFileRequests } from '../../../src/usecases/evidence/list-evidence-file-requests.js';
import { ReadEvidenceFileRequest } from '../../../src/usecases/evidence/read-evidence-file-request.js';
import { ReadEvidence } from '../../../src/usecases/evidence/read-evidence.js';
import { RecordEvidence } from '../../../src/usecases/evidence/record-evidence.js';
import { RefuseEvidenceFile } from '../../../src/usecases/evidence/refuse-evidence-file.js';
import { RequestEvidenceFile } from '../../../src/usecases/evidence/request-evidence-file.js';
import { RevokeEvidenceFile } from '../../../src/usecases/evidence/revoke-evidence-file.js';
import { WithdrawEvidenceFileRequest } from '../../../src/usecases/evidence/withdraw-evidence-file-request.js';
import { keyOf, openCaseWorld, type CaseWorld } from '../case-world.js';

const WHY = { purpose: 'assessment', reason: 'The buildings are compared.' };
export const COPY = Buffer.from('a picture in which all faces are blurred');

export class FileWorld {
  readonly adding: AddEvidenceFile;
  readonly downloading: DownloadEvidenceFile;
  readonly requesting: RequestEvidenceFile;
  readonly listing: ListEvidenceFileRequests;
  readonly reading: ReadEvidenceFileRequest;
  readonly approving: ApproveEvidenceFile;
  readonly refusing: RefuseEvidenceFile;
  readonly withdrawing: WithdrawEvidenceFileRequest;
  readonly revoking: RevokeEvidenceFile;
  readonly items: ReadEvidence;
  private count = 0;

  private constructor(
    readonly cases: CaseWorld,
    readonly coordinator: Actor,
    readonly custodian: Actor,
    /** Of another organisation, which may see what is shared. */
    readonly partner: Actor,
  ) {
    const { database, clock, vault } = cases;
    this.adding = new AddEvidenceFile(database, vault, clock);
    this.downloading = new DownloadEvidenceFile(database, vault, clock);
    this.requesting = new RequestEvidenceFile(database, clock);
    this.listing = new ListEvidenceFileRequests(database, clock);
    this.reading = new ReadEvidenceFileRequest(database, clock);
    this.approving = new ApproveEvidenceFile(database, clock);
    this.refusing = new RefuseEvidenceFile(database, clock);
    this.withdrawing = new WithdrawEvidenceFileRequest(database, clock);
    this.revoking = new RevokeEvidenceFile(database, clock);
    this.items = new ReadEvidence(database);
  }

  static async open(): Promise<FileWorld> {
    const cases = await openCaseWorld();
    const coordinator = await cases.worker({ roles: ['coordinator'] });
    const custodian = await cases.colleagueOf(coordinator, ['custodian']);
    return new FileWorld(cases, coordinator, custodian, await cases.worker({ roles: ['verifier'] }));
  }

  /** What nobody else's original is. */
  original(): Buffer {
    this.count += 1;
    return Buffer.from(`a picture of somebody held, number ${this.count}`);
  }

  async item(original: Buffer, changed: object = {}): Promise<string> {
    this.cases.clock.advance(1000);
    const given = {
      sha256: createHash('sha256').update(original).digest('hex'),
      kind: 'photo',
      source: 'open_source_media',
      sensitivities: ['made_in_custody'],
      sharingLevel: 'partners_pseudonymous',
      ...changed,
    };
    const recording = new RecordEvidence(this.cases.database, this.cases.clock);
    return (await recording.execute(this.coordinator, given, null)).code;
  }

  add(actor: Actor, code: string, access: string, content: Buffer, key = ''): Promise<AddedEvidenceFile> {
    const command = { code, access, mediaType: 'image/png', content: content.toString('base64') };
    return this.adding.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
  }

  /** An item with its restricted original and an open copy. */
  async withheld(changed: object = {}): Promise<{ code: string; original: Buffer }> {
    const original = this.original();
    const code = await this.item(original, changed);
    await this.add(this.coordinator, code, 'restricted', original);
    await this.add(this.coordinator, code, 'open', COPY);
    return { code, original };
  }

  async request(actor: Actor, code: string, changed: object = {}, key = ''): Promise<string> {
    const command = { code, ...WHY, ...changed };
    const request = key === '' ? null : keyOf(actor, key, JSON.stringify(command));
    return (await this.requesting.execute(actor, command, request)).id;
  }

  async approve(actor: Actor, requestId: string, terms: object = {}, key = ''): Promise<string> {
    const command = { requestId, ifMatch: ['*'], ...terms };
    const request = key === '' ? null : keyOf(actor, key, JSON.stringify(command));
    return (await this.approving.execute(actor, command, request)).state;
  }

  async granted(actor: Actor, code: string, asked: object = {}): Promise<string> {
    const id = await this.request(actor, code, asked);
    await this.approve(this.custodian, id);
    return id;
  }

  download(actor: Actor, code: string, access: string, request?: string, key = ''): Promise<DownloadedFile> {
    const command = { code, access, request };
    return this.downloading.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
  }

  async stateFor(actor: Actor, requestId: string): Promise<string> {
    return (await this.reading.execute(actor, { requestId })).state;
  }

  /** What the log says of files, oldest first. */
  async noted(code: string): Promise<string[]> {
    const { rows } = await this.cases.owner.query<{ action: string }>(
      `SELECT action FROM registry.audit_entry WHERE action LIKE 'evidence_file%' AND (subject_id = $1 OR details ->> 'evidence' = $1)
       ORDER BY recorded_at, id`,
      [code],
    );
    return rows.map(({ action }) => action);
  }

  /** As an administrator would: the roles, or the account. */
  async change(actor: Actor, to: { roles?: readonly Role[]; disabled?: boolean }): Promise<void> {
    await this.cases.database.transaction(servicePrincipal('operator', actor.requestId), async ({ users }) => {
      if (to.roles !== undefined) await users.setRoles(actor.userId, to.roles);
      if (to.disabled !== undefined) await users.setDisabled(actor.userId, to.disabled ? this.cases.clock.now() : null);
    });
  }
}
