// Somebody has the key that signed before the present one, and the database: what they sign is found behind its successor and in its place.

import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkpointText } from '../../../src/domain/audit/checkpoint.js';
import { signNote, verifierOf } from '../../../src/domain/audit/signed-note.js';
import type { StoredCheckpoint } from '../../../src/persistence/audit/checkpoint.repository.js';
import { sha256 } from '../../../src/persistence/audit/sha-256.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { AuditLog } from './audit-log.js';

const text = makeKeys();
const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
const stolen = readKeys(text);
const present = readKeys(
  JSON.stringify({
    ...(JSON.parse(text) as object),
    checkpointSigningKeys: { current: 'second', keys: { second: pem } },
  }),
);

let log: AuditLog;
/** Of eight entries, by the present key, whose first one was of six; the stolen key signed for three. */
let newest: StoredCheckpoint;

beforeEach(async () => {
  log = await AuditLog.create();
  for (const [count, keys] of [
    [3, stolen],
    [3, present],
    [2, present],
  ] as const) {
    await log.write(count);
    const signed = await log.checkpoint(keys);
    if (signed === null) throw new Error('nothing was signed');
    newest = signed;
  }
});
afterEach(() => log.close());

/** The largest checkpoint as the stolen key signs it. */
async function signStolen(): Promise<void> {
  const { size, root } = newest;
  const origin = newest.note.split('\n')[0] ?? '';
  const verifier = verifierOf(origin, stolen.checkpointSigner.publicKey, sha256);
  const note = signNote(checkpointText({ origin, size, root }), [
    { verifier, sign: (message) => stolen.checkpointSigner.sign(message) },
  ]);
  expect(await log.tamper('UPDATE registry.audit_checkpoint SET note = $1 WHERE size = $2', [note, size])).toBe(1);
}

describe('a key that was replaced', () => {
  it('signed what it signed before', async () => {
    expect(await log.verify(null, present)).toMatchObject({ ok: true, tree: { size: 8, checkpoints: 3 } });
  });

  it.each([
    ['behind its successor', null],
    ['in the place of all that its successor signed', 'DELETE FROM registry.audit_checkpoint WHERE size = 6'],
  ])('does not sign %s', async (_where, removal) => {
    await signStolen();
    if (removal !== null) await log.tamper(removal);
    expect(await log.verify(null, present)).toMatchObject({
      ok: false,
      tree: { firstFault: { sequence: 8, kind: 'checkpoint_unsigned' } },
    });
  });
});
