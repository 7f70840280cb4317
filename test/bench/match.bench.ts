// Measures how new people are matched among many who are registered: time, memory, and how many corrupted copies are found, beside bare look-ups.

import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { detectScript } from '../../src/domain/names/detect-script.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { everybody } from '../support/everybody.js';
import { peopleOfOneCountry } from '../vault/stolen-index/people-of-one-country.js';
import { corrupted, CORRUPTIONS, type Corruption } from './names/corrupted.js';
import { Draw } from './names/draw.js';
import { ownerUrl } from './owner-url.js';
import { withoutSearchCodeIndexes } from './search-code-indexes.js';

const PERSONS = Number(process.env['BENCH_PERSONS'] ?? 20_000);
const NEW = Number(process.env['BENCH_NEW'] ?? 1_000);
/** Bounds the memory: nothing of a batch is kept but its people. */
const BATCH = 500;
const SEED = 20_201_110;
/** As in the bench of searching: like a large country of the region. */
const SKEW = { given: 5, surname: 15 };
/** One in so many of the new people is a copy of somebody registered. */
const COPIES = 5;
/** The share of the new who are matched in transactions of their own first, and no more than so many. */
const ALONE = 0.1;
const MOST_ALONE = 1_000;
/** Of the new, so many are looked up for the floor at most. */
const MOST_LOOKED_UP = 2_000;
/** After so many the process that measures says how far it is: a run of 100,000 takes an hour. */
const TOLD_EVERY = 10_000;
/** Of services that match beside each other. */
const PROCESSES = Number(process.env['BENCH_PROCESSES'] ?? 1);
/** The share of all whose day of birth is known. */
const BORN = Number(process.env['BENCH_BORN'] ?? 1);
const JOB = servicePrincipal('job', randomUUID());

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
}

interface Copy {
  readonly id: string;
  readonly of: string;
  readonly how: Corruption;
}

const FOUND_ORGANISATIONS = `INSERT INTO registry.organisation (id, name, kind, party_id, created_at)
  SELECT id, 'Bench ' || id, 'ngo', NULL, now() FROM unnest($1::uuid[]) AS g(id)`;

/** Told to partners, of two organisations in turn; each with the one row that others read. */
const REGISTER = `WITH people AS (
  INSERT INTO registry.person (id, owner_organisation_id, reference, sharing_level, legal_basis, has_identity, created_at)
  SELECT id, ($2::uuid[])[1 + n % 2], 'bench-' || id, 'partners_pseudonymous', 'public_interest', true, now()
  FROM unnest($1::uuid[]) WITH ORDINALITY AS g(id, n) RETURNING id, owner_organisation_id, sharing_level
)
INSERT INTO registry.record_projection (person_id, view, known_from, valid_from, status, fate, episode, sex, state, municipality, month, category, side,
  holder, lasting_flags, updated_at, owner_organisation_id, sharing_level)
SELECT id, 'shared', now(), timestamptz '2022-01-01', 'missing', 'unknown', 1, 'unknown', 'demo:1', 'demo:11', '2022-01', 'unknown', 'unknown', 'unknown',
  '{}', now(), owner_organisation_id, sharing_level FROM people`;

function identityOf({ name, birthDate }: Somebody): Parameters<Platform['vault']['sealIdentity']>[1] {
  return {
    names: [{ text: name, script: detectScript(name), order: 'unknown', role: 'own' }],
    ...(birthDate !== null && { birthDate }),
  };
}

async function register(
  { vault }: Platform,
  owner: Client,
  given: { readonly people: readonly Somebody[]; readonly organisations: readonly string[] },
): Promise<void> {
  for (let from = 0; from < given.people.length; from += BATCH) {
    const people = given.people.slice(from, from + BATCH);
    const ids = people.map(({ id }) => id);
    await vault.sealIdentities(
      people.map((one) => ({ personId: one.id, identity: identityOf(one), birthYears: null })),
    );
    await owner.query(REGISTER, [ids, given.organisations]);
    await vault.confirm(ids);
  }
}

/** The same in every run: of whom many share as many codes those are opened who come first by their ids. */
function drawnId(seed: number, at: number): string {
  const hex = createHash('sha256').update(`${seed} ${at}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function orUnknown(draw: Draw, birthDate: string): string | null {
  return draw.next() < BORN ? birthDate : null;
}

function invent(count: number, seed: number): Somebody[] {
  const draw = new Draw(seed);
  const known = new Draw(seed + 7);
  const two = (most: number): string => String(1 + Math.floor(draw.next() * most)).padStart(2, '0');
  return peopleOfOneCountry(count, seed, SKEW).map(({ given, surname }, at) => ({
    id: drawnId(seed, at),
    name: `${given.charAt(0).toUpperCase()}${given.slice(1)} ${surname}`,
    birthDate: orUnknown(known, `${1950 + Math.floor(draw.next() * 53)}-${two(12)}-${two(28)}`),
  }));
}

/** Copies keep the day of birth; all corruptions come in turn. */
function newcomers(registered: readonly Somebody[]): { people: Somebody[]; copies: Copy[] } {
  const draw = new Draw(SEED + 2);
  const copies: Copy[] = [];
  const people = invent(NEW, SEED + 1).map((one, at): Somebody => {
    if (at % COPIES !== 0) return one;
    const how = CORRUPTIONS[(at / COPIES) % CORRUPTIONS.length] ?? 'as written';
    const { id, name, birthDate } = draw.one(registered);
    copies.push({ id: one.id, of: id, how });
    return { id: one.id, name: corrupted(name, how, draw), birthDate };
  });
  return { people, copies };
}

const inMegabytes = (): number => process.memoryUsage.rss() / 1e6;

function at(share: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

interface Taken {
  readonly times: readonly number[];
  readonly highest: number;
}

/** While `work` goes on, which gives way to others every few milliseconds. */
async function highestDuring(work: () => Promise<void>): Promise<number> {
  let highest = inMegabytes();
  const look = setInterval(() => {
    highest = Math.max(highest, inMegabytes());
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(look);
  }
  return Math.max(highest, inMegabytes());
}

async function timed(count: number, work: (at: number) => Promise<void>): Promise<Taken> {
  const times: number[] = [];
  const highest = await highestDuring(async () => {
    for (let turn = 0; turn < count; turn += 1) {
      const started = performance.now();
      await work(turn);
      times.push(performance.now() - started);
    }
  });
  return { times, highest };
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

function told({ times }: Taken): string {
  const [half, most] = [at(0.5, times), at(0.95, times)];
  return `p50 ${half.toFixed(1)} ms, p95 ${most.toFixed(1)} ms, ${((times.length * 1000) / sum(times)).toFixed(1)} people a second`;
}

async function reportFound(owner: Client, copies: readonly Copy[]): Promise<void> {
  const { rows } = await owner.query<{ low: string; high: string; band: string }>(
    'SELECT low_person_id AS low, high_person_id AS high, band FROM registry.match_proposal',
  );
  const pairs = new Set(rows.flatMap(({ low, high }) => [`${low} ${high}`, `${high} ${low}`]));
  const share = (some: readonly Copy[]): string =>
    `${some.filter(({ id, of }) => pairs.has(`${id} ${of}`)).length} of ${some.length}`;
  const same = rows.filter(({ band }) => band === 'same').length;
  console.log(`pairs found: ${rows.length}, ${same} of them of the higher band; of the copies ${share(copies)} found`);
  for (const how of CORRUPTIONS) console.log(`  ${how}: ${share(copies.filter((one) => one.how === how))}`);
}

/** Answers, once the process is ready, how to have it match and hear how many people it matched. */
function otherProcess(folder: string): Promise<() => Promise<number>> {
  const worker = fileURLToPath(new URL('match-worker.ts', import.meta.url));
  const child = fork(worker, [folder], { execArgv: process.execArgv.filter((one) => !one.startsWith('--cpu-prof')) });
  const told = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
      child.once('exit', (code) => {
        if (code !== 0) reject(new Error(`a process that matches ended with ${String(code)}`));
      });
    });
  return told().then(() => async () => {
    child.send('match');
    return Number(await told());
  });
}

function tellNowAndThen(started: number): (progress: { readonly done: number }) => void {
  let next = TOLD_EVERY;
  return ({ done }) => {
    if (done < next) return;
    next += TOLD_EVERY;
    const seconds = (performance.now() - started) / 1_000;
    console.log(
      `  ${done} matched by the first after ${seconds.toFixed(0)} s, ${(done / seconds).toFixed(1)} a second; ${inMegabytes().toFixed(0)} MB`,
    );
  };
}

/** As the loop of a service does it, of whom there may be several: they begin when all are ready. */
async function matchTogether(matchPersons: MatchPersons, folder: string): Promise<void> {
  const others = await Promise.all(Array.from({ length: PROCESSES - 1 }, () => otherProcess(folder)));
  const [before, load] = [inMegabytes(), loadavg()[0] ?? Number.NaN];
  const started = performance.now();
  const counts: number[] = [];
  const highest = await highestDuring(async () => {
    const own = matchPersons.execute(JOB, { onProgress: tellNowAndThen(started) }).then(({ matched }) => matched);
    counts.push(...(await Promise.all([own, ...others.map((match) => match())])));
  });
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `matched by ${PROCESSES} processes: ${sum(counts)} people (${counts.join(' and ')}) in ${seconds.toFixed(1)} s, ${(sum(counts) / seconds).toFixed(1)} a second`,
  );
  console.log(
    `memory of the first: ${before.toFixed(0)} MB before, ${highest.toFixed(0)} MB at most, ${inMegabytes().toFixed(0)} MB after; load of the machine ${load.toFixed(1)} before, ${(loadavg()[0] ?? Number.NaN).toFixed(1)} after`,
  );
}

async function matchAll(
  { database, vault, entropy }: Platform,
  owner: Client,
  { people, folder }: { readonly people: readonly Somebody[]; readonly folder: string },
): Promise<void> {
  await owner.query('INSERT INTO registry.match_mark (person_id) SELECT unnest($1::uuid[])', [
    people.map(({ id }) => id),
  ]);
  const matchPersons = new MatchPersons(database, vault, entropy);
  const alone = await timed(Math.min(MOST_ALONE, Math.floor(people.length * ALONE)), async () => {
    await matchPersons.execute(JOB, { most: 1 });
  });
  await matchTogether(matchPersons, folder);
  let met = 0;
  const floor = await timed(Math.min(MOST_LOOKED_UP, people.length), async (turn) => {
    const one = people[turn];
    if (one === undefined) return;
    const { candidates } = await vault.findCandidates({ identity: identityOf(one), birthYears: null }, everybody);
    met += candidates.length;
  });
  console.log(`one by one: ${told(alone)}`);
  console.log(`floor, looked up and opened: ${told(floor)}; ${(met / floor.times.length).toFixed(0)} opened a person`);
  const { rows } = await owner.query<{ n: number }>('SELECT count(*)::integer AS n FROM registry.match_mark');
  console.log(`marks left: ${rows[0]?.n ?? Number.NaN}`);
}

/** BENCH_PERSONS who are registered, 20,000 where it is not given, and BENCH_NEW who come to them, 1,000; matched by BENCH_PROCESSES, 1; the day of birth is known of BENCH_BORN of all, 1. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'whereabouts-bench-'));
  const platform = await openPlatform({
    environment: readEnvironment({ DATA_DIR: folder }),
    onMessage: () => undefined,
  });
  const owner = new Client({ connectionString: ownerUrl(folder) });
  try {
    await owner.connect();
    const organisations = [randomUUID(), randomUUID()];
    await owner.query(FOUND_ORGANISATIONS, [organisations]);
    const registered = invent(PERSONS, SEED);
    const started = performance.now();
    await withoutSearchCodeIndexes(owner, () => register(platform, owner, { people: registered, organisations }));
    const { people, copies } = newcomers(registered);
    await register(platform, owner, { people, organisations });
    console.log(
      `${PERSONS} people and ${NEW} new ones registered in ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
    await matchAll(platform, owner, { people, folder });
    await reportFound(owner, copies);
  } finally {
    await owner.end();
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  }
}
