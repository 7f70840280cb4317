// Cosignatures as C2SP tlog-cosignature writes them, checked here with nothing but Node's own cryptography.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cosign, cosignedAt, cosignerOf, cosignerText } from '../../../src/domain/audit/cosignature.js';
import { readNote, signNote, verifierOf } from '../../../src/domain/audit/signed-note.js';
import { sha256 } from '../../../src/persistence/audit/sha-256.js';
import { isCheckpointSignature, makeSigningKey, signerFrom } from '../../../src/vault/checkpoint-key.js';

const TEXT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const TIME = 1_679_315_147;
const log = signerFrom(makeSigningKey())!;
const witness = signerFrom(makeSigningKey())!;
const logKey = verifierOf('example.com/behind-the-sofa', log.publicKey, sha256);
const cosigner = cosignerOf('witness.example.com/w1', witness.publicKey, sha256);
const signed = signNote(TEXT, [
  { verifier: logKey, sign: (text) => log.sign(text) },
  { verifier: verifierOf('stranger', witness.publicKey, sha256), sign: (text) => witness.sign(text) },
]);
const note = cosign(readNote(signed)!, logKey, cosigner, (text) => witness.sign(text), TIME);
const bytesOf = (line = ''): Buffer => Buffer.from(line.split(' ')[2] ?? '', 'base64');

describe('a cosignature', () => {
  const lines = note.slice(TEXT.length + 1).split('\n');

  it('stands under the signature of the log, which is kept, and under no other', () => {
    expect(note.startsWith(`${TEXT}\n— example.com/behind-the-sofa `)).toBe(true);
    expect(lines[1]).toMatch(/^— witness\.example\.com\/w1 \S+$/);
    expect(lines.slice(2)).toEqual(['']);
    expect(signed).toContain(lines[0]);
  });

  it('has the key id of type 0x04, the time in eight bytes, and signs header, time and text', () => {
    const bytes = bytesOf(lines[1]);
    const id = createHash('sha256').update('witness.example.com/w1\n\u0004').update(witness.publicKey).digest();
    expect(bytes).toHaveLength(4 + 8 + 64);
    expect(bytes.subarray(0, 4)).toEqual(id.subarray(0, 4));
    expect(bytes.readBigUInt64BE(4)).toBe(BigInt(TIME));
    const x = Buffer.from(witness.publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const message = Buffer.from(`cosignature/v1\ntime 1679315147\n${TEXT}`);
    expect(verify(null, message, key, bytes.subarray(12))).toBe(true);
    const vkey = Buffer.concat([Buffer.from([4]), witness.publicKey]).toString('base64');
    expect(cosignerText(cosigner)).toBe(`witness.example.com/w1+${id.toString('hex', 0, 4)}+${vkey}`);
  });

  it('is read with its time, and not where text, time, key or signature was changed', () => {
    const read = (text: string, by = cosigner): number | null => cosignedAt(readNote(text)!, by, isCheckpointSignature);
    expect(read(note)).toBe(TIME);
    expect(read(note.replace('20852163', '20852164'))).toBeNull();
    expect(read(signed)).toBeNull();
    expect(read(note, cosignerOf(cosigner.name, log.publicKey, sha256))).toBeNull();
    const bytes = bytesOf(lines[1]);
    for (const at of [4, 11, 12, 75]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(read(note.replace(bytes.toString('base64'), changed.toString('base64')))).toBeNull();
    }
    expect(read(`${note}${lines[1]}\n`)).toBeNull();
    const cut = bytes.subarray(0, 75).toString('base64');
    expect(read(note.replace(bytes.toString('base64'), cut))).toBeNull();
  });

  it('is never an ordinary signature of the same name and key', () => {
    const plain = verifierOf(cosigner.name, witness.publicKey, sha256);
    expect(plain.keyId).not.toEqual(cosigner.keyId);
  });
});
