// Texts of an imported file that others read as they stand: warned of by row and column, counted, and never repeated.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { RowReport } from '../../../src/domain/imports/incoming-person.js';
import { RehearseImport } from '../../../src/usecases/imports/rehearse-import.js';
import { Database } from '../../../src/persistence/database.js';
import { NamesInTexts } from '../../../src/vault/names-in-texts.js';
import { LEAST_ALIKE_OF_TESTS } from '../../support/least-alike.js';
import { TEST_PROOF } from '../../support/test-server.js';
import { ISLAND_MAPPING, islandCsv, islandRows } from '../../support/island-register.js';
import { NORA, pfif, pfifNote, pfifPerson } from '../../support/fixtures-of-formats.js';
import { named, refusalOf } from '../case-world.js';
import { openImportWorld, outlineOf, sourceOf, type ImportWorld } from './import-world.js';

let world: ImportWorld;
/** Where names are compared, as they are in a service. */
let database: Database;

beforeAll(async () => {
  world = await openImportWorld();
  const registeredNames = new NamesInTexts(world.vault);
  const opened = { url: world.files.urls.app, entropy: world.clock, proof: TEST_PROOF, registeredNames, poolSize: 5 };
  database = await Database.open({ ...opened, leastAlike: LEAST_ALIKE_OF_TESTS });
});
afterAll(async () => {
  await database.close();
  await world.stop();
});

type Wanted = Parameters<ImportWorld['import']>[2];

function load(actor: Actor, text: string, wanted: Wanted = {}): ReturnType<ImportWorld['import']> {
  return world.import(actor, text, { database, ...wanted });
}

/** A file of which these rows have another reference, or a town of another name; no two files are the same. */
function fileWith(changed: Readonly<Record<number, Record<string, string>>>, count = 3): string {
  return islandCsv(islandRows(count).map((row, at) => ({ ...row, ...changed[at + 1] })));
}

async function loggedOf(actor: Actor): Promise<readonly string[]> {
  return world.tally(
    `SELECT details::text FROM registry.audit_entry
     WHERE action = 'open_text_kept' AND subject_kind = 'import' AND user_id = '${actor.userId}'`,
  );
}

const warnedOf = ({
  lines,
}: {
  readonly lines: readonly { row: number; code: string | null; column: string | null }[];
}) =>
  lines
    .filter(({ code }) => code?.startsWith('looks_like_') === true)
    .map(({ row, code, column }) => [row, column, code]);

describe('who may not be told', () => {
  it('may not import either', async () => {
    const liaison = await world.worker({ roles: ['liaison'] });
    expect((await refusalOf(load(liaison, fileWith({ 1: { ref: 'Arvel Tassin' } })))).code).toBe('forbidden');
  });

  it('is whoever asks about people of another organisation', async () => {
    await world.register(await world.worker({ roles: ['coordinator'] }), named('Senna Ostrand'));
    const stranger = await world.coordinator();
    const imported = await load(stranger, fileWith({ 1: { ref: 'Senna Ostrand' } }));
    expect(warnedOf(imported)).toEqual([]);
    expect(imported.totals.added).toBe(3);
    expect(await loggedOf(stranger)).toEqual([]);
  });

  it('is whoever rehearses: a file that is not kept tells nothing of who is registered', async () => {
    const actor = await world.coordinator();
    await world.register(actor, named('Tavo Lindmoor'));
    const lines: RowReport[] = [];
    await new RehearseImport(database, world.vault, world.clock).execute(actor, {
      source: sourceOf(fileWith({ 1: { ref: 'Tavo Lindmoor' }, 2: { ref: 'a@b.example' } })),
      mapping: ISLAND_MAPPING,
      onReport: (_, line) => {
        if (line !== null) lines.push(line);
      },
    });
    expect(warnedOf({ lines })).toEqual([[2, 'ref', 'looks_like_email']]);
    expect(await loggedOf(actor)).toEqual([]);
  });
});

describe('a table', () => {
  it('is warned of by row and column, once in the log and again in every later report, and all of it goes in', async () => {
    const actor = await world.coordinator();
    await world.register(actor, named('Arvel Tassin'));
    const text = fileWith({
      1: { ref: 'Tassin Arvel' },
      2: { ref: '(00) 170 1234567', tcode: '7999', town: 'Mill 0170 123 4567' },
    });
    const imported = await load(actor, text);
    expect(imported.totals).toMatchObject({ rows: 3, added: 3, refused: 0 });
    expect(warnedOf(imported)).toEqual([
      [1, 'ref', 'looks_like_registered_name'],
      [2, 'ref', 'looks_like_phone'],
      [2, 'town', 'looks_like_phone'],
    ]);
    expect(await loggedOf(actor)).toEqual(['{"rows": 2, "codes": ["looks_like_phone", "looks_like_registered_name"]}']);
    expect((await load(actor, text)).lines).toEqual(imported.lines);
    expect(await loggedOf(actor)).toHaveLength(1);
  });

  it('is never repeated in a message, in the report of the registry or in the log', async () => {
    const actor = await world.coordinator();
    const imported = await load(actor, fileWith({ 1: { ref: 'Zuleika 0170 555 0199', town: 'Z@mill.example' } }));
    expect(imported.lines.flatMap(({ message }) => message ?? []).join()).not.toMatch(/Zuleika|0199|mill\.example/u);
    const log = await world.tally('SELECT t::text FROM registry.audit_entry t');
    expect(log.join('\n')).not.toMatch(/Zuleika|0199|mill\.example/u);
  });

  it('of 500 rows tells of 20 names in a day and no more, of which no reason tells more afterwards', async () => {
    const actor = await world.coordinator();
    const names = Array.from(
      { length: 30 },
      (_, at) => `Vardo${'abcdefghijklmnopqrstuvwxyzabcd'[at]!}${at}tan Quillfeder`,
    );
    for (const name of names) await world.register(actor, named(name));
    const refs = Object.fromEntries(names.map((name, at) => [at + 1, { ref: name }]));
    const imported = await load(actor, fileWith(refs, 500), { batchRows: 500 });
    const first = warnedOf(imported);
    expect(imported.totals.added).toBe(500);
    expect(first).toHaveLength(20);
    expect(await world.count('SELECT warned FROM registry.names_of_user WHERE user_id = $1', [actor.userId])).toBe(20);
    const more = await load(actor, fileWith({ 1: { ref: `${names[29]!} 2` } }, 4));
    expect(warnedOf(more)).toEqual([]);
    world.clock.advance(86_400_000);
    const nextDay = await load(actor, fileWith({ 1: { ref: `${names[29]!} 3` } }, 5));
    expect(warnedOf(nextDay)).toEqual([[1, 'ref', 'looks_like_registered_name']]);
  });

  it('of several batches is told the same whatever their size', async () => {
    const outlines: string[][] = [];
    for (const batchRows of [1, 2, 5]) {
      const actor = await world.coordinator();
      for (const name of ['Arvel Tassin', 'Oda Ostrand']) await world.register(actor, named(name));
      const text = fileWith({ 1: { ref: 'Arvel Tassin' }, 2: { ref: 'Oda Ostrand' }, 5: { ref: 'b@c.example' } }, 6);
      outlines.push(outlineOf(await load(actor, text, { batchRows })).filter((line) => !line.includes('place_')));
    }
    expect(outlines[1]).toEqual(outlines[0]);
    expect(outlines[2]).toEqual(outlines[0]);
    expect(outlines[0]!.filter((line) => line.includes('looks_like_'))).toHaveLength(3);
  });
});

describe('a PFIF file', () => {
  it('is warned of record ids alone: all else that it says in words is sealed', async () => {
    const actor = await world.coordinator();
    const told = {
      full_name: 'Mira Belmar',
      description: 'ask her brother, 0170 123 4567, b@c.example',
      sex: 'female',
    };
    const note = pfifNote({
      note_record_id: 'sarn.example/b@c.example',
      status: 'believed_missing',
      text: 'Mira Belmar, 0170 123 4567',
    });
    const file = pfif('1.4', pfifPerson({ ...told, person_record_id: 'sarn.example/belmar.4' }, note));
    const imported = await load(actor, file, { mapping: null });
    expect(warnedOf(imported)).toEqual([
      [1, 'person_record_id', 'looks_like_registered_name'],
      [1, 'note_record_id', 'looks_like_email'],
    ]);
    expect(warnedOf(await load(actor, pfif('1.4', pfifPerson(told)), { mapping: null }))).toEqual([]);
    expect(NORA).not.toContain('belmar');
  });
});
