// GET /v1/audit/checkpoints and /v1/audit/proofs.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { readCheckpoint, signerOf, trustedKeys, type KeyRecord } from '../../../src/domain/audit/checkpoint.js';
import { extendsTree, includes } from '../../../src/domain/audit/merkle-proof.js';
import { AuthController } from '../../../src/http/access/auth.controller.js';
import { AuditController } from '../../../src/http/audit/audit.controller.js';
import { CheckpointsController } from '../../../src/http/audit/checkpoints.controller.js';
import { sha256 } from '../../../src/persistence/audit/sha-256.js';
import { isCheckpointSignature } from '../../../src/vault/checkpoint-key.js';
import { AuditLog } from '../../persistence/audit/audit-log.js';
import {
  startTestApplication,
  type TestAnswer,
  type TestApplication,
  type TestUser,
} from '../../support/http-application.js';

@Module({ controllers: [AuthController, AuditController, CheckpointsController] })
class AuditDoor {}

interface Checkpoints {
  readonly checkpoints: readonly { readonly size: number; readonly root: string; readonly note: string }[];
  readonly keys: readonly KeyRecord[];
  readonly nextCursor: string | null;
}

interface Proof {
  readonly index: number | null;
  readonly leaf: string | null;
  readonly size: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

const bytes = (text: string | null): Uint8Array => Buffer.from(text ?? '', 'base64');

describe('checkpoints and proofs', () => {
  let service: TestApplication;
  let log: AuditLog;
  let auditor: TestUser;
  let token: string;
  const sizes: number[] = [];

  beforeAll(async () => {
    service = await startTestApplication({ doors: [AuditDoor] });
    log = await AuditLog.on(service.database, service.clock, service.platform.keys);
    auditor = await service.seedUser({ roles: ['auditor'] });
    token = await auditor.token();
    for (const count of [5, 3, 9]) {
      await log.write(count);
      sizes.push((await log.checkpoint())?.size ?? 0);
    }
  });
  afterAll(async () => {
    await log.disconnect();
    await service.stop();
  });

  const get = (path: string, as = token): Promise<TestAnswer> =>
    service.request('GET', `/v1/audit/${path}`, { token: as });
  const ownEntry = async (as = token): Promise<string> => {
    const { entries } = (await get('entries?action=signed_in', as)).body as { entries: { id: string }[] };
    return entries[0]?.id ?? '';
  };

  it.each(['checkpoints', 'proofs?from=1', 'proofs'])(
    '%s is refused without a token and to other roles',
    async (path) => {
      expect((await service.request('GET', `/v1/audit/${path}`)).status).toBe(401);
      const other = await (await service.seedUser({ roles: ['administrator', 'coordinator', 'analyst'] })).token();
      expect((await get(path, other)).status).toBe(403);
    },
  );

  it.each([
    'checkpoints?limit=0',
    'checkpoints?cursor=x',
    'proofs',
    'proofs?from=0',
    'proofs?from=-1',
    'proofs?entry=x',
    'proofs?from=1e3',
    'proofs?more=1',
  ])('%s is refused as invalid', async (path) => {
    expect((await get(path)).status).toBe(422);
  });

  it('does not find sizes that no checkpoint has, nor entries that are another organisation’s or behind the checkpoint', async () => {
    const [first = 0, , last = 0] = sizes;
    expect((await get(`proofs?from=${first}&size=${last - 1}`)).status).toBe(404);
    expect((await get(`proofs?from=${first + 1}`)).status).toBe(404);
    expect((await get(`proofs?from=${last}&size=${first}`)).status).toBe(422);
    const foreign = await (
      await service.seedUser({ roles: ['auditor'], organisation: await service.seedOrganisation() })
    ).token();
    await log.checkpoint();
    expect((await get(`proofs?entry=${await ownEntry()}`, foreign)).status).toBe(404);
    expect((await get(`proofs?entry=${await ownEntry(foreign)}&size=${first}`, foreign)).status).toBe(404);
    expect((await get('proofs?entry=00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('are listed newest first in pages, signed by a key of the log, and noted', async () => {
    const page = (await get('checkpoints?limit=2')).body as Checkpoints;
    const next = (await get(`checkpoints?limit=200&cursor=${page.nextCursor ?? ''}`)).body as Checkpoints;
    const all = [...page.checkpoints, ...next.checkpoints];
    expect(all.map(({ size }) => size).slice(-3)).toEqual([...sizes].reverse());
    expect(next.nextCursor).toBeNull();
    const keys = trustedKeys(page.keys, page.keys[0]?.verifier ?? '', {
      digest: sha256,
      verify: isCheckpointSignature,
    });
    for (const { note, root, size } of all) {
      const read = readCheckpoint(note);
      expect(read).toMatchObject({ size, root: new Uint8Array(bytes(root)) });
      expect(read === null ? -1 : signerOf(read, keys, isCheckpointSignature)).toBeGreaterThan(-1);
    }
    const { entries } = (await get('entries?action=audit_read')).body as { entries: { details: object }[] };
    expect(entries.map(({ details }) => details)).toContainEqual({ checkpoints: 2 });
  });

  it('prove that an entry is in the log', async () => {
    const answer = (await get(`proofs?entry=${await ownEntry()}&size=${sizes[1]}`)).body as Proof;
    const root = readCheckpoint(answer.checkpoint)?.root ?? new Uint8Array(0);
    const claim = {
      index: answer.index ?? -1,
      size: answer.size,
      leaf: bytes(answer.leaf),
      root,
      proof: answer.proof.map(bytes),
    };
    expect(answer.size).toBe(sizes[1]);
    expect(includes(claim, sha256)).toBe(true);
  });

  it('prove that the log only grew', async () => {
    const { checkpoints } = (await get('checkpoints')).body as Checkpoints;
    for (const from of checkpoints) {
      for (const to of checkpoints.filter(({ size }) => size >= from.size)) {
        const answer = (await get(`proofs?from=${from.size}&size=${to.size}`)).body as Proof;
        const claim = { first: from.size, second: to.size, firstRoot: bytes(from.root), secondRoot: bytes(to.root) };
        expect(extendsTree({ ...claim, proof: answer.proof.map(bytes) }, sha256)).toBe(true);
      }
    }
  });
});
