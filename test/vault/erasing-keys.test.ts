// Erasing in the vault: what it leaves to whoever has everything else, what restored backups do, and how whole keys of before are split.

import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { IdentityParticulars } from '../../src/domain/identity/identity-particulars.js';
import { heldRecord, RECORD_BYTES } from '../../src/vault/key-store-record.js';
import { HalvesWorld, VARDO } from './halves-world.js';

let world: HalvesWorld;

beforeAll(async () => {
  world = await HalvesWorld.open();
});
beforeEach(async () => {
  await world.begin();
});
afterEach(async () => {
  await world.vault.close();
});
afterAll(async () => {
  await world.stop();
});

/** What the vault as it runs makes of rows that somebody changed under it. */
function opened(personId: string): Promise<IdentityParticulars> {
  return world.vault.openIdentity(personId, ['names', 'marks']);
}

describe('erasing', () => {
  it('leaves nothing that is found, opened or changed, and may be repeated', async () => {
    const personId = await world.sealed();
    const kept = await world.sealed();
    await world.vault.erase(personId);
    await world.vault.erase(personId);
    await expect(world.vault.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
    await expect(world.vault.changeIdentity(personId, VARDO, null)).rejects.toMatchObject({ code: 'identity_erased' });
    expect(await world.found()).toEqual([kept]);
    expect(await world.counts()).toEqual([1, 2, 1, 64]);
    expect(await world.vault.held([personId, kept])).toEqual([kept]);
  });

  it('leaves no more of two people who erase one at once, or while it is changed', async () => {
    const personId = await world.sealed();
    const change = (marks: string): Promise<unknown> =>
      world.vault.changeIdentity(personId, { marks }, null).catch((error: unknown) => error);
    const outcomes = await Promise.all([
      change('a'),
      world.vault.erase(personId),
      change('b'),
      world.vault.erase(personId),
      change('c'),
    ]);
    for (const outcome of outcomes) {
      if (outcome !== undefined) expect(outcome).toMatchObject({ code: 'identity_erased' });
    }
    expect(await world.counts()).toEqual([0, 0, 0, 0]);
  });

  it('of somebody of whom the vault holds nothing keeps it from ever holding anything', async () => {
    const personId = randomUUID();
    await world.vault.erase(personId);
    await expect(world.vault.changeIdentity(personId, VARDO, null)).rejects.toMatchObject({ code: 'identity_erased' });
    expect((await world.counts())[0]).toBe(0);
  });

  it('is refused where keys are whole', async () => {
    await world.owner.query('TRUNCATE vault.key_store');
    const whole = await world.openVault(null);
    await expect(whole.erase(randomUUID())).rejects.toMatchObject({ code: 'erasure_not_promised' });
    await whole.close();
  });

  it('leaves nothing that opens to whoever has the keys, the old rows and the store as it is now', async () => {
    const personId = await world.sealed();
    const restore = await world.backup();
    await world.vault.erase(personId);
    await restore();
    expect((await world.counts())[1]).toBe(2);
    await expect(opened(personId)).rejects.toMatchObject({ code: 'identity_erased' });
    expect(await world.found()).toEqual([]);
    // The half itself is needed, not the word that it is gone: any other in its place opens nothing.
    const bytes = readFileSync(world.place.file);
    const slot = (await world.slotOf(personId)) ?? 0;
    heldRecord(slot, Buffer.alloc(32)).copy(bytes, slot * RECORD_BYTES);
    writeFileSync(world.place.file, bytes);
    await expect(opened(personId)).rejects.toMatchObject({ code: 'seal_broken' });
  });
});

describe('after an older vault was put back beside a newer store', () => {
  it('whoever was erased is gone again from the start on, and everybody else opens', async () => {
    const [erased, kept] = [await world.sealed(), await world.sealed()];
    const restore = await world.backup();
    await world.vault.erase(erased);
    await restore();
    await world.startAgain();
    expect(await world.counts()).toEqual([1, 2, 1, 64]);
    await expect(world.vault.openIdentity(erased, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
    expect(await world.vault.openIdentity(kept, ['names', 'marks'])).toEqual(VARDO);
  });

  it('slots that were given since are not given again, at a start or while it runs', async () => {
    const first = await world.sealed();
    const restore = await world.backup();
    await world.sealed();
    await world.sealed();
    const before = readFileSync(world.place.file);
    await restore();
    const fourth = await world.sealed();
    expect(await world.slotOf(fourth)).toBe(4);
    await world.owner.query(`SELECT setval('vault.key_slot', 1)`);
    await world.startAgain();
    const fifth = await world.sealed();
    expect(await world.slotOf(fifth)).toBe(5);
    expect(readFileSync(world.place.file).subarray(0, before.length).equals(before)).toBe(true);
    expect(await world.vault.openIdentity(first, ['marks'])).toEqual({ marks: 'scar' });
  });
});

describe('after an older store was put back', () => {
  it('halves of whoever was erased since are destroyed again', async () => {
    const personId = await world.sealed();
    const slot = (await world.slotOf(personId)) ?? 0;
    copyFileSync(world.place.file, `${world.place.file}.old`);
    const half = readFileSync(world.place.file).subarray(slot * RECORD_BYTES + 16, slot * RECORD_BYTES + 48);
    await world.vault.erase(personId);
    await world.vault.close();
    copyFileSync(`${world.place.file}.old`, world.place.file);
    expect(readFileSync(world.place.file).includes(half)).toBe(true);
    world.vault = await world.openVault();
    expect(readFileSync(world.place.file).includes(half)).toBe(false);
  });
});

describe('whole keys of before', () => {
  it('open as before, are split in steps that may be repeated, and are found as before', async () => {
    const people = [await world.sealedWhole(), await world.sealedWhole(), await world.sealedWhole()];
    expect(await world.found()).toEqual([...people].sort());
    const codes = await world.owner.query('SELECT * FROM vault.search_code ORDER BY 1, 2');
    expect([await world.vault.splitKeys(2), await world.vault.splitKeys(2), await world.vault.splitKeys(2)]).toEqual([
      2, 1, 0,
    ]);
    for (const personId of people) {
      expect(await world.slotOf(personId)).not.toBeNull();
      expect(await world.vault.openIdentity(personId, ['names', 'marks'])).toEqual(VARDO);
    }
    expect(await world.found()).toEqual([...people].sort());
    expect((await world.owner.query('SELECT * FROM vault.search_code ORDER BY 1, 2')).rows).toEqual(codes.rows);
  });

  it('are split once by two that split at once, beside changes', async () => {
    const people = [
      await world.sealedWhole(),
      await world.sealedWhole(),
      await world.sealedWhole(),
      await world.sealedWhole(),
    ];
    const second = await world.openVault();
    const counts = await Promise.all([
      world.vault.splitKeys(10),
      second.splitKeys(10),
      ...people.map((personId) => world.vault.changeIdentity(personId, { notes: 'meanwhile' }, null).then(() => 0)),
    ]);
    expect(counts.reduce((sum, one) => sum + one, 0) + (await world.vault.splitKeys(10))).toBe(4);
    await second.close();
    for (const personId of people) {
      expect(await world.vault.openIdentity(personId, ['marks', 'notes'])).toEqual({
        marks: 'scar',
        notes: 'meanwhile',
      });
    }
  });

  it('are removed by erasing, and when an older vault is put back', async () => {
    const personId = await world.sealedWhole();
    const restore = await world.backup();
    await world.vault.erase(personId);
    await restore();
    await world.startAgain();
    expect(await world.counts()).toEqual([0, 0, 0, 0]);
    await expect(world.vault.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
  });

  it('cannot be exchanged a second time, nor for anything by the vault’s role itself', async () => {
    const personId = await world.sealed();
    const client = new Client({ connectionString: world.database.urls.vault });
    await client.connect();
    await client.query(`SELECT vault.split_key($1, 1, 'x', 77)`, [personId]);
    expect(await world.vault.openIdentity(personId, ['marks'])).toEqual({ marks: 'scar' });
    await expect(client.query('UPDATE vault.person_key SET key_slot = 3')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('DELETE FROM vault.erased_person')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query('DELETE FROM vault.key_store')).rejects.toMatchObject({ code: '42501' });
    await expect(client.query(`SELECT setval('vault.key_slot', 1)`)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});
