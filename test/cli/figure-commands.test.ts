// `figures load`, as a coordinator runs it on a file: all of it or nothing, and nothing twice.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Operator } from '../../src/cli/operator.js';
import { runProgram } from '../../src/cli/program.js';
import { figureCommands } from '../../src/cli/published-figures/figure-commands.js';
import type { Role } from '../../src/domain/access/actor.js';
import { auditRows } from '../support/audit-rows.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';
import { recordedOutput, type RecordedOutput } from './recorded-output.js';

const FIGURE = {
  id: 'held',
  publisher: 'Vale Monitor',
  subject: 'people held',
  asOf: '2021-02',
  value: { approx: 240 },
};

let service: TestApplication;
let folder: string;
const users = new Map<Role, TestUser>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'figures-'));
  service = await startTestApplication({ doors: [] });
  const organisation = await service.seedOrganisation();
  for (const role of ['liaison', 'coordinator'] as const)
    users.set(role, await service.seedUser({ organisation, roles: [role] }));
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

function fileOf(content: unknown): string {
  const file = path.join(folder, 'figures.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function load(role: Role, file: string, ...words: string[]): Promise<RecordedOutput & { exitCode: number }> {
  const recorded = recordedOutput();
  const operator = new Operator({
    output: recorded.output,
    interrupted: new AbortController().signal,
    open: () => Promise.resolve({ ...service.platform, close: () => Promise.resolve() }),
  });
  const all = ['figures', 'load', file, '--as', users.get(role)?.username ?? '', ...words];
  return { exitCode: await runProgram(all, operator, [figureCommands]), ...recorded };
}

describe('figures load', () => {
  it('is not for a liaison worker', async () => {
    const { exitCode, err } = await load('liaison', fileOf({ figures: [FIGURE] }));
    expect([exitCode, err().split(':')[0]]).toEqual([1, 'forbidden']);
  });

  it.each([
    ['{"figures": [', 'malformed_json'],
    ['{"figures": [], "figures": []}', 'duplicate_key'],
    [{ figures: [FIGURE, { ...FIGURE, id: 'b', value: 3 }] }, 'invalid_field'],
    [{ figures: [{ ...FIGURE, colour: 'red' }] }, 'unknown_field'],
  ])('refuses %j', async (content, code) => {
    const { exitCode, err, out } = await load('coordinator', fileOf(content));
    expect([exitCode, err().split(':')[0], out()]).toEqual([1, code, '']);
    expect(err()).not.toContain('red');
  });

  it('says that a file is not there, without its path', async () => {
    const { exitCode, err } = await load('coordinator', path.join(folder, 'Mira Ostrand.json'));
    expect([exitCode, err()]).toEqual([1, 'import_file_refused: The file cannot be read (ENOENT).\n']);
  });

  it('adds from a file with a byte order mark, finds again, and corrects for a reason', async () => {
    const first = await load(
      'coordinator',
      fileOf(`\ufeff${JSON.stringify({ _note: 'Invented.', figures: [FIGURE] })}`),
    );
    expect(first.out()).toBe('1 figures added, 0 corrected, 0 known before.\n');
    const again = await load('coordinator', fileOf({ figures: [FIGURE] }), '--json');
    expect(JSON.parse(again.out())).toEqual({ added: [], corrected: [], known: ['held'] });
    const changed = fileOf({ figures: [{ ...FIGURE, value: { approx: 250 } }] });
    const refused = await load('coordinator', changed);
    expect(refused.err()).toContain('/figures/0: figure_differs');
    expect((await load('coordinator', changed, '--correct', 'A misprint.')).out()).toBe(
      '0 figures added, 1 corrected, 0 known before.\n',
    );
    const rows = await auditRows(service.database, 'published_figures_loaded');
    expect(rows.map(({ via, details }) => [via, details['corrected']])).toEqual([
      ['operator', 0],
      ['operator', 0],
      ['operator', 1],
    ]);
  });
});
