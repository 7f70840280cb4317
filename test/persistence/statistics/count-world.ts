// A registry whose people are seen otherwise by some, at other times and by other organisations, for counts.

import { jest } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { SHARING_LEVELS } from '../../../src/domain/access/person-visibility.js';
import type { NewStatementInput } from '../../../src/domain/records/statement-draft.js';
import { ColumnMemory } from '../../../src/persistence/statistics/remembered-columns.js';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { MakeCountBlocks } from '../../../src/usecases/statistics/make-count-blocks.js';
import { openCaseWorld, statement, type CaseWorld } from '../../usecases/case-world.js';

export const OPERATOR = servicePrincipal('operator', 'count-blocks');

const LATER: readonly (readonly NewStatementInput[])[] = [
  [],
  [statement({ kind: 'detention', valid: '2020-12', source: 'court_record' })],
  [statement({ kind: 'located', valid: '2021-03-10', details: { attestedBy: 'family' } })],
  [statement({ kind: 'located', valid: '2021-03-10', details: { attestedBy: 'family' }, confidential: true })],
  [statement({ kind: 'death', valid: '2021-01-15', source: 'death_certificate' })],
  [
    statement({ kind: 'extortion_attempt', valid: '2021-02-01', source: 'family' }),
    statement({ kind: 'proof_of_life', valid: '2021-04', source: 'witness_sighting', confidential: true }),
  ],
];

function told(at: number): NewStatementInput[] {
  const years = [2003, 1985, 1950][at % 3] ?? 1950;
  const details = {
    sex: at % 2 === 0 ? 'male' : 'female',
    birthYears: { from: years, to: years + (at % 2) },
    nationalities: at % 5 === 0 ? ['XA', 'XB'] : ['XA'],
  };
  return [
    statement({
      kind: 'disappearance',
      valid: ['2020-10-05', '2020-11', '2020', '../2021-02'][at % 4] ?? '2020',
      source: at % 2 === 0 ? 'family' : 'authority',
      confidential: at % 11 === 3,
    }),
    statement({ kind: 'particulars', valid: '2020', details }),
  ];
}

async function addTo(world: CaseWorld, actor: Actor, pseudonym: string, given: NewStatementInput): Promise<void> {
  await new AddStatement(world.database, world.clock).execute(actor, { pseudonym, statement: given }, null);
}

/** Each person is told of on one day, and again some days later, so that what was known differs from what is. */
async function registerIn(world: CaseWorld, by: Actor, named: Actor, persons: number): Promise<string[]> {
  const registered: string[] = [];
  for (let at = 0; at < persons; at += 1) {
    const sharingLevel = SHARING_LEVELS[at % SHARING_LEVELS.length] ?? 'registry_only';
    registered.push(
      await world.register(by, {
        sharingLevel,
        ...(sharingLevel === 'named_organisations' && { namedOrganisations: [named.organisationId] }),
        statements: told(at),
      }),
    );
    world.clock.advance(3_600_000);
    for (const later of LATER[at % LATER.length] ?? []) await addTo(world, by, registered[at] ?? '', later);
    world.clock.advance(3_600_000);
  }
  return registered;
}

export interface CountWorld {
  readonly world: CaseWorld;
  readonly owner: Actor;
  /** Of every kind of organisation; one is bound to a party. */
  readonly readers: readonly Actor[];
  /** Of the owner's people. */
  readonly pseudonyms: readonly string[];
  readonly add: (actor: Actor, pseudonym: string, given: NewStatementInput) => Promise<void>;
  readonly register: (by: Actor, named: Actor, persons: number) => Promise<string[]>;
  /** How many blocks were made. */
  readonly make: () => Promise<number>;
  readonly marked: () => Promise<number>;
  /** Everything from rows, by a registry that has no blocks; they are there again afterwards. */
  readonly fromRows: <T>(work: () => Promise<T>) => Promise<T>;
}

async function fromRowsOf<T>({ owner }: CaseWorld, work: () => Promise<T>): Promise<T> {
  await owner.query('CREATE TABLE kept_aside AS SELECT * FROM registry.count_column');
  await owner.query('DELETE FROM registry.count_column');
  try {
    return await work();
  } finally {
    await owner.query('INSERT INTO registry.count_column SELECT * FROM kept_aside');
    await owner.query('DROP TABLE kept_aside');
  }
}

/** Of several marks of one person one is enough, and so few people would have as many marks as a count takes beside blocks. */
export async function markOnce({ owner }: CaseWorld): Promise<void> {
  await owner.query(
    'DELETE FROM registry.count_mark m WHERE EXISTS (SELECT FROM registry.count_mark o WHERE o.person_id = m.person_id AND o.number < m.number)',
  );
}

/** How many columns were read of persons who are marked, beside those of blocks. */
export async function readAside(work: () => Promise<unknown>): Promise<number> {
  const read = jest.spyOn(ColumnMemory.prototype, 'aside');
  try {
    await work();
    return read.mock.calls.length;
  } finally {
    read.mockRestore();
  }
}

async function markedIn({ owner }: CaseWorld): Promise<number> {
  const { rows } = await owner.query<{ n: number }>(
    'SELECT count(DISTINCT person_id)::int AS n FROM registry.count_mark',
  );
  return rows[0]?.n ?? -1;
}

export async function openCountWorld(): Promise<CountWorld> {
  const world = await openCaseWorld();
  const roles = ['coordinator', 'liaison', 'analyst'] as const;
  const owner = await world.worker({ roles });
  const bureau = await world.worker({ roles, kind: 'national_information_bureau' });
  const partner = await world.worker({ roles, kind: 'ngo' });
  const bound = await world.worker({ roles, party: await world.party('Side') });
  const agency = await world.worker({ roles, kind: 'central_tracing_agency' });
  const pseudonyms = await registerIn(world, owner, bound, 48);
  await registerIn(world, bureau, partner, 16);
  return {
    world,
    owner,
    readers: [owner, bureau, partner, bound, agency],
    pseudonyms,
    add: (actor, pseudonym, given) => addTo(world, actor, pseudonym, given),
    register: (by, named, persons) => registerIn(world, by, named, persons),
    make: async () => (await new MakeCountBlocks(world.database).execute(OPERATOR)).made,
    marked: () => markedIn(world),
    fromRows: (work) => fromRowsOf(world, work),
  };
}
