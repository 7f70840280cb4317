// Makes the columns that counts read, one block of persons after the other, from the rows that stand for records; and reads them before they are counted.

import type { EntityManager } from 'typeorm';
import { CODED, CODED_INSTANTS, PERSONS_OF_BLOCK, PLACE, type Part } from './block-columns.js';
import type { ColumnRow } from './block-parts.js';
import { codedColumn, codedPlaces, TOLD_NAMES, type CodedColumn, type ToldName } from './coded-column.js';
import type { AnsweredColumn, RememberedColumns } from './remembered-columns.js';
import { toldRows, type ToldInBlocks } from './told-in-blocks.js';

/** A time that a row of an older layout lacks is never reached, as a comparison with nothing is not true. */
const SOURCES: Readonly<Record<Part, string>> = {
  today: `(SELECT *, timestamptz 'infinity' AS known_to, timestamptz 'infinity' AS valid_to FROM registry.record_projection)`,
  known: `(SELECT * FROM registry.record_interval WHERE known_to = 'infinity')`,
  past: `(SELECT * FROM registry.record_interval WHERE known_to < 'infinity')`,
};
const PARTS = Object.keys(SOURCES) as readonly Part[];

/** Of 16 to 260 kB each, decoded in some 20 ms, during which the process answers nobody. */
const READ_AT_ONCE = 32;

type ToldRow = Readonly<Record<ToldName, string | null>> & { readonly number: number };

function columnsOf(rows: readonly ToldRow[]): (CodedColumn & { readonly name: string })[] {
  return [
    { name: PLACE, ...codedPlaces(rows.map(({ number }) => number)) },
    ...TOLD_NAMES.map((name) => {
      const texts = rows.map((row) => row[name]);
      return { name, ...codedColumn(name, texts) };
    }),
  ];
}

export interface MarkedBlock {
  readonly block: number;
  readonly marks: number;
  /** How many blocks all persons fill. */
  readonly blocks: number;
  /** Whether it still tells of somebody who was erased what their rows no longer do. */
  readonly erased: boolean;
}

export class CountBlockRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly columns: RememberedColumns,
  ) {}

  /** Reads some columns that this process does not remember, those of today first: how many, none once it remembers all or as much as it may. */
  async readAhead(): Promise<number> {
    if (this.columns.isNearlyFull) return 0;
    const { memory } = this.columns;
    const unread = await this.manager.query<AnsweredColumn[]>(
      `SELECT block, part, name, version, entries, told, codes FROM registry.count_column WHERE version IN (
         SELECT c.version FROM registry.count_column c WHERE NOT EXISTS (SELECT FROM unnest($1::uuid[]) AS held(version) WHERE held.version = c.version)
         ORDER BY c.part = 'today' DESC, c.part = 'known' DESC, c.block LIMIT ${READ_AT_ONCE})`,
      [memory.versions],
    );
    for (const column of unread) memory.read(column);
    return unread.length;
  }

  /** Blocks of persons who are counted from their rows, those with the most marks first. */
  async marked(): Promise<MarkedBlock[]> {
    return this.manager.query(
      `SELECT p.number / ${PERSONS_OF_BLOCK} AS block, count(*)::int AS marks, bool_or(p.erased_at IS NOT NULL) AS erased,
         (SELECT max(number) / ${PERSONS_OF_BLOCK} + 1 FROM registry.person) AS blocks
       FROM registry.count_mark m JOIN registry.person p ON p.id = m.person_id GROUP BY 1 ORDER BY 2 DESC, 1`,
    );
  }

  /** From here on these persons are counted from their rows, until their blocks are made anew. */
  async mark(personIds: readonly string[]): Promise<void> {
    await this.manager.query(`INSERT INTO registry.count_mark (person_id) SELECT unnest($1::uuid[])`, [[...personIds]]);
  }

  /**
   * In one snapshot, which the caller's transaction has to be: the marks that it takes away are those of changes that it sees, and a change that
   * it does not see keeps its mark. Two who make one block at once cannot both end.
   */
  async make(block: number): Promise<void> {
    await this.requireSnapshot();
    const persons = [block * PERSONS_OF_BLOCK, (block + 1) * PERSONS_OF_BLOCK];
    await this.manager.query(
      `DELETE FROM registry.count_mark m USING registry.person p WHERE p.id = m.person_id AND p.number >= $1 AND p.number < $2`,
      persons,
    );
    await this.manager.query(`DELETE FROM registry.count_column WHERE block = $1`, [block]);
    const told = Object.entries({ ...CODED, ...CODED_INSTANTS }).map(([name, value]) => `${value} AS ${name}`);
    for (const part of PARTS) {
      const rows = await this.manager.query<ToldRow[]>(
        `SELECT p.number, r.known_from::text, r.known_to::text, ${told.join(', ')} FROM registry.person p JOIN ${SOURCES[part]} AS r ON r.person_id = p.id
         WHERE p.number >= $1 AND p.number < $2`,
        persons,
      );
      if (rows.length > 0) await this.keep(block, part, rows.length, columnsOf(rows));
    }
  }

  /** What counts read of those of these persons who stand in blocks. All of one snapshot, as the caller has it. */
  async told(personIds: readonly string[]): Promise<ToldInBlocks> {
    const persons = await this.manager.query<{ id: string; number: number }[]>(
      `SELECT p.id, p.number FROM registry.person p WHERE p.id = ANY($1::uuid[])
         AND NOT EXISTS (SELECT FROM registry.count_mark m WHERE m.person_id = p.id)`,
      [[...personIds]],
    );
    const blocks = new Set(persons.map(({ number }) => Math.floor(number / PERSONS_OF_BLOCK)));
    const columns = await this.manager.query<ColumnRow[]>(
      `SELECT block, part, name, entries, told, codes FROM registry.count_column WHERE block = ANY($1::int[]) AND part IN ('today', 'known')`,
      [[...blocks]],
    );
    return {
      personIds: new Set(persons.map(({ id }) => id)),
      rows: toldRows(columns, new Set(persons.map(({ number }) => number))),
    };
  }

  /** Statement by statement, a change between two of them would lose its mark and not be counted. */
  private async requireSnapshot(): Promise<void> {
    const [row] = await this.manager.query<{ level: string }[]>(
      `SELECT current_setting('transaction_isolation') AS level`,
    );
    if (row?.level !== 'repeatable read') throw new RangeError('blocks of counts are made in one snapshot');
  }

  private async keep(block: number, part: Part, entries: number, columns: ReturnType<typeof columnsOf>): Promise<void> {
    for (const { name, told, codes } of columns)
      await this.manager.query(
        `INSERT INTO registry.count_column (block, part, name, entries, told, codes) VALUES ($1, $2, $3, $4, $5, $6)`,
        [block, part, name, entries, told === null ? null : JSON.stringify(told), codes],
      );
  }
}
