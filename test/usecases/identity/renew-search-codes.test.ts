// A registry of version 1 after its update: its people are found as before, and by sound once their codes are made anew.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { RenewSearchCodes } from '../../../src/usecases/identity/renew-search-codes.js';
import type { WalkedCodes } from '../../../src/vault/code-walk.js';
import { SearchPersons } from '../../../src/usecases/identity/search-persons.js';
import { RotateIndexKey } from '../../../src/usecases/keys/rotate-index-key.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys, withKeyVersion } from '../../../src/vault/key-file.js';
import type { KeyRing } from '../../../src/vault/key-ring.js';
import { VaultKeys } from '../../../src/vault/vault-keys.js';
import { named, openCaseWorld, PLENTY, type CaseWorld } from '../case-world.js';
import { NAME_SOUNDS_VERSION } from '../../../src/domain/names/sound-readings.js';
import { olderPairs, peopleByVersion, putOlderCodes, putOlderSounds, type OlderPair } from './older-codes.js';

const OPERATOR = servicePrincipal('operator', randomUUID());
const TODAY = `${NAME_SOUNDS_VERSION}.1`;
let world: CaseWorld;
let liaison: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
});
beforeEach(async () => {
  await world.owner.query('TRUNCATE vault.person_key, vault.sealed_field, vault.search_row, vault.search_code');
  liaison = await world.worker();
});
afterAll(async () => {
  await world.stop();
});

const renew = (command: Parameters<RenewSearchCodes['execute']>[1] = {}): Promise<WalkedCodes> =>
  new RenewSearchCodes(world.database, world.vault, world.clock).execute(OPERATOR, command);

async function search(name: string, birthYear?: number): Promise<string[]> {
  const searching = new SearchPersons(world.database, world.vault, world.clock, PLENTY);
  const { found } = await searching.execute(liaison, { name, birthYear, purpose: 'family_tracing' });
  return found.map(({ pseudonym }) => pseudonym);
}

async function older(of: ReadonlyMap<string, readonly OlderPair[]>): Promise<void> {
  const found = await world.owner.query<{ pseudonym: string; id: string }>(
    'SELECT pseudonym, person_id AS id FROM registry.pseudonym',
  );
  const ids = new Map(found.rows.map(({ pseudonym, id }) => [pseudonym.replaceAll('-', ''), id]));
  const people = [...of].map(([pseudonym, pairs]) => [ids.get(pseudonym.replaceAll('-', ''))!, pairs] as const);
  await putOlderCodes(world.owner, readKeys(world.keys), new Map(people));
}

async function registerOlder(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, at) => `Vardo${String.fromCodePoint(97 + at)}tan Quillfeder`);
  const pseudonyms: string[] = [];
  for (const name of names) pseudonyms.push(await world.register(liaison, named(name)));
  await older(new Map(pseudonyms.map((pseudonym, at) => [pseudonym, olderPairs(names[at]!)])));
  return pseudonyms;
}

it('is the service’s alone', async () => {
  const renewing = new RenewSearchCodes(world.database, world.vault, world.clock);
  const administrator = await world.colleagueOf(liaison, ['administrator']);
  await expect(renewing.execute(administrator, {})).rejects.toMatchObject({ code: 'forbidden' });
});

describe('people of version 1', () => {
  it('are found as they were, and by sound once they are made anew', async () => {
    const pseudonym = await world.register(liaison, named('Benno Quillfeder', '1990'));
    await older(new Map([[pseudonym, olderPairs('Benno Quillfeder')]]));
    expect(await peopleByVersion(world.owner)).toEqual({ '1.1': 1 });
    expect(await search('QUILLFEDER benno')).toEqual([pseudonym]);
    expect(await search('Бенно Квиллфедер')).toEqual([]);
    expect(await renew()).toEqual({ renewed: 1, broken: 0, left: 0, outcome: 'finished' });
    expect(await peopleByVersion(world.owner)).toEqual({ [TODAY]: 1 });
    expect(await search('QUILLFEDER benno')).toEqual([pseudonym]);
    expect(await search('Benno Quilfedar')).toEqual([pseudonym]);
    expect(await renew()).toEqual({ renewed: 0, broken: 0, left: 0, outcome: 'finished' });
  });

  it('stand beside those of today in one answer', async () => {
    const [first, second] = [
      await world.register(liaison, named('Orla Zadrunin')),
      await world.register(liaison, named('Orla Zadrunin')),
    ];
    await older(new Map([[first, olderPairs('Orla Zadrunin')]]));
    expect(await peopleByVersion(world.owner)).toEqual({ '1.1': 1, [TODAY]: 1 });
    expect((await search('Orla Zadrunin')).sort()).toEqual([first, second].sort());
  });

  it('have new codes by any change of their identity', async () => {
    const pseudonym = await world.register(liaison, named('Orla Zadrunin'));
    await older(new Map([[pseudonym, olderPairs('Orla Zadrunin')]]));
    const found = await world.owner.query<{ id: string }>('SELECT person_id AS id FROM vault.person_key');
    await world.vault.changeIdentity(found.rows[0]!.id, { marks: 'none' }, null);
    expect(await peopleByVersion(world.owner)).toEqual({ [TODAY]: 1 });
  });

  it('of one word keep the years that the registry alone knows', async () => {
    const pseudonym = await world.register(liaison, {
      ...named('Quillfeder'),
      particulars: { sex: 'female', birth: { date: '1990' } },
    });
    await older(new Map([[pseudonym, [['name_birth', 'quillfeder', '1990+10']]]]));
    expect(await search('Quillfeder', 1991)).toEqual([]);
    expect(await search('Quillfeder', 1990)).toEqual([pseudonym]);
    await renew();
    expect(await search('Quillfeder', 1990)).toEqual([pseudonym]);
  });

  it('who do not open are counted, left alone and passed by', async () => {
    const [broken] = await registerOlder(3);
    await world.owner.query(
      `UPDATE vault.sealed_field SET sealed = set_byte(sealed, 70, get_byte(sealed, 70) # 1)
       WHERE person_id = (SELECT min(person_id::text)::uuid FROM vault.person_key)`,
    );
    expect(broken).toBeDefined();
    expect(await renew()).toEqual({ renewed: 2, broken: 1, left: 1, outcome: 'finished' });
    expect(await peopleByVersion(world.owner)).toEqual({ '1.1': 1, [TODAY]: 2 });
  });
});

describe('the work', () => {
  it('done twice at once is done once for everybody', async () => {
    await registerOlder(12);
    const [one, other] = await Promise.all([renew(), renew()]);
    expect(one.renewed + other.renewed).toBe(12);
    expect(await peopleByVersion(world.owner)).toEqual({ [TODAY]: 12 });
    const rows = await world.owner.query('SELECT 1 FROM vault.search_row');
    expect(rows.rowCount).toBe(12);
  });

  it('waits for somebody who is being changed', async () => {
    await registerOlder(3);
    const holder = new Client({ connectionString: world.files.urls.vault });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM vault.person_key ORDER BY person_id LIMIT 1 FOR UPDATE');
    const renewing = renew();
    const released = sleep(300).then(() => holder.query('COMMIT'));
    expect(await renewing).toMatchObject({ renewed: 3, left: 0 });
    await released;
    await holder.end();
  });

  it('stops when it is told, and goes on', async () => {
    await registerOlder(2);
    const stopping = new AbortController();
    stopping.abort();
    expect(await renew({ signal: stopping.signal })).toMatchObject({ renewed: 0, left: 2, outcome: 'interrupted' });
    expect(await renew()).toMatchObject({ renewed: 2, left: 0 });
  });

  it('is noted with counts alone', async () => {
    await registerOlder(2);
    await renew();
    const noted = await world.owner.query<{ details: unknown; text: string }>(
      `SELECT details, e::text AS text FROM registry.audit_entry e WHERE action = 'search_codes_renewed' ORDER BY id DESC LIMIT 1`,
    );
    expect(noted.rows[0]?.details).toEqual({ renewed: 2, broken: 0, left: 0 });
    expect(noted.rows[0]?.text).not.toMatch(/vardo|quillfeder/i);
  });
});

describe('people of older rules of sounds', () => {
  it('are found as today’s rules read them, beside those of version 1, and all are made anew', async () => {
    const [first, second] = [
      await world.register(liaison, named('Benno Quillfeder', '1990')),
      await world.register(liaison, named('Orla Zadrunin', '1990')),
    ];
    await older(new Map([[first, olderPairs('Benno Quillfeder')]]));
    await putOlderSounds(world.owner, readKeys(world.keys), 2, await idOf(second), 'Orla Zadrunin');
    expect(await peopleByVersion(world.owner)).toEqual({ '1.1': 1, '2.1': 1 });
    expect(await search('Zadrunin Orla')).toEqual([second]);
    expect(await search('Орла Задрунин')).toEqual([second]);
    expect(await search('Benno Quillfeder')).toEqual([first]);
    expect(await renew()).toEqual({ renewed: 2, broken: 0, left: 0, outcome: 'finished' });
    expect(await peopleByVersion(world.owner)).toEqual({ [TODAY]: 2 });
    expect(await search('Орла Задрунин')).toEqual([second]);
  });

  it('are found by what today’s rules read otherwise once they are made anew: rules 5 took no notice of a geresh', async () => {
    const pseudonym = await world.register(liaison, named('ג׳ורג׳ ג׳ברין'));
    await putOlderSounds(world.owner, readKeys(world.keys), 5, await idOf(pseudonym), 'גורג גברין');
    expect(await search('Jorj Jabrin')).toEqual([]);
    expect(await renew()).toEqual({ renewed: 1, broken: 0, left: 0, outcome: 'finished' });
    expect(await peopleByVersion(world.owner)).toEqual({ [TODAY]: 1 });
    expect(await search('Jorj Jabrin')).toEqual([pseudonym]);
    expect(await search("ג'ורג' ג'ברין")).toEqual([pseudonym]);
  });

  it('and of later ones, which a service meets while another is updated, are found and left alone', async () => {
    const pseudonym = await world.register(liaison, named('Benno Quillfeder', '1990'));
    const id = await idOf(pseudonym);
    await putOlderSounds(world.owner, readKeys(world.keys), 99, id, 'Benno Quillfeder');
    expect(await search('Benno Quillfeder')).toEqual([pseudonym]);
    expect(await renew()).toEqual({ renewed: 0, broken: 0, left: 0, outcome: 'finished' });
    expect(await peopleByVersion(world.owner)).toEqual({ '99.1': 1 });
  });
});

it('a rotation of the index key by an administrator of another organisation keeps the years that the registry alone knows', async () => {
  const pseudonym = await world.register(liaison, {
    ...named('Quillfeder'),
    particulars: { sex: 'female', birth: { date: '1990' } },
  });
  const administrator = await world.worker({ roles: ['administrator'] });
  const keys = readKeys(withKeyVersion(world.keys, 'blind_index', 2));
  const [url, load] = [world.files.urls.vault, (): Promise<KeyRing> => Promise.resolve(keys)];
  const { keyStoreFile } = world;
  const vault = await IdentityVault.open({ url, keys, keyStoreFile });
  const vaultKeys = VaultKeys.on({ url, keys, source: { load, loadAnew: load }, keyStoreFile });
  const rotating = new RotateIndexKey(world.database, vaultKeys, vault, world.clock);
  expect(await rotating.execute(administrator, {})).toMatchObject({ version: 2, renewed: 1, left: 0 });
  const searching = new SearchPersons(world.database, vault, world.clock, PLENTY);
  const { found } = await searching.execute(liaison, {
    name: 'Quillfeder',
    birthYear: 1990,
    purpose: 'family_tracing',
  });
  expect(found.map((one) => one.pseudonym)).toEqual([pseudonym]);
  await vaultKeys.close();
  await vault.close();
});

async function idOf(pseudonym: string): Promise<string> {
  const found = await world.owner.query<{ id: string }>(
    `SELECT person_id AS id FROM registry.pseudonym WHERE replace(pseudonym, '-', '') = $1`,
    [pseudonym.replaceAll('-', '')],
  );
  return found.rows[0]!.id;
}
