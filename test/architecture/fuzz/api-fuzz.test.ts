// Requests of every kind to every operation of the running API: none makes it fail, tell or log a name, or answer otherwise than it documents.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { AuditLog } from '../../persistence/audit/audit-log.js';
import { startTestApplication, type TestApplication } from '../../support/http-application.js';
import { runCount } from '../../support/run-count.js';
import { ApiFuzzer } from './api-fuzzer.js';
import { DeepWalk } from './deep-walk.js';
import { FuzzRequests } from './fuzz-requests.js';
import type { Draw } from './well-formed-values.js';

const SEED = 20_210_601;
/** Some 160 requests of the walk come before them; six hundred take 10 to 20 s on two busy cores. */
const RUNS = runCount(600, 20_000);

/** The default is for one request; the whole of them takes some minutes. */
jest.setTimeout(1_200_000);

/** Operations that no request of this run can be let through to, each with the reason. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'POST /v1/set-up': 'works once, on a registry without any organisation; test/http/access-set-up.test.ts',
};

/** Draws are made one after another, since what is drawn depends on what was answered before. */
async function fuzz(fuzzer: ApiFuzzer, runs: number): Promise<void> {
  const requests = new FuzzRequests(fuzzer.document, fuzzer.callers, fuzzer.known, { usernames: ['west.one'] });
  for (const generate of fc.sample(fc.gen(), { seed: SEED, numRuns: runs })) {
    const draw: Draw = (from) => generate(() => from);
    await fuzzer.send(await requests.next(draw(fc.constantFrom(...fuzzer.operations)), draw));
  }
}

describe('the API', () => {
  let application: TestApplication;
  let fuzzer: ApiFuzzer;

  beforeAll(async () => {
    application = await startTestApplication();
    fuzzer = await ApiFuzzer.open(application);
    // Proofs ask for a checkpoint, which a running service signs every few seconds: one of a single entry, and one of more.
    const log = await AuditLog.on(application.database, application.clock, application.platform.keys);
    for (const entries of [1, 5]) {
      await log.write(entries);
      await log.checkpoint();
    }
    await log.disconnect();
  });
  afterAll(() => application.stop());

  it('describes every field by an example that is one', () => {
    expect(fuzzer.schemas.faultyExamples()).toEqual([]);
  });

  it('gives each of its schemas a name of its own', () => {
    // The document keeps one of two classes of a name, and describes both by it.
    const classes = readdirSync('src/http', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(path.join('src/http', name), 'utf8').matchAll(/^(?:export )?class (\w+)/gm)])
      .map(([, name]) => name);
    expect(classes.length).toBeGreaterThan(200);
    expect(classes.filter((name, at) => classes.indexOf(name) !== at)).toEqual([]);
  });

  it('is well on a walk through every capability', async () => {
    await new DeepWalk(fuzzer).walk();
    expect(fuzzer.faults.join('\n\n')).toBe('');
  });

  it(`answers ${RUNS} requests of every kind as it documents, and never fails`, async () => {
    await fuzz(fuzzer, RUNS);
    expect(fuzzer.faults.join('\n\n')).toBe('');
  });

  it('wrote no name into its log, whatever was asked', () => {
    expect(application.logged().split('\n').length).toBeGreaterThan(fuzzer.asked / 2);
    expect(fuzzer.leaksInLog()).toEqual([]);
  });

  it('was reached in every operation by a request that succeeded', () => {
    expect(fuzzer.neverReached().filter((name) => !(name in OUT_OF_REACH))).toEqual([]);
  });
});
