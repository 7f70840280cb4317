// The project's sources compiled once into a folder, for tests that start the same program many times: a loader would compile it each time.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync, type Options } from '@swc/core';
import { TEST_DATA } from './test-server.js';

export interface CompiledSources {
  /** The compiled file of a source, given by its path from the root of the project. */
  fileOf(source: string): string;
  remove(): void;
}

function settings(): Options {
  const { jest } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    jest: { transform: Record<string, [string, Options]> };
  };
  return Object.values(jest.transform)[0]![1];
}

/** `sources` are files or folders below the root of the project; packages are found from the folder, which lies below it too. */
export function compileSources(sources: readonly string[]): CompiledSources {
  mkdirSync(TEST_DATA, { recursive: true });
  const folder = mkdtempSync(path.join(TEST_DATA, 'compiled-'));
  const options = settings();
  const files = sources.flatMap((source) =>
    source.endsWith('.ts')
      ? [source]
      : readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => path.join(source, name)),
  );
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const target = path.join(folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, transformSync(readFileSync(file, 'utf8'), { ...options, filename: file, swcrc: false }).code);
  }
  return {
    fileOf: (source) => path.join(folder, source.replace(/\.ts$/, '.js')),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
