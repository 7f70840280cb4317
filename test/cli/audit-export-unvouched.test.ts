// `audit verify` of exported files that hold in themselves, and that nothing vouches for.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { checkpointText, successionText } from '../../src/domain/audit/checkpoint.js';
import { signNote, verifierOf, verifierText, type NoteSigner } from '../../src/domain/audit/signed-note.js';
import { GrowingTree } from '../../src/domain/audit/merkle-tree.js';
import { sha256 } from '../../src/persistence/audit/sha-256.js';
import { changed, ExportedLog, forged, freshNodes, keyIn, type LogFiles } from './exported-log.js';

describe('exported files that nothing vouches for', () => {
  let exports: ExportedLog;
  /** Twelve entries, and checkpoints of five and of all. */
  let signed: LogFiles;
  /** Four more, sealed and not yet signed for. */
  let ahead: LogFiles;
  let key: string;

  beforeAll(async () => {
    exports = await ExportedLog.create();
    const { log } = exports;
    for (const count of [5, 7]) {
      await log.write(count);
      await log.checkpoint();
    }
    signed = await exports.exported('signed');
    await log.write(4);
    await log.seal();
    ahead = await exports.exported('ahead');
    key = keyIn(signed);
  });
  afterAll(() => exports.close());

  const forge = (files: LogFiles, at: number): void => void (files.entries[at] = forged(files.entries[at]));
  const withFreshNodes = (files: LogFiles): void => void (files.nodes = freshNodes(files.entries));
  const withNoCheckpoint = (files: LogFiles): void => void (files.checkpoints = []);

  it.each<[string, number, string, (files: LogFiles) => void]>([
    [
      'an altered entry behind the end of the nodes',
      12,
      'node_missing',
      (files) => {
        files.nodes.splice(12);
        forge(files, 14);
      },
    ],
    ['nodes cut off at the last checkpoint', 12, 'node_missing', ({ nodes }) => void nodes.splice(12)],
    ['one node too few', 15, 'node_missing', ({ nodes }) => void nodes.pop()],
    ['an entry put behind the last one', 16, 'node_missing', ({ entries }) => void entries.push(forged(entries[2]))],
    [
      'an entry put before the last one',
      15,
      'inserted',
      ({ entries }) => void entries.splice(15, 0, forged(entries[2])),
    ],
    [
      'an altered entry without any nodes, before a checkpoint',
      5,
      'rewritten',
      (files) => {
        files.nodes = [];
        forge(files, 6);
      },
    ],
    [
      'an altered entry without nodes or checkpoints',
      0,
      'node_missing',
      (files) => {
        files.nodes = [];
        withNoCheckpoint(files);
        forge(files, 6);
      },
    ],
    [
      'a rewritten log without checkpoints',
      0,
      'unsigned',
      (files) => {
        forge(files, 6);
        withFreshNodes(files);
        withNoCheckpoint(files);
      },
    ],
    ['a log that was not tampered with, without checkpoints', 0, 'unsigned', withNoCheckpoint],
    [
      'an altered entry without checkpoints, whose node stayed',
      6,
      'altered',
      (files) => {
        forge(files, 6);
        withNoCheckpoint(files);
      },
    ],
  ])('are refused: %s', async (_what, index, kind, change) => {
    const files = changed(ahead, change);
    // Those of an added entry would be a fault of their own.
    files.details = [];
    for (const options of [['--key', key], []]) {
      const { exitCode, answer } = await exports.verdict(files, ...options);
      expect([exitCode, answer]).toMatchObject([1, { ok: false, firstFault: { index, kind } }]);
    }
  });

  it('are refused when they are empty, and a noted key once signed for more', async () => {
    const empty: LogFiles = { entries: [], nodes: [], checkpoints: [], keys: [], details: [] };
    expect(await exports.verdict(empty, '--key', key)).toMatchObject({
      exitCode: 1,
      answer: { ok: false, entries: 0, firstFault: { index: 0, kind: 'unsigned' } },
    });
    expect(await exports.verdict(empty)).toMatchObject({ exitCode: 0, answer: { ok: true, entries: 0 } });
  });

  it('are refused when another key than the noted one signed for them', async () => {
    const rewritten = changed(ahead, (files) => {
      forge(files, 6);
      withFreshNodes(files);
      signAnew(files);
    });
    expect(await exports.verdict(rewritten, '--key', key)).toMatchObject({
      exitCode: 1,
      answer: { ok: false, roots: 0, refused: [0], firstFault: { index: 0, kind: 'unsigned' } },
    });
    const unpinned = await exports.verified(rewritten);
    expect([unpinned.exitCode, unpinned.out]).toEqual([0, expect.stringContaining('give --key to hold them to one')]);
  });

  it('are refused when the noted key signed for none of them, and a stolen key before it for all', async () => {
    const [stolen, noted] = [readKeys(makeKeys()), readKeys(makeKeys())].map(({ checkpointSigner: signer }) => ({
      verifier: verifierOf(key.split('+')[0] ?? '', signer.publicKey, sha256),
      sign: (message: Uint8Array) => signer.sign(message),
    })) as [NoteSigner, NoteSigner];
    const records = [
      { verifier: verifierText(stolen.verifier), succession: null },
      {
        verifier: verifierText(noted.verifier),
        succession: signNote(successionText(stolen.verifier, noted.verifier), [stolen, noted]),
      },
    ];
    const handedOver = changed(signed, (files) => {
      files.keys = records.map((record) => JSON.stringify(record));
      files.checkpoints = [signedBy(stolen, files.entries.slice(0, 5)), signedBy(noted, files.entries)];
    });
    const pinned = ['--key', verifierText(noted.verifier)];
    expect(await exports.verdict(handedOver, ...pinned)).toMatchObject({ exitCode: 0, answer: { ok: true, roots: 2 } });
    const rewritten = changed(handedOver, (files) => {
      forge(files, 6);
      withFreshNodes(files);
      files.checkpoints = [signedBy(stolen, files.entries)];
    });
    expect(await exports.verdict(rewritten, ...pinned)).toMatchObject({
      exitCode: 1,
      answer: { ok: false, roots: 0, refused: [0], firstFault: { kind: 'unsigned' } },
    });
    const goingOn = changed(handedOver, (files) => {
      files.entries.push(forged(files.entries[2]));
      files.details = [];
      withFreshNodes(files);
      files.checkpoints.push(signedBy(stolen, files.entries));
    });
    for (const options of [pinned, ['--key', verifierText(stolen.verifier)], []])
      expect(await exports.verdict(goingOn, ...options)).toMatchObject({
        exitCode: 1,
        answer: { ok: false, roots: 2, refused: [2], unvouched: 1 },
      });
  });

  it('are told apart from entries that a root does vouch for, whose nodes alone were cut off', async () => {
    expect(
      (
        await exports.verdict(
          changed(signed, ({ nodes }) => void nodes.splice(8)),
          '--key',
          key,
        )
      ).answer,
    ).toMatchObject({ ok: false, unvouched: 0, firstFault: null, nodesFault: 8 });
    expect(
      (
        await exports.verdict(
          changed(ahead, ({ nodes }) => void nodes.splice(8)),
          '--key',
          key,
        )
      ).answer,
    ).toMatchObject({ ok: false, unvouched: 4, firstFault: { index: 12, kind: 'node_missing' }, nodesFault: 8 });
  });

  it('are counted where they are the last ones of a log that goes on', async () => {
    expect(await exports.verdict(ahead, '--key', key)).toMatchObject({
      exitCode: 0,
      answer: { ok: true, entries: 16, roots: 2, unvouched: 4 },
    });
    expect((await exports.verified(ahead, '--key', key)).out).toMatch(
      /^Read 16 entries; 2 signed checkpoints hold\.\nNothing vouches for the last 4 entries/,
    );
    const behind = changed(ahead, ({ checkpoints }) => void checkpoints.pop());
    expect((await exports.verdict(behind, '--key', key)).answer).toMatchObject({ ok: true, roots: 1, unvouched: 11 });
    expect((await exports.verified(signed, '--key', key)).out).not.toContain('Nothing vouches');
  });

  it('are found, and no more than counted, where a checkpoint of them was kept elsewhere', async () => {
    const rewritten = changed(ahead, (files) => {
      forge(files, 14);
      withFreshNodes(files);
    });
    expect((await exports.verdict(rewritten, '--key', key)).answer).toMatchObject({ ok: true, unvouched: 4 });
    const checkpoint = await exports.log.checkpoint();
    const witnessed = path.join(exports.folder, 'witnessed');
    await writeFile(witnessed, checkpoint?.note ?? '');
    expect((await exports.verdict(rewritten, '--key', key, '--witnessed', witnessed)).answer).toMatchObject({
      ok: false,
      firstFault: { index: 12, kind: 'rewritten', before: 16 },
    });
  });

  /** The line of a checkpoint over these entries. */
  function signedBy(signer: NoteSigner, entries: readonly string[]): string {
    const tree = new GrowingTree(sha256);
    for (const entry of entries) tree.append(sha256(Buffer.from(`\0${entry}`)));
    const text = checkpointText({ origin: signer.verifier.name, size: tree.size, root: tree.root() });
    return JSON.stringify(signNote(text, [signer]));
  }

  /** By a key of whoever rewrote the files, under the log's name. */
  function signAnew(files: LogFiles): void {
    const { checkpointSigner } = readKeys(makeKeys());
    const origin = key.split('+')[0] ?? '';
    const verifier = verifierOf(origin, checkpointSigner.publicKey, sha256);
    files.checkpoints = [signedBy({ verifier, sign: (message) => checkpointSigner.sign(message) }, files.entries)];
    files.keys = [JSON.stringify({ verifier: verifierText(verifier), succession: null })];
  }
});
