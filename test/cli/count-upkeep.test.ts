// `statistics verify`, as an operator runs it: a count that somebody changed behind the service's back is found, cell by cell.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { statisticsCommands } from '../../src/cli/statistics/statistics-commands.js';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import type { Platform } from '../../src/platform.js';
import { AddStatement } from '../../src/usecases/records/add-statement.js';
import { VerifyCounts } from '../../src/usecases/statistics/verify-counts.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';
import { openCaseWorld, refusalOf, statement, type CaseWorld } from '../usecases/case-world.js';
import { recordedOutput } from './recorded-output.js';

let service: TestApplication;
let world: CaseWorld;
let liaison: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  service = await startTestApplication({ doors: [] });
  liaison = await world.worker({ roles: ['liaison', 'coordinator'] });
  for (let person = 0; person < 30; person += 1) {
    const pseudonym = await world.register(liaison, {
      sharingLevel: 'partners_pseudonymous',
      statements: [statement({ kind: 'disappearance', valid: '2021-02' })],
    });
    world.clock.advance(1000);
    if (person % 10 > 0) continue;
    const found = statement({ kind: 'located', details: { attestedBy: 'family' }, confidential: person % 20 === 0 });
    await new AddStatement(world.database, world.clock).execute(liaison, { pseudonym, statement: found }, null);
  }
});

afterAll(async () => {
  await service.stop();
  await world.stop();
});

async function verify(...words: string[]): Promise<{ exitCode: number; out: string }> {
  const recorded = recordedOutput();
  const platform: Platform = { ...service.platform, database: world.database, close: () => Promise.resolve() };
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve(platform),
  });
  const exitCode = await runProgram(['statistics', 'verify', ...words], operator, [statisticsCommands]);
  return { exitCode, out: recorded.out() };
}

describe('statistics verify', () => {
  it('is no user’s, whatever their roles', async () => {
    expect((await refusalOf(new VerifyCounts(world.database, world.clock).execute(liaison))).code).toBe('forbidden');
  });

  it('finds nothing where the service alone wrote, in every view', async () => {
    const { exitCode, out } = await verify();
    expect(out).toMatch(/^Counted 30 records; 0 of \d+ cells differ from the statements\.\n$/);
    expect(exitCode).toBe(0);
    expect((await world.noted()).at(-1)).toBe('counts_verified');
  });

  it('stops where it is told to, and does not call that a success', async () => {
    const stopped = await new VerifyCounts(world.database, world.clock).execute(servicePrincipal('operator', 'stop'), {
      signal: AbortSignal.abort(),
    });
    expect(stopped).toMatchObject({ checked: 0, outcome: 'interrupted' });
  });

  it('tells both numbers of a cell that was changed, in each table that it stands in', async () => {
    await world.owner.query(
      `UPDATE registry.record_projection SET status = 'dead_not_returned', month = '1999-01'
       WHERE view = 'shared' AND person_id = (SELECT min(person_id::text)::uuid FROM registry.record_projection WHERE view = 'shared' AND status = 'missing')`,
    );
    const { exitCode, out } = await verify();
    expect(exitCode).toBe(1);
    expect(out).toContain('DIFFERS view shared, status dead_not_returned: counted 1, by statements 0\n');
    expect(out).toContain('DIFFERS view shared, status dead_not_returned, month 1999-01: counted 1, by statements 0\n');
    expect(out).toContain('records rebuild makes them anew.');
    const told = JSON.parse((await verify('--json')).out) as { ok: boolean; differences: unknown[] };
    expect(told.ok).toBe(false);
    expect(told.differences).toContainEqual(
      expect.objectContaining({ view: 'shared', key: { status: 'dead_not_returned' }, counted: 1, stated: 0 }),
    );
  });

  it('tells a count of an earlier day that was changed, with that day', async () => {
    await world.register(liaison, {
      sharingLevel: 'partners_pseudonymous',
      statements: [
        statement({ kind: 'disappearance', valid: '2021-02' }),
        statement({ kind: 'located', valid: '2021-05-25', details: { attestedBy: 'family' } }),
      ],
    });
    await world.owner.query(
      `UPDATE registry.record_interval SET source = 'media' WHERE valid_to = '2021-05-25T00:00:00Z' AND known_to = 'infinity'`,
    );
    const { exitCode, out } = await verify();
    expect(exitCode).toBe(1);
    expect(out).toMatch(
      /DIFFERS view shared on 2021-05-\d\d, status missing, source media: counted 1, by statements 0\n/,
    );
  });
});
