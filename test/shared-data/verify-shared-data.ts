// `npm run verify:shared-data`: imports the shared sample files through the real path and holds every count against the files themselves.

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importSource } from '../../src/cli/import/import-source.js';
import { readEnvironment } from '../../src/configuration/environment.js';
import { servicePrincipal, type Actor, type Role } from '../../src/domain/access/actor.js';
import type { RowReport } from '../../src/domain/imports/incoming-person.js';
import { openPlatform, type Platform } from '../../src/platform.js';
import { ImportFile, type ImportResult } from '../../src/usecases/imports/import-file.js';
import { CountMeasure } from '../../src/usecases/statistics/count-measure.js';
import { EstimateCaptures } from '../../src/usecases/statistics/estimate-captures.js';
import { PrepareRelease } from '../../src/usecases/statistics/prepare-release.js';
import { PublishRelease } from '../../src/usecases/statistics/publish-release.js';
import { ReadRelease } from '../../src/usecases/statistics/read-release.js';
import { SignRelease } from '../../src/usecases/statistics/sign-release.js';
import { Checks } from './checks.js';
import { checkPublicShapes } from './public-shapes.js';
import { countBy, rawRows } from './raw-register.js';
import { marginsAndSums, publishedNumbers } from './release-sums.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const FOLDER = path.resolve(process.env['SHARED_DATA'] ?? path.join(ROOT, '../shared/data'));
const FILES = {
  register: 'cases-mx-sample.csv.gz',
  pfif14: 'pfif-1.4-sample.xml',
  pfif12: 'pfif-1.2-sample.xml',
  figures: 'published-figures.json',
  captures: 'kosovo-1999-captures.csv',
} as const;
const MAPPING = path.join(ROOT, 'docs/examples/rnpdno.mapping.json');
/** Rows of the sample, and those in which the municipality has no code. */
const ROWS = 20_812;
const WITHOUT_CODE = 62;
const BASE = 5;

const checks = new Checks();

function fileOf(name: keyof typeof FILES): string {
  return path.join(FOLDER, FILES[name]);
}

async function enrol(platform: Platform): Promise<(role: Role) => Promise<Actor>> {
  const organisation = { id: randomUUID(), name: 'Office of the check', kind: 'liaison_office', party: null } as const;
  const principal = servicePrincipal('operator', randomUUID());
  await platform.database.transaction(principal, (room) =>
    room.organisations.addOrganisation(organisation, platform.entropy.now()),
  );
  return async (role) => {
    const userId = randomUUID();
    const at = platform.entropy.now();
    const user = {
      id: userId,
      organisationId: organisation.id,
      username: `check.${role}`,
      passwordHash: null,
      roles: [role],
      at,
    };
    await platform.database.transaction(principal, (room) => room.users.add(user));
    return {
      userId,
      username: user.username,
      organisationId: organisation.id,
      organisationKind: organisation.kind,
      party: null,
      roles: [role],
      via: 'operator',
      requestId: randomUUID(),
    };
  };
}

async function imported(
  platform: Platform,
  actor: Actor,
  file: string,
  mapping: string | null,
): Promise<ImportResult & { lines: RowReport[] }> {
  const lines: RowReport[] = [];
  const result = await new ImportFile(platform.database, platform.vault, platform.entropy).execute(actor, {
    source: await importSource(file),
    mapping,
    onReport: (_, line) => {
      if (line !== null) lines.push(line);
    },
  });
  return { ...result, lines };
}

async function checkRegister(platform: Platform, coordinator: Actor, analyst: Actor): Promise<void> {
  const rows = rawRows(fileOf('register'));
  const mapping = readFileSync(MAPPING, 'utf8');
  const started = performance.now();
  const first = await imported(platform, coordinator, fileOf('register'), mapping);
  const seconds = (performance.now() - started) / 1000;
  console.log(`      ${ROWS} rows in ${seconds.toFixed(1)} s, ${Math.round(ROWS / seconds)} a second`);
  checks.equal('the sample has as many rows as ever', rows.length, ROWS);
  checks.equal(
    'every row of the register is added',
    { ...first.totals, statementsAdded: 0 },
    { rows: ROWS, added: ROWS, matched: 0, refused: 0, statementsAdded: 0 },
  );
  const withoutCode = first.lines.filter(({ code }) => code === 'place_code_missing');
  checks.equal('rows warned of for want of a municipality code', withoutCode.length, WITHOUT_CODE);
  const again = await imported(platform, coordinator, fileOf('register'), mapping);
  checks.equal('the same file again is known', [again.outcome, again.totals], ['done_before', first.totals]);
  for (const by of [['sex', 'state'], ['municipality'], ['sex', 'month', 'municipality']] as const) {
    const answer = await new CountMeasure(platform.database, platform.entropy).execute(analyst, {
      measure: 'whereabouts-status',
      by,
    });
    const dimensions = ['status', ...by] as const;
    const counted = new Map(
      answer.cells.map(({ key, count }) => [dimensions.map((dimension) => key[dimension]).join('|'), count]),
    );
    checks.equalCounts(`counts by ${dimensions.join(' × ')} are those of the file`, counted, countBy(rows, dimensions));
  }
}

async function checkRelease(platform: Platform, roles: (role: Role) => Promise<Actor>, analyst: Actor): Promise<void> {
  const { database, entropy, keys } = platform;
  const { document: prepared } = await new PrepareRelease(database, entropy, keys).execute(analyst);
  const sign = new SignRelease(database, entropy);
  await sign.execute(await roles('custodian'), prepared.number);
  await sign.execute(await roles('verifier'), prepared.number);
  await new PublishRelease(database, entropy, keys).execute(analyst, prepared.number);
  const published = await new ReadRelease(database).latest(randomUUID());
  const document = published?.document;
  if (document === undefined) throw new Error('no release is published');
  checks.equal('the published release is the one that was prepared', document, prepared);
  checks.equal('it is rounded to multiples of', document.base, BASE);
  const table = document.tables.find(({ dimensions }) => dimensions.join() === 'status,state');
  checks.equal('it has a table of status × state', table?.dimensions, ['status', 'state']);
  const crooked = publishedNumbers(document).filter((count) => count % BASE !== 0);
  checks.equal('every number of it is a multiple of the base', crooked, []);
  for (const each of document.tables) {
    const { said, added } = marginsAndSums(each);
    checks.equal(`${each.dimensions.join(' × ')}: ${said.length} sums hold`, said, added);
  }
  const truth = countBy(rawRows(fileOf('register')), ['status', 'state']);
  const far = (table?.cells ?? []).filter(
    ({ key, count }) => Math.abs(count - (truth.get(`${key['status']}|${key['state']}`) ?? 0)) >= BASE,
  );
  checks.equal('no cell of it lies a base or more from the truth', far, []);
}

async function checkPfif(platform: Platform, coordinator: Actor): Promise<void> {
  const first = await imported(platform, coordinator, fileOf('pfif14'), null);
  checks.equal('PFIF 1.4 adds its person', [first.totals.added, first.totals.refused], [1, 0]);
  const second = await imported(platform, coordinator, fileOf('pfif12'), null);
  const { added, matched, statementsAdded } = second.totals;
  checks.equal('PFIF 1.2 matches the person and adds nothing', [matched, added, statementsAdded], [1, 0, 0]);
  const differing = second.lines.filter(({ code }) => code === 'field_differs').map(({ column }) => column);
  checks.equal('it reports the fields that differ, by name', differing, ['names', 'photo_url', 'profile_urls']);
}

function checkFigures(): void {
  const figures: unknown = JSON.parse(readFileSync(fileOf('figures'), 'utf8'));
  const list = Array.isArray(figures) ? figures : (figures as { figures?: unknown }).figures;
  checks.equal('the published figures are a list with entries', Array.isArray(list) && list.length > 0, true);
}

async function checkEstimate(): Promise<void> {
  const principal = servicePrincipal('operator', 'offline');
  const estimate = await new EstimateCaptures().execute(principal, readFileSync(fileOf('captures'), 'utf8'));
  const best = estimate.models.slice(0, 3).map((model) => [Math.floor(model.estimate), model.bic.toFixed(2)]);
  const published = [
    [10_356, '203.03'],
    [12_740, '203.11'],
    [18_393, '203.96'],
  ];
  checks.equal('the published models of the captures', best, published);
  checks.equal('the selected model of the captures', estimate.selected, '[123,14,34]');
  const near = (found: readonly number[] | null | undefined, [low, high]: [number, number], by: number) =>
    Array.isArray(found) && Math.abs(Number(found[0]) - low) < by && Math.abs(Number(found[1]) - high) < by;
  checks.equal('its profile interval', near(estimate.models[0]?.interval, [9_002, 12_122], 30), true);
  checks.equal('its interval with the choice of model', near(estimate.bootstrapInterval, [6_947, 18_010], 600), true);
  checks.equal('the spread of models', estimate.spread?.bic2.map(Math.floor), [10_356, 18_393]);
}

async function run(): Promise<number> {
  const missing = Object.values(FILES).filter((name) => !existsSync(path.join(FOLDER, name)));
  if (missing.length > 0) {
    console.error(
      `The shared data are not at ${FOLDER} (missing: ${missing.join(', ')}). Set SHARED_DATA to their folder.`,
    );
    return 1;
  }
  const data = await mkdtemp(path.join(tmpdir(), 'whereabouts-shared-data-'));
  const platform = await openPlatform({ environment: readEnvironment({ DATA_DIR: data }), onMessage: () => undefined });
  try {
    const roles = await enrol(platform);
    const [coordinator, analyst] = [await roles('coordinator'), await roles('analyst')];
    await checkRegister(platform, coordinator, analyst);
    await checkRelease(platform, roles, analyst);
    await checkPublicShapes(checks, platform, analyst);
    await checkPfif(platform, coordinator);
    checkFigures();
    await checkEstimate();
    return checks.end();
  } finally {
    await platform.close();
    await rm(data, { recursive: true, force: true });
  }
}

process.exitCode = await run();
