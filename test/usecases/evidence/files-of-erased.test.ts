// What becomes of files of evidence when somebody whom they are of is erased: destroyed with them, or sealed for everybody until a custodian decides.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { codeOfAsync as refused } from '../../support/refusal-code.js';
import { refusalOf } from '../case-world.js';
import { ErasingFiles, WHY } from './erasing-files.js';
import { COPY, FileWorld } from './file-world.js';

const GONE = 'evidence_file_sealed';
const NOTHING = 'EV-00000-00000-00000-00000-0';

let world: FileWorld;
let erasing: ErasingFiles;
let partner: Actor;
let coordinator: Actor;
let custodian: Actor;

beforeAll(async () => {
  world = await FileWorld.open();
  erasing = new ErasingFiles(world);
  ({ partner, coordinator, custodian } = world);
});
afterAll(() => world.cases.stop());

/** An item of the office of two people, of whom one is erased. */
async function shared(): Promise<{ code: string; original: Buffer; left: string; erased: string }> {
  const { code, original } = await world.withheld();
  const [left, erased] = [await erasing.person(code), await erasing.person(code)];
  await erasing.erase(erased);
  return { code, original, left, erased };
}

describe('deciding on a sealed file is refused', () => {
  it.each(ROLES.filter((role) => role !== 'custodian'))('to the role %s', async (role) => {
    const { code } = await shared();
    const actor = await world.cases.colleagueOf(coordinator, [role]);
    expect(await refused(erasing.decide(actor, code, 'open', 'keep'))).toBe('forbidden');
  });

  it('to a custodian of another organisation; where the item may not be seen, it is not there', async () => {
    const { code } = await shared();
    const other = await world.cases.colleagueOf(partner, ['custodian']);
    expect(await refused(erasing.decide(other, code, 'open', 'destroy'))).toBe('forbidden');
    const hidden = await world.withheld({ sharingLevel: 'registry_only' });
    const [of, nothing] = await Promise.all(
      [hidden.code, NOTHING].map((one) => refusalOf(erasing.decide(other, one, 'open', 'destroy'))),
    );
    expect(of).toEqual(nothing);
    expect(of?.code).toBe('not_found');
  });

  it('for what is not sealed, what there is not, and a decision or a reason that is none', async () => {
    const { code } = await world.withheld();
    for (const decision of ['keep', 'destroy'])
      expect(await refused(erasing.decide(custodian, code, 'open', decision))).toBe('conflict');
    const bare = await world.item(world.original());
    expect(await refused(erasing.decide(custodian, bare, 'open', 'keep'))).toBe('not_found');
    const odd = erasing.deciding.execute(custodian, { code, access: 'both', decision: 'keep', reason: WHY }, null);
    expect((await refusalOf(odd)).pointers).toEqual(['/access']);
    const short = erasing.deciding.execute(custodian, { code, access: 'open', decision: 'burn', reason: 'no' }, null);
    expect((await refusalOf(short)).pointers).toEqual(['/decision', '/reason']);
    expect(await erasing.states(coordinator, code)).toEqual(['open kept', 'restricted kept']);
  });

  it('for keeping the original of whoever was erased', async () => {
    const { code } = await shared();
    expect(await refused(erasing.decide(custodian, code, 'restricted', 'keep'))).toBe('conflict');
    expect(await erasing.states(coordinator, code)).toEqual(['open sealed', 'restricted sealed']);
  });
});

describe('files of nobody but who is erased', () => {
  it('are destroyed with them: nobody opens one, under a grant neither, and the vault holds nothing of them', async () => {
    const { code } = await world.withheld();
    const granted = await world.granted(partner, code);
    const waiting = await world.request(partner, code);
    await world.download(partner, code, 'restricted', granted);
    expect(await erasing.erase(await erasing.person(code))).toBe('done');
    for (const access of ['open', 'restricted']) {
      expect(await refused(world.download(custodian, code, access))).toBe(GONE);
      expect(await erasing.isHeld(code, access)).toBe(false);
      expect(await world.cases.vault.files.erasedAmong([await erasing.fileId(code, access)])).toHaveLength(1);
      expect(await world.cases.vault.files.open(await erasing.fileId(code, access))).toBeNull();
    }
    expect(await refused(world.download(partner, code, 'restricted', granted))).toBe(GONE);
    expect(await refused(world.approve(custodian, waiting))).toBe(GONE);
    expect(await refused(world.request(partner, code))).toBe(GONE);
    expect(await erasing.states(partner, code)).toEqual(['open destroyed', 'restricted destroyed']);
    expect(await refused(erasing.decide(custodian, code, 'restricted', 'keep'))).toBe('conflict');
    expect((await world.noted(code)).filter((one) => one === 'evidence_file_destroyed')).toHaveLength(2);
    expect(await erasing.tasks(coordinator)).not.toContainEqual(expect.objectContaining({ originId: code }));
  });

  it('do not come back: the original is refused, and a blurred copy takes the place of the other', async () => {
    const { code, original } = await world.withheld();
    await erasing.erase(await erasing.person(code));
    expect(await refused(world.add(coordinator, code, 'restricted', original))).toBe(GONE);
    world.cases.clock.advance(1);
    await world.add(coordinator, code, 'open', COPY);
    expect(await refused(world.add(coordinator, code, 'open', COPY))).toBe('conflict');
    expect(await erasing.states(partner, code)).toEqual(['open kept', 'restricted destroyed']);
    expect((await world.download(partner, code, 'open')).content).toEqual(COPY);
  });

  it('and whose original comes only after that, take none', async () => {
    const original = world.original();
    const code = await world.item(original);
    await erasing.erase(await erasing.person(code));
    expect(await refused(world.add(coordinator, code, 'restricted', original))).toBe(GONE);
  });

  it('go with the last of several', async () => {
    const { code, left } = await shared();
    await erasing.erase(left);
    expect(await erasing.states(partner, code)).toEqual(['open destroyed', 'restricted destroyed']);
    expect(await erasing.isHeld(code, 'restricted')).toBe(false);
  });
});

describe('files of others too', () => {
  it('are sealed for everybody, under a grant too, and are there again as far as they are kept', async () => {
    const { code } = await world.withheld();
    const granted = await world.granted(partner, code);
    await erasing.person(code);
    const pseudonym = await erasing.person(code);
    await erasing.erase(pseudonym);
    expect(await erasing.states(partner, code)).toEqual(['open sealed', 'restricted sealed']);
    for (const actor of [coordinator, custodian, partner])
      expect(await refused(world.download(actor, code, 'open'))).toBe(GONE);
    expect(await refused(world.download(partner, code, 'restricted', granted))).toBe(GONE);
    expect((await world.noted(code)).slice(-4)).toEqual(Array.from({ length: 4 }, () => 'evidence_file_withheld'));
    expect(await erasing.tasks(coordinator)).toContainEqual({ pseudonym, open: true, originId: null });
    const first = await erasing.decide(custodian, code, 'open', 'keep', 'decide-1');
    expect(first).toEqual({ access: 'open', state: 'kept' });
    expect(await erasing.decide(custodian, code, 'open', 'keep', 'decide-1')).toEqual(first);
    expect(await refused(erasing.decide(custodian, code, 'open', 'keep', 'decide-2'))).toBe('conflict');
    expect((await world.download(partner, code, 'open')).content).toEqual(COPY);
    expect(await erasing.tasks(coordinator)).toContainEqual({ pseudonym, open: true, originId: null });
    expect((await erasing.decide(custodian, code, 'restricted', 'destroy')).state).toBe('destroyed');
    expect(await erasing.isHeld(code, 'restricted')).toBe(false);
    expect(await erasing.tasks(coordinator)).toContainEqual({ pseudonym, open: false, originId: null });
    expect((await world.noted(code)).filter((one) => /kept|destroyed|_sealed/.test(one))).toEqual([
      'evidence_file_sealed',
      'evidence_file_sealed',
      'evidence_file_kept',
      'evidence_file_destroyed',
    ]);
  });

  it('are decided on once by two at once', async () => {
    const { code } = await shared();
    const second = await world.cases.colleagueOf(coordinator, ['custodian']);
    const outcomes = await Promise.all(
      [custodian, second].map((one) =>
        refused(erasing.decide(one, code, 'restricted', 'destroy')).catch(() => 'taken'),
      ),
    );
    expect(outcomes.sort()).toEqual(['conflict', 'taken']);
  });

  it.each([{ unidentified: { min: 1, max: 5 } }])('are those of people whom nobody knows: %j', async (changed) => {
    const { code } = await world.withheld(changed);
    await erasing.erase(await erasing.person(code));
    expect(await erasing.states(coordinator, code)).toEqual(['open sealed', 'restricted sealed']);
    expect(await erasing.isHeld(code, 'restricted')).toBe(true);
  });

  it('may be kept, originals too, where a statement rests on them and nobody says that they show who was erased', async () => {
    const { code, original } = await world.withheld();
    await erasing.erase(await erasing.person(code, 'proof_of_life'));
    expect(await erasing.states(coordinator, code)).toEqual(['open sealed', 'restricted sealed']);
    await erasing.decide(custodian, code, 'restricted', 'keep');
    expect((await world.download(coordinator, code, 'restricted')).content).toEqual(original);
  });

  it('and of somebody of whom that was taken back are left as they are', async () => {
    const { code } = await world.withheld();
    const pseudonym = await world.cases.register(coordinator);
    await erasing.retract(coordinator, await erasing.say(coordinator, pseudonym, code));
    await erasing.erase(pseudonym);
    expect(await erasing.states(coordinator, code)).toEqual(['open kept', 'restricted kept']);
  });
});

describe('nobody seals or destroys what another organisation holds', () => {
  async function byOthers(): Promise<{ code: string; original: Buffer; office: readonly [Actor, Actor]; of: string }> {
    const { code, original } = await world.withheld();
    const other = await world.cases.worker({ roles: ['coordinator'] });
    const office = [other, await world.cases.colleagueOf(other, ['custodian'])] as const;
    return { code, original, office, of: await erasing.person(code, 'depiction', other) };
  }

  it('by registering somebody, saying that it shows them, and erasing them', async () => {
    const { code, original, office, of } = await byOthers();
    const before = JSON.stringify(await world.items.execute(coordinator, { code }));
    await erasing.erase(of, office);
    expect(JSON.stringify(await world.items.execute(coordinator, { code }))).toBe(before);
    expect((await world.download(coordinator, code, 'restricted')).content).toEqual(original);
    expect(await world.noted(code)).not.toContain('evidence_file_sealed');
  });

  it('by saying in confidence of one of its people that it shows them', async () => {
    const { code, original } = await world.withheld();
    const pseudonym = await world.cases.register(coordinator, { sharingLevel: 'partners_pseudonymous' });
    const other = await world.cases.worker({ roles: ['coordinator'] });
    const theirs = await erasing.pseudonymFor(other, pseudonym);
    await erasing.say(other, theirs, code, { confidential: true });
    await erasing.erase(pseudonym);
    expect((await world.download(coordinator, code, 'restricted')).content).toEqual(original);
  });

  it('but what it said itself seals it, with a task of its own, and destroys nothing', async () => {
    const { code, office, of } = await byOthers();
    const known = await erasing.pseudonymFor(coordinator, of);
    await erasing.say(coordinator, known, code);
    await erasing.erase(of, office);
    expect(await erasing.states(coordinator, code)).toEqual(['open sealed', 'restricted sealed']);
    expect(await erasing.isHeld(code, 'restricted')).toBe(true);
    expect(await erasing.tasks(coordinator)).toContainEqual({ pseudonym: known, open: true, originId: null });
    expect(await erasing.tasks(office[0])).toEqual([]);
  });
});

describe('what was put back from before an erasure', () => {
  it('as the registry opens neither what was destroyed nor what was sealed', async () => {
    const { owner } = world.cases;
    const alone = await world.withheld();
    const [of, several] = [await erasing.person(alone.code), await shared()];
    await erasing.erase(of);
    await owner.query(`SET session_replication_role = replica`);
    await owner.query(`DELETE FROM registry.evidence_file_step`);
    await owner.query(`UPDATE registry.person SET erased_at = NULL, has_identity = true`);
    await owner.query(`SET session_replication_role = origin`);
    for (const { code } of [alone, several])
      for (const access of ['open', 'restricted'])
        expect(await refused(world.download(coordinator, code, access))).toBe(GONE);
  });

  it('as the vault loses the file again: at its start by a newer key store, or within a minute by the registry', async () => {
    const { owner, keys, keyStoreFile, files, vault } = world.cases;
    const { code } = await world.withheld();
    const id = await erasing.fileId(code, 'restricted');
    const of = await erasing.person(code);
    const kept = async (table: string): Promise<string> => {
      const { rows } = await owner.query<{ all: string }>(
        `SELECT json_agg(t)::text AS all FROM vault.${table} t WHERE person_id = $1`,
        [id],
      );
      return rows[0]?.all ?? '[]';
    };
    const [key, field] = [await kept('person_key'), await kept('sealed_field')];
    await erasing.erase(of);
    const putBack = async (): Promise<void> => {
      await owner.query('DELETE FROM vault.erased_person WHERE person_id = $1', [id]);
      for (const [table, rows] of [
        ['person_key', key],
        ['sealed_field', field],
      ] as const)
        await owner.query(
          `INSERT INTO vault.${table} SELECT * FROM json_populate_recordset(NULL::vault.${table}, $1)`,
          [rows],
        );
    };
    await putBack();
    expect(await vault.held([id])).toEqual([id]);
    await expect(vault.files.open(id)).rejects.toThrow();
    await erasing.finish();
    expect(await vault.held([id])).toEqual([]);
    await putBack();
    const again = await IdentityVault.open({ url: files.urls.vault, keys: readKeys(keys), keyStoreFile });
    expect(await again.held([id])).toEqual([]);
    expect(await again.files.open(id)).toBeNull();
    await again.close();
  });
});
