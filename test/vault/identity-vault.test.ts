// The life of a sealed identity in a real PostgreSQL: what a thief of the tables sees, what a crash leaves, what an inquiry finds.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { IDENTITY_FIELDS } from '../../src/domain/identity/identity-particulars.js';
import { detectScript } from '../../src/domain/names/detect-script.js';
import { MOST_CANDIDATES } from '../../src/vault/candidate-search.js';
import { IdentityVault } from '../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../src/vault/key-file.js';
import { VaultStore } from '../../src/vault/vault-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { everybody } from '../support/everybody.js';

let database: TestDatabase;
let store: VaultStore;
let vault: IdentityVault;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new VaultStore({ connectionString: database.urls.vault, most: 4 });
  vault = new IdentityVault(store, readKeys(makeKeys()));
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

function identity(name: string, rest: IdentityParticulars = {}): IdentityParticulars {
  return { names: [{ text: name, script: detectScript(name), order: 'unknown', role: 'own' }], ...rest };
}

const vardo = identity('Canaryvardo Canarytel', { birthDate: '1990-05-01', marks: 'Canaryscar', notes: 'Canarynote' });

async function sealed(given: IdentityParticulars): Promise<string> {
  const personId = randomUUID();
  await vault.sealIdentity(personId, given, null);
  await vault.confirm([personId]);
  return personId;
}

async function found(given: IdentityParticulars): Promise<string[]> {
  const { candidates } = await vault.findCandidates({ identity: given, birthYears: null }, everybody);
  return candidates.map((one) => one.personId);
}

async function counts(): Promise<Record<string, number>> {
  const result = await owner.query<Record<string, number>>(`SELECT
    (SELECT count(*)::int FROM vault.person_key) AS keys, (SELECT count(*)::int FROM vault.sealed_field) AS fields,
    (SELECT count(*)::int FROM vault.search_row) AS rows, (SELECT count(*)::int FROM vault.search_code) AS codes`);
  return result.rows[0] ?? {};
}

describe('in the tables of the vault', () => {
  it('no name, date or mark stands in the clear', async () => {
    await sealed(vardo);
    const dump: string[] = [];
    for (const table of ['person_key', 'sealed_field', 'search_row', 'search_code']) {
      const rows = await owner.query<{ row: string }>(`SELECT t::text AS row FROM vault.${table} t`);
      const bytes =
        table === 'sealed_field'
          ? await owner.query<{ sealed: Buffer }>('SELECT sealed FROM vault.sealed_field')
          : { rows: [] };
      dump.push(...rows.rows.map((one) => one.row), ...bytes.rows.map((one) => one.sealed.toString('latin1')));
    }
    const all = dump.join('\n');
    expect(all.length).toBeGreaterThan(1000);
    const plain = ['Canary', 'canary', 'CANARY', '1990-05'];
    // The year alone stands in one of ten dumps by chance: codes are numbers of up to nineteen digits.
    for (const secret of [...plain, '19900501', ...plain.map((one) => Buffer.from(one).toString('hex'))])
      expect(all).not.toContain(secret);
  });

  it('a sealed field copied to another person does not open there', async () => {
    const [from, to] = [await sealed(vardo), await sealed(identity('Mila Oron'))];
    await owner.query(
      `UPDATE vault.sealed_field t SET sealed = s.sealed FROM vault.sealed_field s WHERE t.person_id = $1 AND s.person_id = $2 AND t.field = s.field`,
      [to, from],
    );
    await expect(vault.openIdentity(to, ['names'])).rejects.toMatchObject({ code: 'seal_broken' });
  });

  it('a key and its fields moved together to another person do not open there', async () => {
    const [from, to] = [await sealed(vardo), await sealed(identity('Mila Oron'))];
    await owner.query(
      `UPDATE vault.person_key t SET wrapped_key = s.wrapped_key FROM vault.person_key s WHERE t.person_id = $1 AND s.person_id = $2`,
      [to, from],
    );
    await expect(vault.openIdentity(to, ['names'])).rejects.toMatchObject({ code: 'seal_broken' });
  });

  it('an older seal put back under a newer version does not open', async () => {
    const personId = await sealed(vardo);
    const before = await owner.query<{ sealed: Buffer }>(`SELECT sealed FROM vault.sealed_field WHERE field = 'marks'`);
    await vault.changeIdentity(personId, { marks: 'none' }, null);
    await owner.query(`UPDATE vault.sealed_field SET sealed = $1 WHERE field = 'marks'`, [before.rows[0]?.sealed]);
    await expect(vault.openIdentity(personId, ['marks'])).rejects.toMatchObject({ code: 'seal_broken' });
  });
});

describe('a pending person', () => {
  it('is found by nobody until confirmed', async () => {
    const personId = randomUUID();
    await vault.sealIdentity(personId, vardo, null);
    expect(await found(vardo)).toEqual([]);
    expect(await vault.confirm([personId])).toBe(1);
    expect(await vault.confirm([personId])).toBe(1);
    expect(await found(vardo)).toEqual([personId]);
  });

  it('is seen by the sweep once old enough, and leaves nothing when discarded', async () => {
    const personId = randomUUID();
    await vault.sealIdentity(personId, vardo, null);
    expect(await vault.pendingOlderThan(60, 10)).toEqual([]);
    await owner.query(`UPDATE vault.person_key SET created_at = created_at - interval '61 seconds'`);
    expect(await vault.pendingOlderThan(60, 10)).toEqual([personId]);
    await vault.discard([personId]);
    expect(await counts()).toEqual({ keys: 0, fields: 0, rows: 0, codes: 0 });
    expect(await vault.confirm([personId])).toBe(0);
  });

  it('is not discarded any more once confirmed', async () => {
    const personId = await sealed(vardo);
    await vault.discard([personId]);
    expect(await vault.openIdentity(personId, ['marks'])).toEqual({ marks: 'Canaryscar' });
  });

  it('is sealed with all others of its batch or not at all', async () => {
    const personId = await sealed(vardo);
    const people = [randomUUID(), personId].map((id) => ({ personId: id, identity: vardo, birthYears: null }));
    await expect(vault.sealIdentities(people)).rejects.toMatchObject({ code: 'conflict' });
    expect(await counts()).toMatchObject({ keys: 1 });
  });
});

describe('a sealed identity', () => {
  it('opens with the fields asked for and no other', async () => {
    const personId = await sealed(vardo);
    expect(await vault.openIdentity(personId, IDENTITY_FIELDS)).toEqual(vardo);
    expect(await vault.openIdentity(personId, ['marks', 'photo_url'])).toEqual({ marks: 'Canaryscar' });
  });

  it('leaves no trace when there is none', async () => {
    const personId = await sealed({});
    expect(await counts()).toEqual({ keys: 0, fields: 0, rows: 0, codes: 0 });
    expect(await vault.openIdentity(personId, IDENTITY_FIELDS)).toEqual({});
  });

  it('has 64 codes whatever it says', async () => {
    await sealed(vardo);
    await sealed({ notes: 'No name known.' });
    expect(await counts()).toMatchObject({ keys: 2, rows: 2, codes: 128 });
  });

  it('changes field by field, and is then found by what it says now', async () => {
    const personId = await sealed(vardo);
    await vault.changeIdentity(personId, { ...identity('Mila Oron'), notes: null }, null);
    expect(await vault.openIdentity(personId, IDENTITY_FIELDS)).toEqual(
      identity('Mila Oron', { birthDate: '1990-05-01', marks: 'Canaryscar' }),
    );
    expect(await found(vardo)).toEqual([]);
    expect(await found(identity('Oron Mila'))).toEqual([personId]);
    const versions = await owner.query('SELECT field, version FROM vault.sealed_field ORDER BY field');
    expect(versions.rows).toEqual([
      { field: 'birth_date', version: 1 },
      { field: 'marks', version: 1 },
      { field: 'names', version: 2 },
    ]);
    expect(await counts()).toMatchObject({ rows: 1, codes: 64 });
  });

  it('may be given to a person who had none', async () => {
    const personId = await sealed({});
    await vault.changeIdentity(personId, vardo, null);
    expect(await found(vardo)).toEqual([personId]);
  });

  it('loses no change when two come at once', async () => {
    const personId = await sealed(vardo);
    await Promise.all([
      vault.changeIdentity(personId, { marks: 'one' }, null),
      vault.changeIdentity(personId, { notes: 'two' }, null),
      vault.changeIdentity(personId, { photoUrl: 'https://example.org/3' }, null),
    ]);
    expect(await vault.openIdentity(personId, ['marks', 'notes', 'photo_url'])).toEqual({
      marks: 'one',
      notes: 'two',
      photoUrl: 'https://example.org/3',
    });
  });
});

describe('candidates', () => {
  it('are opened for comparison and no further', async () => {
    const personId = await sealed(vardo);
    const { candidates, capped } = await vault.findCandidates(
      {
        identity: identity('Canarytel Canaryvardo'),
        birthYears: null,
      },
      everybody,
    );
    expect(candidates).toEqual([{ personId, identity: { names: vardo.names, birthDate: '1990-05-01' } }]);
    expect(capped).toBe(false);
  });

  it('of a single name are met by their birth date', async () => {
    const personId = await sealed(identity('Vardo', { birthDate: '1990-05' }));
    const byYear = (year: number): Promise<unknown> =>
      vault.findCandidates({ identity: identity('Vardo'), birthYears: { from: year, to: year } }, everybody);
    expect(await byYear(1993)).toMatchObject({ candidates: [{ personId }] });
    expect(await byYear(1970)).toMatchObject({ candidates: [] });
  });

  it('are at most 200, those that share most first', async () => {
    const many = Array.from({ length: MOST_CANDIDATES + 5 }, () => ({
      personId: randomUUID(),
      identity: identity('Vardo Tel'),
      birthYears: null,
    }));
    const best = { personId: randomUUID(), identity: identity('Vardo Tel Oru'), birthYears: null };
    await vault.sealIdentities([...many, best]);
    await vault.confirm([...many, best].map((one) => one.personId));
    const { candidates, capped } = await vault.findCandidates(
      {
        identity: identity('Tel Vardo Oru'),
        birthYears: null,
      },
      everybody,
    );
    expect([candidates.length, capped, candidates[0]?.personId]).toEqual([MOST_CANDIDATES, true, best.personId]);
    // Of people whom the asker may not know of nobody is opened, counted, or put before those of whom they may.
    const last = many.at(-1)?.personId ?? '';
    const asker = await vault.findCandidates({ identity: identity('Tel Vardo Oru'), birthYears: null }, () =>
      Promise.resolve(new Set([last])),
    );
    expect([asker.candidates.map((one) => one.personId), asker.capped]).toEqual([[last], false]);
  });

  it('are the others where the seal of one is broken, and say that not all were compared', async () => {
    const [broken, whole] = [await sealed(vardo), await sealed(vardo)];
    await owner.query(
      `UPDATE vault.sealed_field SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE person_id = $1 AND field = 'names'`,
      [broken],
    );
    const query = { identity: { names: vardo.names! }, birthYears: null };
    const { candidates, capped } = await vault.findCandidates(query, everybody);
    expect([candidates.map((one) => one.personId), capped]).toEqual([[whole], true]);
    await expect(vault.openIdentity(broken, ['names'])).rejects.toMatchObject({ code: 'seal_broken' });
  });
});
