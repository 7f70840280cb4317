// `audit export`, and `audit verify` of files that somebody tampered with.

import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOG_FILES } from '../../src/usecases/audit/export-log.js';
import {
  changed as changedFiles,
  ExportedLog,
  forged,
  freshNodes,
  keyIn,
  type FilesVerdict,
  type LogFiles,
} from './exported-log.js';

describe('an exported log', () => {
  let exports: ExportedLog;
  let folder: string;
  let whole: LogFiles;
  let older: LogFiles;
  let key: string;
  let witnessed: string;

  beforeAll(async () => {
    exports = await ExportedLog.create();
    const { log } = exports;
    folder = exports.folder;
    await log.write(5);
    await log.checkpoint();
    older = await exports.exported('older');
    await log.write(7);
    await log.checkpoint();
    whole = await exports.exported('whole');
    key = keyIn(whole);
    witnessed = path.join(folder, 'witnessed');
    await writeFile(witnessed, JSON.parse(whole.checkpoints[1] ?? '""') as string);
  });
  afterAll(() => exports.close());

  /** Held to the key, and to the witnessed checkpoint where asked to. */
  const verdict = (files: LogFiles, ...options: string[]): Promise<FilesVerdict> =>
    exports.verdict(files, '--key', key, ...options);
  const changed = (change: (files: LogFiles) => void): LogFiles => changedFiles(whole, change);
  const swap = (lines: string[], one: number, two: number): void => {
    [lines[one], lines[two]] = [lines[two] ?? '', lines[one] ?? ''];
  };

  it.each<[string, number, string, (files: LogFiles) => void]>([
    ['an altered entry', 6, 'altered', ({ entries }) => (entries[6] = forged(entries[6]))],
    ['an altered first entry', 0, 'altered', ({ entries }) => (entries[0] = forged(entries[0]))],
    ['an altered last entry', 11, 'altered', ({ entries }) => (entries[11] = forged(entries[11]))],
    ['an emptied entry', 3, 'altered', ({ entries }) => (entries[3] = '')],
    ['a deleted entry', 6, 'deleted', ({ entries }) => void entries.splice(6, 1)],
    ['an inserted entry', 6, 'inserted', ({ entries }) => void entries.splice(6, 0, forged(entries[2]))],
    [
      'two neighbours swapped',
      6,
      'swapped',
      ({ entries }) => {
        swap(entries, 6, 7);
      },
    ],
    [
      'two entries swapped',
      2,
      'swapped',
      ({ entries }) => {
        swap(entries, 2, 9);
      },
    ],
    ['a cut end', 8, 'truncated', ({ entries }) => void entries.splice(8)],
    [
      'a cut end with its nodes',
      8,
      'truncated',
      ({ entries, nodes }) => {
        entries.splice(8);
        nodes.splice(8);
      },
    ],
    [
      'all entries gone',
      0,
      'truncated',
      ({ entries, nodes }) => {
        entries.splice(0);
        nodes.splice(0);
      },
    ],
    [
      'a rewritten end with fresh nodes',
      5,
      'rewritten',
      (files) => {
        files.entries[9] = forged(files.entries[9]);
        files.nodes = freshNodes(files.entries);
      },
    ],
    [
      'an altered entry with its own leaf',
      6,
      'rewritten',
      (files) => {
        files.entries[6] = forged(files.entries[6]);
        files.nodes[6] = freshNodes(files.entries)[6] ?? '';
      },
    ],
  ])('shows %s at its index %i', async (_what, index, kind, change) => {
    const { exitCode, answer } = await verdict(changed(change));
    expect(answer).toMatchObject({ ok: false, firstFault: { index, kind } });
    expect(exitCode).toBe(1);
  });

  it('shows nodes that were changed while the entries were not, and says so', async () => {
    const { answer } = await verdict(changed(({ nodes }) => (nodes[4] = '00'.repeat(32))));
    expect(answer).toMatchObject({ ok: false, firstFault: null, nodesFault: 4 });
  });

  it.each<[string, (files: LogFiles) => void]>([
    [
      'a checkpoint of another root',
      ({ checkpoints }) => (checkpoints[1] = (checkpoints[1] ?? '').replace('\\n12\\n', '\\n11\\n')),
    ],
    ['a checkpoint that is none', ({ checkpoints }) => (checkpoints[1] = '{}')],
  ])('refuses %s', async (_what, change) => {
    expect((await verdict(changed(change))).answer).toMatchObject({ ok: false, refused: [1] });
  });

  it('refuses every checkpoint when the key is not the one that was noted', async () => {
    const { answer } = await verdict(
      changed(({ keys }) => (keys[0] = (keys[0] ?? '').replace('whereabouts', 'elsewhere'))),
    );
    expect(answer).toMatchObject({ ok: false, roots: 0, firstFault: { index: 0, kind: 'unsigned' }, refused: [0, 1] });
  });

  it('shows a log rewritten whole, and an older one put back, against a witnessed checkpoint alone', async () => {
    expect(await verdict(older)).toMatchObject({ exitCode: 0, answer: { ok: true, entries: 5 } });
    expect((await verdict(older, '--witnessed', witnessed)).answer).toMatchObject({
      firstFault: { index: 5, kind: 'truncated', before: 12 },
    });
    const rewritten = changed((files) => {
      files.entries = files.entries.map(forged);
      files.nodes = freshNodes(files.entries);
      files.checkpoints = [];
    });
    expect(await verdict(rewritten)).toMatchObject({
      exitCode: 1,
      answer: { ok: false, roots: 0, unvouched: 12, firstFault: { index: 0, kind: 'unsigned' } },
    });
    expect((await verdict(rewritten, '--witnessed', witnessed)).answer).toMatchObject({
      firstFault: { index: 0, kind: 'rewritten', before: 12 },
    });
  });

  it('holds as it was written, and is for the operator’s eyes', async () => {
    expect(await verdict(whole, '--witnessed', witnessed)).toEqual({
      exitCode: 0,
      answer: {
        ok: true,
        entries: 12,
        roots: 3,
        unvouched: 0,
        firstFault: null,
        nodesFault: null,
        refused: [],
        details: { held: 12, erased: 0, firstFault: null, unnoted: false },
        recordedEarlier: 0,
      },
    });
    const told = await exports.run('audit', 'verify', path.join(folder, 'whole'));
    expect(told.out).toMatch(/^Read 12 entries; 2 signed checkpoints hold\.\nThe key is taken from the files/);
    for (const file of LOG_FILES) expect((await stat(path.join(folder, 'whole', file))).mode & 0o777).toBe(0o600);
  });

  /** Salts are random: any one digit would sometimes be the one that stood there. */
  const otherDigit = (digit: string): string => (digit === '0' ? '1' : '0');

  it.each<[string, number, (details: string[]) => void]>([
    [
      'another person',
      4,
      (details) => (details[4] = (details[4] ?? '').replace(/"personId":"[^"]+"/, '"personId":"x"')),
    ],
    ['other words', 4, (details) => (details[4] = (details[4] ?? '').replace('"at":4', '"at":5'))],
    ['a salt of its own', 4, (details) => (details[4] = (details[4] ?? '').replace(/(?<="salt":")./, otherDigit))],
    [
      'a salt in other letters',
      4,
      (details) => (details[4] = (details[4] ?? '').replace(/(?<="salt":")[0-9a-f]/, 'g')),
    ],
    ['nothing at all', 4, (details) => (details[4] = 'null')],
    ['no JSON', 4, (details) => (details[4] = '{')],
    ['a half of it', 4, (details) => (details[4] = (details[4] ?? '').replace(/"salt":"[^"]+"/, '"salt":null'))],
    ['those of another entry', 4, (details) => swap(details, 4, 5)],
    ['one line too few', 11, (details) => void details.pop()],
    ['one line too many', 12, (details) => void details.push('null')],
  ])('shows %s in the place of what an entry told', async (_, firstFault, change) => {
    const { exitCode, answer } = await verdict(changed(({ details }) => change(details)));
    expect([exitCode, answer]).toEqual([1, expect.objectContaining({ ok: false, firstFault: null })]);
    expect(answer).toMatchObject({ details: { firstFault } });
  });

  it('shows an erasure that no entry tells of, and checks the rest without the file', async () => {
    const gone = changed(({ details }) => (details[4] = '{"details":{},"personId":null,"salt":null,"subjectId":null}'));
    expect((await verdict(gone)).answer).toMatchObject({
      ok: false,
      details: { erased: 1, firstFault: null, unnoted: true },
    });
    const given = path.join(folder, 'without');
    await exports.run('audit', 'export', given);
    await rm(path.join(given, 'details.jsonl'));
    const { exitCode, out } = await exports.run('audit', 'verify', given, '--key', key);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('The file of details is not here')]);
  });

  it('is not written over another, and not read from where none is', async () => {
    const again = await exports.run('audit', 'export', path.join(folder, 'whole'));
    expect([again.exitCode, again.err]).toEqual([1, expect.stringContaining('name a folder that has none')]);
    const none = await exports.run('audit', 'verify', path.join(folder, 'none'));
    expect([none.exitCode, none.err]).toEqual([1, expect.stringContaining('cannot be made or read (ENOENT)')]);
    expect(none.err).toContain('name a folder that audit export has written');
  });
});
