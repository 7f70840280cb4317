// Files of evidence of somebody whom the clock erases go as after two people, though nobody of their organisation is there.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddEvidenceFile } from '../../../src/usecases/evidence/add-evidence-file.js';
import { DownloadEvidenceFile } from '../../../src/usecases/evidence/download-evidence-file.js';
import { RecordEvidence } from '../../../src/usecases/evidence/record-evidence.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { codeOfAsync } from '../../support/refusal-code.js';
import { statement } from '../case-world.js';
import { SERVICE } from '../erasures/erasure-world.js';
import { openRetentionWorld, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;

beforeAll(async () => {
  world = await openRetentionWorld();
});
afterAll(() => world.stop());

async function picture(of: readonly string[]): Promise<{ code: string; fileId: string }> {
  const { database, vault, clock, coordinator, owner } = world;
  const original = Buffer.from(`a picture of ${of.join(' and ')}`);
  const sha256 = createHash('sha256').update(original).digest('hex');
  const item = { sha256, kind: 'photo', source: 'family', sharingLevel: 'registry_only' };
  const { code } = await new RecordEvidence(database, clock).execute(coordinator, item, null);
  const file = { code, access: 'restricted', mediaType: 'image/png', content: original.toString('base64') };
  await new AddEvidenceFile(database, vault, clock).execute(coordinator, file, null);
  for (const pseudonym of of) {
    const shows = statement({ kind: 'depiction', details: { evidence: code } });
    await new AddStatement(database, clock).execute(coordinator, { pseudonym, statement: shows }, null);
  }
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM registry.evidence_file WHERE sha256 = $1', [
    sha256,
  ]);
  return { code, fileId: rows[0]?.id ?? '' };
}

function opened(code: string): Promise<unknown> {
  const command = { code, access: 'restricted' };
  return new DownloadEvidenceFile(world.database, world.vault, world.clock).execute(world.custodian, command, null);
}

describe('at the end of a date', () => {
  it('a file of that person alone is destroyed, and one of others too is sealed, with a task', async () => {
    const [erased, other] = [await world.closed('Tamsin Orrel'), await world.register(world.coordinator)];
    const [alone, both] = [await picture([erased]), await picture([erased, other])];
    await opened(alone.code);
    world.pass(90);
    expect(await world.run()).toMatchObject({ erased: 1 });
    for (const { code } of [alone, both]) expect(await codeOfAsync(opened(code))).toBe('evidence_file_sealed');
    await world.finishErasures.execute(SERVICE);
    expect(await world.vault.held([alone.fileId, both.fileId])).toEqual([both.fileId]);
    const { rows } = await world.owner.query<{ kind: string; done_at: Date | null }>(
      `SELECT kind, done_at FROM registry.task WHERE kind = 'decide_evidence_file' AND person_id = $1`,
      [await world.personId(erased)],
    );
    expect(rows).toEqual([{ kind: 'decide_evidence_file', done_at: null }]);
  });
});
