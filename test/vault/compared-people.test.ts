// Many people looked up and opened together: as each by themselves, with nothing opened of whom a birth rules out but the birth, and one broken seal keeping nobody else.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { detectScript } from '../../src/domain/names/detect-script.js';
import { BlindIndex } from '../../src/vault/blind-index.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { everybody } from '../support/everybody.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { olderPairs, putOlderCodes } from '../usecases/identity/older-codes.js';

const KEYS = makeKeys();

let database: TestDatabase;
let store: VaultStore;
let vault: IdentityVault;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 4 });
  vault = new IdentityVault(store, readKeys(KEYS));
  owner = new Client({ connectionString: database.urls.owner });
  await owner.connect();
});
beforeEach(async () => {
  await owner.query('TRUNCATE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code');
});
afterAll(async () => {
  await store.close();
  await owner.end();
  await database.drop();
});

function named(text: string, rest: IdentityParticulars = {}): IdentityParticulars {
  return { names: [{ text, script: detectScript(text), order: 'unknown', role: 'own' }], ...rest };
}

async function sealed(identity: IdentityParticulars): Promise<string> {
  const personId = randomUUID();
  await vault.sealIdentity(personId, identity, null);
  await vault.confirm([personId]);
  return personId;
}

async function breakSeal(personId: string, field: string): Promise<void> {
  const broken = await owner.query(
    `UPDATE vault.sealed_field SET sealed = set_byte(sealed, length(sealed) - 1, get_byte(sealed, length(sealed) - 1) # 1) WHERE person_id = $1 AND field = $2`,
    [personId, field],
  );
  expect(broken.rowCount).toBe(1);
}

const asked = (text: string) => ({ identity: named(text), birthYears: null });

describe('people who are asked for together', () => {
  it('meet whom each of them meets alone, in the same order', async () => {
    expect(await vault.compared.meet([])).toEqual([]);
    const texts = [
      'Tavron Lazmeki',
      'Lazmeki Tavron',
      'Таврон Лазмеки',
      'Tavrun Lazmeki',
      'Belmir Horduni',
      'Tavron Horduni',
      'Osgelt',
    ];
    for (const text of texts) await sealed(named(text));
    const pending = randomUUID();
    await vault.sealIdentity(pending, named('Tavron Lazmeki'), null);
    const alone = await Promise.all(
      texts.map(async (text) =>
        (await vault.findCandidates(asked(text), everybody)).candidates.map((one) => one.personId),
      ),
    );
    const together = await vault.compared.meet(texts.map(asked));
    expect(together).toEqual(alone);
    expect(alone[0]?.length).toBeGreaterThan(2);
    expect(together.flat()).not.toContain(pending);
    for (const text of texts) expect(await vault.compared.meet([asked(text)])).toEqual([alone[texts.indexOf(text)]]);
  });

  it('meet those whose codes are of an older version as well', async () => {
    const [today, before] = [await sealed(named('Tavron Lazmeki')), await sealed(named('Belmir Horduni'))];
    await putOlderCodes(owner, readKeys(KEYS), new Map([[before, olderPairs('Belmir Horduni')]]));
    const together = await vault.compared.meet([asked('Belmir Horduni'), asked('Tavron Lazmeki')]);
    expect(together).toEqual([[before], [today]]);
  });

  it('are told apart where one of them meets more than may be met together', async () => {
    const [code] = new BlindIndex(readKeys(KEYS)).codesFor(asked('Tavron Lazmeki'));
    await owner.query(
      `WITH people AS (INSERT INTO vault.person_key (person_id, kek_version, wrapped_key, state)
         SELECT gen_random_uuid(), 1, '\\x00', 'confirmed' FROM generate_series(1, 2000) RETURNING person_id),
       held AS (INSERT INTO vault.search_row (row_id, person_id, names_version, key_version)
         SELECT gen_random_uuid(), person_id, $2, 1 FROM people RETURNING row_id)
       INSERT INTO vault.search_code (code, row_id) SELECT $1, row_id FROM held`,
      [code, new BlindIndex(readKeys(KEYS)).today.names],
    );
    const other = await sealed(named('Belmir Horduni'));
    expect(await vault.compared.meet([asked('Tavron Lazmeki'), asked('Belmir Horduni')])).toEqual([null, [other]]);
    expect((await vault.compared.meet([asked('Tavron Lazmeki')]))[0]).toHaveLength(2_000);
  });
});

describe('of people who are opened to be compared', () => {
  it('no more than the birth date is opened where that rules them out, and nothing where none is held', async () => {
    const [ruledOut, left] = [
      await sealed(named('Tavron Lazmeki', { birthDate: '1950' })),
      await sealed(named('Belmir Horduni', { birthDate: '1984' })),
    ];
    const [unborn, unasked] = [await sealed(named('Osgelt Besgara')), await sealed(named('Kardun Tulmadi'))];
    await breakSeal(ruledOut, 'names');
    await breakSeal(unasked, 'names');
    const told = new Map<string, string | undefined>();
    const opened = await vault.compared.openUnless(
      (personId, birthDate) => {
        told.set(personId, birthDate);
        return birthDate === '1950' || personId === unasked;
      },
      [ruledOut, left, unborn, unasked],
    );
    expect(told).toEqual(
      new Map([
        [ruledOut, '1950'],
        [left, '1984'],
        [unborn, undefined],
        [unasked, undefined],
      ]),
    );
    expect(opened).toEqual(
      new Map([
        [left, named('Belmir Horduni', { birthDate: '1984' })],
        [unborn, named('Osgelt Besgara')],
      ]),
    );
  });

  it('whose seal is broken is left out, whichever part it is, and nobody else', async () => {
    const people = [];
    for (const text of ['Tavron Lazmeki', 'Belmir Horduni', 'Osgelt Besgara'])
      people.push(await sealed(named(text, { birthDate: '1984', marks: 'scar' })));
    await breakSeal(people[0] ?? '', 'names');
    await breakSeal(people[1] ?? '', 'birth_date');
    const opened = await vault.compared.openUnless(() => false, people);
    expect(opened).toEqual(new Map([[people[2], named('Osgelt Besgara', { birthDate: '1984' })]]));
    expect(await vault.compared.openUnless(() => false, [])).toEqual(new Map());
    const unheld = randomUUID();
    expect(await vault.compared.open([...people, unheld])).toEqual({ opened, broken: new Set(people.slice(0, 2)) });
    expect(await vault.compared.open([])).toEqual({ opened: new Map(), broken: new Set() });
  });
});
