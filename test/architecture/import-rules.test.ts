// The import rules: the house keeps them, and each of them reports a fault that is planted for it.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FAULTS, PACKAGES, SOUND } from './planted-house.js';

/** The whole house is read twice by another process; a busy machine takes its time over that. */
jest.setTimeout(240_000);

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const config = path.resolve('.config/dependency-cruiser.cjs');
const cruiser = path.resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const rules = (createRequire(import.meta.url)(config) as { forbidden: { name: string }[] }).forbidden.map(
  ({ name }) => name,
);

/** The process ends with the number of violations as its status, which is no failure here. */
async function cruise(folder: string): Promise<readonly Violation[]> {
  const asked = [cruiser, '--config', config, '--output-type', 'json', 'src', 'migrations', 'test'];
  const output = await promisify(execFile)(process.execPath, asked, { cwd: folder, maxBuffer: 256 << 20 }).then(
    ({ stdout }) => stdout,
    (error: unknown) => (error as { stdout: string }).stdout,
  );
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}

describe('the import rules', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-house-'));
  let found: readonly Violation[] = [];

  function write(file: string, content: string): void {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  function importOf(from: string, to: string): string {
    if (to === '') return '';
    const name = /^(src|test|migrations)\//.test(to)
      ? path
          .relative(path.dirname(from), to)
          .replace(/^(?!\.)/, './')
          .replace(/\.ts$/, '.js')
      : to;
    return `import '${name}';\n`;
  }

  beforeAll(async () => {
    const sources = new Map<string, string>();
    for (const [from, to] of [...Object.values(FAULTS), ...SOUND]) {
      sources.set(from, (sources.get(from) ?? '') + importOf(from, to));
      const isFile = /^(src|test|migrations)\//.test(to) && to !== FAULTS['no-unresolvable']?.[1];
      if (isFile && !sources.has(to)) sources.set(to, '');
    }
    sources.set('src/domain/round-b.ts', "import type { hasA } from './round-a.js';\nexport type B = hasA;\n");
    for (const [file, content] of sources) write(file, `${content}export const sound = true;\n`);
    write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext' } }));
    const versions = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, '1.0.0']));
    const { dependencies, devDependencies } = PACKAGES;
    write(
      'package.json',
      JSON.stringify({ dependencies: versions(dependencies), devDependencies: versions(devDependencies) }),
    );
    for (const name of [...dependencies, ...devDependencies]) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }));
      write(`node_modules/${name}/main.js`, 'export const it = true;\n');
    }
    found = await cruise(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('have a planted fault each', () => {
    expect(Object.keys(FAULTS).sort()).toEqual([...rules].sort());
  });

  it.each(rules)('%s reports its planted fault', (rule) => {
    const from = FAULTS[rule]?.[0];
    expect(found.filter((one) => one.from === from).map((one) => one.rule.name)).toContain(rule);
  });

  it('report nothing of what the house does all day', () => {
    const sound = new Set(SOUND.map(([from]) => from));
    expect(found.filter((one) => sound.has(one.from))).toEqual([]);
  });

  it('are kept by the house', async () => {
    const kept = await cruise(process.cwd());
    expect(kept.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
