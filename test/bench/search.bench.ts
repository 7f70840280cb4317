// Measures a look-up by a corrupted name among sealed people, with fetch, opening and scoring, beside pg_trgm on the same names in plain text, as they are written and romanised.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import anyAscii from 'any-ascii';
import { Client } from 'pg';
import { readEnvironment } from '../../src/configuration/environment.js';
import { compareCandidates } from '../../src/domain/matching/compare-candidates.js';
import type { PersonName } from '../../src/domain/identity/identity-particulars.js';
import { detectScript } from '../../src/domain/names/detect-script.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { givingWay } from '../../src/vault/give-way.js';
import { everybody } from '../support/everybody.js';
import { peopleOfOneCountry } from '../vault/stolen-index/people-of-one-country.js';
import { corrupted, CORRUPTIONS, type Corruption } from './names/corrupted.js';
import { Draw } from './names/draw.js';
import { ownerUrl } from './owner-url.js';
import { withoutSearchCodeIndexes } from './search-code-indexes.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 20_000);
const QUERIES = Number(process.env['BENCH_QUERIES'] ?? 500);
/** Bounds the memory: nothing of a batch is kept but its names. */
const BATCH = 500;
const SEED = 20_201_110;
const TOP = 10;
/** As in the frequency attack: like a large country of the region. */
const SKEW = { given: 5, surname: 15 };
const trgm = (column: string): string =>
  `SELECT name FROM bench.plain_name WHERE ${column} % $1 ORDER BY similarity(${column}, $1) DESC LIMIT ${TOP}`;
const [TRGM, TRGM_ROMANISED] = [trgm('name'), trgm('romanised')];

function named(text: string): PersonName {
  return { text, script: detectScript(text), order: 'unknown', role: 'own' };
}

async function load(platform: Platform, owner: Client, names: readonly string[]): Promise<void> {
  await withoutSearchCodeIndexes(owner, async () => {
    const started = performance.now();
    for (let from = 0; from < names.length; from += BATCH) {
      const people = names.slice(from, from + BATCH).map((text) => ({
        personId: randomUUID(),
        identity: { names: [named(text)] },
        birthYears: null,
      }));
      await platform.vault.sealIdentities(people);
      await platform.vault.confirm(people.map(({ personId }) => personId));
      const plain = people.map(({ identity }) => identity.names[0]?.text ?? '');
      await owner.query('INSERT INTO bench.plain_name (name, romanised) SELECT * FROM unnest($1::text[], $2::text[])', [
        plain,
        plain.map((name) => anyAscii(name)),
      ]);
    }
    console.log(`${names.length} people sealed in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  });
  for (const column of ['name', 'romanised'])
    await owner.query(`CREATE INDEX ON bench.plain_name USING gin (${column} bench.gin_trgm_ops)`);
  await owner.query('VACUUM ANALYZE bench.plain_name');
}

interface Answered {
  readonly names: readonly string[];
  readonly milliseconds: number;
}

interface Sealed extends Answered {
  readonly met: number;
  readonly capped: boolean;
  /** Milliseconds of comparing alone. */
  readonly compared: number;
}

/** As a search does it, but for the registry's own rows: who may be opened is everybody. */
async function amongSealed({ vault }: Platform, text: string): Promise<Sealed> {
  const started = performance.now();
  const asked = { identity: { names: [named(text)] }, birthYears: null, sex: 'unknown' as const };
  const { candidates, capped } = await vault.findCandidates(asked, everybody);
  const compared = performance.now();
  const held = candidates.map(({ identity }) => ({ identity, birthYears: null, sex: 'unknown' as const }));
  const agreements = await givingWay(compareCandidates(asked, held));
  const ranked = candidates
    .map(({ identity }, at) => ({ name: identity.names?.[0]?.text ?? '', agreement: agreements[at] }))
    .filter(({ agreement }) => agreement !== undefined && agreement.verdict !== 'contradicts')
    .sort((a, b) => (b.agreement?.score ?? 0) - (a.agreement?.score ?? 0));
  const ended = performance.now();
  const names = ranked.slice(0, TOP).map(({ name }) => name);
  return { names, milliseconds: ended - started, met: candidates.length, capped, compared: ended - compared };
}

async function amongPlain(owner: Client, sql: string, text: string): Promise<Answered> {
  const started = performance.now();
  const { rows } = await owner.query<{ name: string }>(sql, [text]);
  return { names: rows.map(({ name }) => name), milliseconds: performance.now() - started };
}

function at(share: number, values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1);
}

interface Asked {
  readonly how: Corruption;
  readonly name: string;
  readonly sealed: Sealed;
  readonly plain: Answered;
  readonly romanised: Answered;
}

/** Whoever bears the very name that was corrupted is found: namesakes cannot be told apart by it. */
function recall(asked: readonly Asked[], of: (one: Asked) => Answered): string {
  const found = asked.filter((one) => of(one).names.includes(one.name)).length;
  return (found / Math.max(1, asked.length)).toFixed(3);
}

function report(asked: readonly Asked[]): void {
  for (const how of CORRUPTIONS) {
    const some = asked.filter((one) => one.how === how);
    console.log(
      `  ${how}: recall ${recall(some, ({ sealed }) => sealed)} sealed, ${recall(some, ({ plain }) => plain)} pg_trgm, ` +
        `${recall(some, ({ romanised }) => romanised)} pg_trgm on any-ascii forms`,
    );
  }
  const latin = asked.filter(({ how }) => how !== 'Cyrillic');
  const sealed = asked.map((one) => one.sealed);
  const took = (answers: readonly Answered[]): string =>
    `p50 ${at(
      0.5,
      answers.map(({ milliseconds }) => milliseconds),
    )} ms, p95 ${at(
      0.95,
      answers.map(({ milliseconds }) => milliseconds),
    )} ms`;
  console.log(`sealed: recall ${recall(latin, (one) => one.sealed)} in one script, ${took(sealed)}`);
  const floors = [
    ['plain text', (one: Asked) => one.plain],
    ['any-ascii forms', (one: Asked) => one.romanised],
  ] as const;
  for (const [what, of] of floors)
    console.log(`pg_trgm on ${what}: recall ${recall(latin, of)} in one script, ${took(asked.map(of))}`);
  const met = sealed.map((one) => one.met);
  const eachCompared =
    sealed.reduce((sum, one) => sum + one.compared, 0) /
    Math.max(
      1,
      met.reduce((sum, one) => sum + one, 0),
    );
  console.log(
    `opened: p50 ${at(0.5, met)}, p95 ${at(0.95, met)} people; more were met than are opened in ${sealed.filter(({ capped }) => capped).length} of ${sealed.length}; comparing one takes ${(eachCompared * 1000).toFixed(0)} µs`,
  );
}

async function ask(platform: Platform, owner: Client, names: readonly string[]): Promise<void> {
  const draw = new Draw(SEED);
  const asked: Asked[] = [];
  let longest = 0;
  for (let round = -20; round < QUERIES; round += 1) {
    const how = CORRUPTIONS[(round + 20) % CORRUPTIONS.length] ?? 'as written';
    const name = draw.one(names);
    const text = corrupted(name, how, draw);
    const plain = await amongPlain(owner, TRGM, text);
    const romanised = await amongPlain(owner, TRGM_ROMANISED, anyAscii(text));
    // One for each look-up: switched on again, it would count what it was off for.
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const sealed = await amongSealed(platform, text);
    delay.disable();
    if (round >= 0) longest = Math.max(longest, delay.max / 1e6);
    // The first rounds fill caches.
    if (round >= 0) asked.push({ how, name, sealed, plain, romanised });
  }
  report(asked);
  console.log(`the event loop waited ${longest.toFixed(1)} ms at most while sealed people were looked up`);
  const size = await owner.query<{ size: string }>(
    `SELECT pg_size_pretty(pg_total_relation_size('vault.search_code')) AS size`,
  );
  console.log(
    `codes with their indexes: ${size.rows[0]?.size ?? ''}; memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
  );
}

/** BENCH_PERSONS, 20,000 where it is not given; a million needs some 15 GB of disk. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  const owner = new Client({ connectionString: ownerUrl(folder) });
  try {
    await owner.connect();
    await owner.query('CREATE SCHEMA bench');
    await owner.query('CREATE EXTENSION pg_trgm SCHEMA bench');
    await owner.query('CREATE TABLE bench.plain_name (name text NOT NULL, romanised text NOT NULL)');
    await owner.query('SET search_path = bench, public');
    await owner.query('SELECT set_limit(0.3)');
    const names = peopleOfOneCountry(PERSONS, SEED, SKEW).map(({ given, surname }) => {
      const capital = given.charAt(0).toUpperCase() + given.slice(1);
      return `${capital} ${surname}`;
    });
    await load(platform, owner, names);
    await ask(platform, owner, names);
  } finally {
    await owner.end();
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}
