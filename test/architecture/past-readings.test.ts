// Every read of the API takes the times that docs/reading-the-past.md says, and no other.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

interface Described {
  readonly paths: Readonly<Record<string, { get?: { parameters?: readonly { name: string; in: string }[] } }>>;
}

const TIMES = ['knownAt', 'validAt'];

let service: TestApplication;

beforeAll(async () => {
  service = await startTestApplication();
});

afterAll(() => service.stop());

/** The rows of a table: `path` → its times; the other columns are for people. */
function written(): Map<string, string[]> {
  const rows = readFileSync('docs/reading-the-past.md', 'utf8').matchAll(/^\| `(\/v1\/[^`]+)` +\| ([^|]*)\|/gm);
  return new Map([...rows].map(([, path = '', times = '']) => [path, TIMES.filter((time) => times.includes(time))]));
}

describe('the times of reads', () => {
  it('are written as the description of the API has them', async () => {
    const { paths } = (await service.request('GET', '/docs/openapi.json')).body as Described;
    const reads = Object.entries(paths).filter(([path, { get }]) => path.startsWith('/v1/') && get !== undefined);
    expect(reads.length).toBeGreaterThan(40);
    const described = reads.map(([path, { get }]): [string, string[]] => {
      const names = (get?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name);
      return [path.replace(/\{(\w+)\}/g, ':$1'), TIMES.filter((time) => names.includes(time))];
    });
    expect([...written()].sort()).toEqual(described.sort());
  });
});
