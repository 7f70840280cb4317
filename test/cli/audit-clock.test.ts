// `audit verify` of a log whose clock was set back: counted, and no fault.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportedLog, keyIn } from './exported-log.js';

describe('a log whose clock was set back', () => {
  let exports: ExportedLog;

  beforeAll(async () => {
    exports = await ExportedLog.create();
    const { log } = exports;
    for (const moved of [0, -30_000, -3_600_000]) {
      log.clock.advance(moved);
      await log.write(3);
      await log.seal();
    }
    await log.checkpoint();
  });
  afterAll(() => exports.close());

  it('is sound, and says so where it was set back by more than a minute, live and exported', async () => {
    const files = await exports.exported('log');
    const note = '\n1 entries were recorded more than a minute before the one in front of them';
    for (const verify of [
      (...options: string[]) => exports.run('audit', 'verify', ...options),
      (...options: string[]) => exports.verified(files, '--key', keyIn(files), ...options),
    ]) {
      expect(await verify()).toMatchObject({ exitCode: 0, out: expect.stringContaining(note) });
      expect(JSON.parse((await verify('--json')).out)).toMatchObject({
        ok: true,
        firstFault: null,
        recordedEarlier: 1,
      });
    }
  });
});
