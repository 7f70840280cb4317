// A release by holder from the asking to its files and pictures: refused where one office takes its agreement back, and the same with the parties exchanged.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Party } from '../../../src/domain/organisations/organisation.js';
import { DrawReleaseChart } from '../../../src/usecases/statistics/draw-release-chart.js';
import { ExportRelease } from '../../../src/usecases/statistics/export-release.js';
import { ListSplits } from '../../../src/usecases/statistics/list-splits.js';
import { ReadRelease } from '../../../src/usecases/statistics/read-release.js';
import { ReviewRelease } from '../../../src/usecases/statistics/review-release.js';
import { refusalOf } from '../case-world.js';
import { SplitWorld } from './split-world.js';

const DAY = 86_400_000;
const HELD = { north: 31, south: 24 };

let splits: SplitWorld;
const published: number[] = [];

const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code;

beforeAll(async () => {
  splits = await SplitWorld.open();
  await splits.registerHeld(splits.office, splits.north, HELD.north);
  await splits.registerHeld(splits.other, splits.south, HELD.south);
});
afterAll(() => splits.world.stop());

type CellsFile = 'cells.csv' | 'cells.json' | 'cells.hxl.csv' | 'datapackage.json' | 'document.json' | 'document.note';
const fileOf = async (number: number, name: CellsFile): Promise<string> =>
  (await new ExportRelease(splits.world.database).execute(number, name, 'holder')).text;

/** The next release by holder, agreed to by both offices, signed by two and published. */
async function publishByHolder(): Promise<number> {
  const { number } = await splits.prepare(await splits.agreedByAll('holder'));
  await splits.signAndPublish(number);
  published.push(number);
  return number;
}

describe('a release by holder that somebody does not agree to', () => {
  it('is not counted before both offices agree, and not made of what was agreed to by side', async () => {
    const id = await splits.ask('holder');
    expect(await codeOf(splits.prepare(id))).toBe('release_not_agreed');
    await splits.answer(splits.office, id, 'agreed');
    expect(await codeOf(splits.prepare(id))).toBe('release_not_agreed');
    await splits.agreedByAll('side');
    expect((await new ListSplits(splits.world.database).execute(splits.analyst))[0]).toMatchObject({ by: 'side' });
    expect(await codeOf(splits.prepare(id))).toBe('release_state_conflict');
    expect(await new ReadRelease(splits.world.database).latest('holder')).toBeNull();
  });

  it('is neither signed nor published once an office takes agreement back between counting and signing', async () => {
    const id = await splits.agreedByAll('holder');
    const { number } = await splits.prepare(id);
    await splits.answer(splits.other, id, 'withdrawn');
    for (const signer of splits.signers) expect(await codeOf(splits.sign(signer, number))).toBe('release_not_agreed');
    expect(await codeOf(splits.publishRelease.execute(splits.analyst, number))).toBe('release_state_conflict');
    const reviewed = await new ReviewRelease(splits.world.database, splits.world.clock).execute(splits.analyst, number);
    expect([reviewed.state, reviewed.signatures]).toEqual(['audited', 0]);
    const reading = new ReadRelease(splits.world.database);
    expect([await codeOf(reading.execute(number, 'holder')), await reading.latest('holder')]).toEqual([
      'not_found',
      null,
    ]);
    for (const name of ['cells.csv', 'cells.json', 'cells.hxl.csv', 'document.json'] as const)
      expect([name, await codeOf(fileOf(number, name))]).toEqual([name, 'not_found']);
    const pictures = new DrawReleaseChart(splits.world.database);
    expect(await codeOf(pictures.execute(number, 'holder'))).toBe('not_found');
    expect(await codeOf(pictures.asPng(number, 'holder'))).toBe('not_found');
    const { rowCount } = await splits.world.owner.query('SELECT 1 FROM published.cell');
    expect(rowCount).toBe(0);
  });

  it('is not published where agreement is taken back while it is signed: of the two, one comes first', async () => {
    const id = await splits.agreedByAll('holder');
    const { number } = await splits.prepare(id);
    await splits.sign(splits.signers[0], number);
    const [withdrawn, signed] = await Promise.allSettled([
      splits.answer(splits.office, id, 'withdrawn'),
      splits.sign(splits.signers[1], number),
    ]);
    expect(withdrawn.status).toBe('fulfilled');
    const expected = signed.status === 'fulfilled' ? 'release_not_agreed' : 'release_state_conflict';
    expect(await codeOf(splits.publishRelease.execute(splits.analyst, number))).toBe(expected);
    expect(await new ReadRelease(splits.world.database).latest('holder')).toBeNull();
  });
});

describe('a release by holder that all agree to', () => {
  it('is prepared, attacked, signed by two and published, with both holders and no place', async () => {
    const number = await publishByHolder();
    const { document } = (await new ReadRelease(splits.world.database).latest('holder'))!;
    expect(document.number).toBe(number);
    expect(document.split).toEqual({
      by: 'holder',
      parties: { [splits.north.partyKey]: 'North', [splits.south.partyKey]: 'South' },
    });
    expect(document.notes[0]).toMatch(/^The holder is the party that holds the person or is said to;/);
    expect(document.tables.map(({ dimensions }) => dimensions.join())).toEqual([
      'status,holder',
      'status',
      'status_group',
    ]);
    const told = new Map(document.tables[0]!.cells.map(({ key, count }) => [key['holder'], count]));
    for (const [party, people] of [
      [splits.north, HELD.north],
      [splits.south, HELD.south],
    ] as const) {
      const count = told.get(party.partyKey) ?? 0;
      expect([count % 10, Math.abs(count - people) < 10]).toEqual([0, true]);
    }
    const review = new ReviewRelease(splits.world.database, splits.world.clock);
    const reviewed = await review.execute(splits.signers[0], number);
    expect([reviewed.state, reviewed.signatures, reviewed.auditNote?.base]).toEqual(['published', 2, 10]);
    expect(reviewed.auditNote!.cells).toBeGreaterThan(0);
  });

  it('stands in each of its files, by keys and labels, with the same numbers in all of them', async () => {
    const number = published.at(-1)!;
    const csv = parse<Record<string, string>>(await fileOf(number, 'cells.csv'), { columns: true, bom: true });
    const byHolder = csv.filter(({ holder_code: code, status }) => code !== '' && status !== '');
    expect(new Set(byHolder.map(({ holder_name: name }) => name))).toEqual(new Set(['North', 'South']));
    expect(Object.keys(csv[0]!)).not.toContain('side_code');
    const { split, rows: cells } = JSON.parse(await fileOf(number, 'cells.json')) as {
      split: { by: string };
      rows: { table: string; partyCode: string | null; partyName: string | null; count: number }[];
    };
    expect(split.by).toBe('holder');
    const ofTable = cells.filter(({ table }) => table === 'status_by_holder');
    expect(ofTable.map(({ partyCode, partyName, count }) => [partyCode, partyName, count]).sort()).toEqual(
      byHolder.map((row) => [row['holder_code'], row['holder_name'], Number(row['count'])]).sort(),
    );
    const hxl: string[][] = parse(await fileOf(number, 'cells.hxl.csv'));
    expect(hxl[1]).toEqual(expect.arrayContaining(['#meta+party+code', '#meta+party+name', '#affected+detained']));
    const [name, held] = ['#meta+party+name', '#affected+detained'].map((tag) => hxl[1]!.indexOf(tag)) as [
      number,
      number,
    ];
    const inHxl = hxl.slice(2).filter((row) => row[name] !== '');
    expect(inHxl.map((row) => [row[name], Number(row[held])]).sort()).toEqual(
      ofTable.map(({ partyName, count }) => [partyName, count]).sort(),
    );
    expect(await fileOf(number, 'datapackage.json')).toContain('The holder is the party that holds');
    expect(await fileOf(number, 'document.note')).toContain(`release ${number}\n`);
    const stored = await splits.world.owner.query<{ holder_name: string; count: number }>(
      `SELECT holder_name, count FROM published.latest_cell WHERE table_name = 'status_by_holder' ORDER BY 1`,
    );
    expect(stored.rows.map(({ holder_name: label, count }) => [label, count])).toEqual(
      ofTable.map(({ partyName, count }) => [partyName, count]).sort(),
    );
  });

  it('has a picture in SVG and PNG that names no party', async () => {
    const number = published.at(-1)!;
    const pictures = new DrawReleaseChart(splits.world.database);
    const svg = await pictures.execute(number, 'holder');
    expect(svg).toMatch(/^<svg /);
    expect(svg).not.toMatch(/North|South/);
    const png = await pictures.asPng(number, 'holder');
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it('with the labels of the parties exchanged exchanges them, and nothing else', async () => {
    const before = published.at(-1)!;
    await exchangeLabels();
    splits.world.clock.advance(DAY);
    const after = await publishByHolder();
    const exchanged = (text: string): string =>
      text.replaceAll('North', '<S>').replaceAll('South', 'North').replaceAll('<S>', 'South');
    const cellsOf = async (number: number) => {
      const { split, rows } = JSON.parse(await fileOf(number, 'cells.json')) as { split: object; rows: object[] };
      return { split, rows };
    };
    expect(await cellsOf(after)).toEqual(JSON.parse(exchanged(JSON.stringify(await cellsOf(before)))));
    await exchangeLabels();
  });
});

/** By way of a third one, since no two parties bear the same label. */
async function exchangeLabels(): Promise<void> {
  const call = (party: Party, label: string) =>
    splits.world.owner.query('UPDATE registry.party SET label = $2 WHERE id = $1', [party.id, label]);
  const { rows } = await splits.world.owner.query<Party>('SELECT id, label FROM registry.party');
  const [one, other] = rows as [Party, Party];
  await call(one, 'neither');
  await call(other, one.label);
  await call(one, other.label);
}
