// Notes that are malformed or not signed by the key in question are refused; the form is that of C2SP.

import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkpointText, readCheckpoint } from '../../../src/domain/audit/checkpoint.js';
import {
  isSignedBy,
  readNote,
  readVerifier,
  signNote,
  verifierOf,
  verifierText,
} from '../../../src/domain/audit/signed-note.js';
import { isCheckpointSignature, signerWith } from '../../../src/vault/checkpoint-key.js';
import { sha256 } from './sample-chain.js';

const NAME = 'example.org/log';
const signer = signerWith(generateKeyPairSync('ed25519').privateKey);
const stranger = signerWith(generateKeyPairSync('ed25519').privateKey);
const verifier = verifierOf(NAME, signer.publicKey, sha256);
const root = sha256(Buffer.from('root'));
const text = checkpointText({ origin: NAME, size: 12, root });
const note = signNote(text, [{ verifier, sign: (bytes) => signer.sign(bytes) }]);
const holds = (given: string): boolean => {
  const read = readNote(given);
  return read !== null && isSignedBy(read, verifier, isCheckpointSignature);
};

describe('a signed note', () => {
  it.each([
    ['is empty', ''],
    ['has no signature', `${text}\n`],
    ['has no blank line', note.replace('\n\n', '\n')],
    ['lacks its last line break', note.slice(0, -1)],
    ['has a line behind its signatures', `${note}more\n`],
    ['has a carriage return', note.replaceAll('\n', '\r\n')],
    ['has a hyphen for the dash', note.replace('—', '-')],
    ['has base64 that is not canonical', note.replace(/=*\n$/, '\n')],
    ['has a lone surrogate', note.replace(NAME, '\ud800')],
    ['is very long', `${'x'.repeat(20_000)}\n${note}`],
    ['has very many signatures', note + (note.split('\n\n')[1] ?? '').repeat(40)],
  ])('is refused when it %s', (_what, given) => {
    expect(holds(given)).toBe(false);
  });

  it('is refused when any byte of what is signed, or of the signature, is another', () => {
    for (let at = 0; at < note.length; at += 1) {
      const given = note.slice(0, at) + (note[at] === 'B' ? 'C' : 'B') + note.slice(at + 1);
      expect(holds(given)).toBe(false);
    }
  });

  it('is refused when another key signed it under the same name or id', () => {
    const foreign = signNote(text, [
      { verifier: verifierOf(NAME, stranger.publicKey, sha256), sign: (bytes) => stranger.sign(bytes) },
    ]);
    expect(holds(foreign)).toBe(false);
    expect(holds(signNote(text, [{ verifier, sign: (bytes) => stranger.sign(bytes) }]))).toBe(false);
    expect(
      holds(signNote(text, [{ verifier: { ...verifier, name: 'another.org' }, sign: (bytes) => signer.sign(bytes) }])),
    ).toBe(false);
  });

  it('holds beside signatures of others', () => {
    const foreign = {
      verifier: verifierOf('witness', stranger.publicKey, sha256),
      sign: (bytes: Uint8Array) => stranger.sign(bytes),
    };
    expect(holds(note)).toBe(true);
    expect(holds(signNote(text, [foreign, { verifier, sign: (bytes) => signer.sign(bytes) }]))).toBe(true);
  });

  it('has the form that C2SP gives it', () => {
    const expected = createHash('sha256')
      .update(`${NAME}\n`)
      .update(Buffer.from([1]))
      .update(signer.publicKey)
      .digest()
      .subarray(0, 4);
    const [body, signature] = note.split('\n\n');
    expect(body).toBe(`${NAME}\n12\n${Buffer.from(root).toString('base64')}`);
    const bytes = Buffer.from(/^— example\.org\/log (\S+)\n$/.exec(signature ?? '')?.[1] ?? '', 'base64');
    expect(bytes).toHaveLength(4 + 64);
    expect(bytes.subarray(0, 4)).toEqual(expected);
  });

  /** The key and the note of the package golang.org/x/mod/sumdb/note's documentation. */
  it('of another maker is read and checked', () => {
    const key = readVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', sha256);
    const foreign = readNote(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
        '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
    );
    expect(key !== null && foreign !== null && isSignedBy(foreign, key, isCheckpointSignature)).toBe(true);
  });
});

describe('a verifier', () => {
  const good = verifierText(verifier);
  it.each([
    '',
    'x',
    good.replace('+', '-'),
    good.slice(0, -1),
    `${good} `,
    good.replace(/\+[0-9a-f]{8}/, '+00000000'),
    `a b${good}`,
  ])('is not read from %p', (given) => {
    expect(readVerifier(given, sha256)).toBeNull();
  });

  it('is read back as it was written', () => {
    expect(readVerifier(good, sha256)).toEqual({ ...verifier, publicKey: new Uint8Array(verifier.publicKey) });
  });
});

describe('a checkpoint', () => {
  it.each([
    ['012', '12'],
    ['-12', '12'],
    ['1e3', '12'],
    ['12\nextension', '12'],
    ['key succession', '12'],
    ['9999999999999999', '12'],
  ])('is not read with the size %p', (size, standing) => {
    expect(readCheckpoint(note.replace(`\n${standing}\n`, `\n${size}\n`))).toBeNull();
  });

  it('is read as it was written', () => {
    expect(readCheckpoint(note)).toMatchObject({ origin: NAME, size: 12, root: new Uint8Array(root) });
  });
});
