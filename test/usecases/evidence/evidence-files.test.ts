// Files of evidence: who may add them, who may see what is in them, and what is kept of them where.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { DOWNLOAD_REPEATS } from '../../../src/domain/evidence/file-request.js';
import { SweepOrphans } from '../../../src/usecases/identity/sweep-orphans.js';
import { codeOfAsync as refused } from '../../support/refusal-code.js';
import { refusalOf } from '../case-world.js';
import { COPY, FileWorld } from './file-world.js';

const NOTHING = 'EV-00000-00000-00000-00000-0';

let world: FileWorld;
let partner: Actor;
let coordinator: Actor;

beforeAll(async () => {
  world = await FileWorld.open();
  ({ partner, coordinator } = world);
});
afterAll(() => world.cases.stop());

describe('adding a file is refused', () => {
  it.each(ROLES.filter((role) => role !== 'liaison' && role !== 'coordinator'))('to the role %s', async (role) => {
    const original = world.original();
    const code = await world.item(original);
    const actor = await world.cases.colleagueOf(coordinator, [role]);
    expect(await refused(world.add(actor, code, 'restricted', original))).toBe('forbidden');
  });

  it('to another organisation that may see the item; to one that may not, it is not there', async () => {
    const original = world.original();
    const stranger = await world.cases.worker({ roles: ['coordinator'] });
    const shared = await world.item(original);
    expect(await refused(world.add(stranger, shared, 'restricted', original))).toBe('forbidden');
    const hidden = world.original();
    const code = await world.item(hidden, { sharingLevel: 'registry_only' });
    const [of, nothing] = await Promise.all(
      [code, NOTHING].map((one) => refusalOf(world.add(stranger, one, 'restricted', hidden))),
    );
    expect(of).toEqual(nothing);
    expect(nothing?.code).toBe('not_found');
  });

  it('for what is not the original, what is no base64, and a second one', async () => {
    const original = world.original();
    const code = await world.item(original);
    expect((await refusalOf(world.add(coordinator, code, 'restricted', COPY))).pointers).toEqual(['/content']);
    expect((await refusalOf(world.add(coordinator, code, 'open', original))).pointers).toEqual(['/access']);
    const odd = { code, access: 'open', mediaType: 'image/png', content: 'not base64!' };
    expect((await refusalOf(world.adding.execute(coordinator, odd, null))).pointers).toEqual(['/content']);
    await world.add(coordinator, code, 'restricted', original);
    expect(await refused(world.add(coordinator, code, 'restricted', original))).toBe('conflict');
    expect(await world.noted(code)).toEqual(['evidence_file_added']);
  });
});

describe('a file that was added', () => {
  it('is sealed, and known to whoever may see the item by what it is and not by what is in it', async () => {
    const { code, original } = await world.withheld();
    const { files } = await world.items.execute(partner, { code });
    expect(files.map(({ access, bytes }) => [access, bytes])).toEqual([
      ['open', COPY.length],
      ['restricted', original.length],
    ]);
    for (const table of ['registry.evidence_file', 'vault.sealed_field']) {
      const { rows } = await world.cases.owner.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      const all = rows.map(({ row }) => row).join('\n');
      for (const form of ['utf8', 'hex', 'base64'] as const) expect(all).not.toContain(original.toString(form));
    }
  });

  it('is the same one when the request is sent again under its key', async () => {
    const original = world.original();
    const code = await world.item(original);
    const first = await world.add(coordinator, code, 'restricted', original, 'add-1');
    expect(await world.add(coordinator, code, 'restricted', original, 'add-1')).toEqual(first);
    expect(await refused(world.add(coordinator, code, 'open', COPY, 'add-1'))).toBe('idempotency_key_reused');
    expect((await world.items.execute(coordinator, { code })).files).toHaveLength(1);
  });

  it('outlives the sweep of what a crash left in the vault', async () => {
    const { code, original } = await world.withheld();
    await world.cases.owner.query(`UPDATE vault.person_key SET state = 'pending'`);
    const sweep = new SweepOrphans(world.cases.database, world.cases.vault);
    const swept = await sweep.execute(servicePrincipal('job', 'sweep'), 0);
    expect([swept.removed, swept.confirmed]).toEqual([0, expect.any(Number)]);
    expect(swept.confirmed).toBeGreaterThan(1);
    expect((await world.download(coordinator, code, 'restricted')).content).toEqual(original);
  });
});

describe('downloading is refused', () => {
  const may = ['coordinator', 'verifier', 'custodian'];
  it.each(ROLES.filter((role) => !may.includes(role)))('to the role %s of either organisation', async (role) => {
    const { code } = await world.withheld();
    for (const office of [coordinator, partner]) {
      const actor = await world.cases.colleagueOf(office, [role]);
      for (const access of ['open', 'restricted'])
        expect(await refused(world.download(actor, code, access))).toBe('forbidden');
    }
  });

  it('of a restricted file to another organisation without a grant, which is in the log', async () => {
    const { code } = await world.withheld();
    expect(await refused(world.download(partner, code, 'restricted'))).toBe('forbidden');
    expect((await world.noted(code)).at(-1)).toBe('evidence_file_withheld');
  });

  it('to whoever may not see the item, and of a file that there is not, alike', async () => {
    const { code } = await world.withheld({ sharingLevel: 'registry_only' });
    const bare = await world.item(world.original());
    const answers = await Promise.all(
      [code, bare, NOTHING].map((one) => refusalOf(world.download(partner, one, 'restricted'))),
    );
    expect(answers.map(({ code: refusal }) => refusal)).toEqual(['not_found', 'not_found', 'not_found']);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('with a request where none is needed', async () => {
    const { code } = await world.withheld();
    expect((await refusalOf(world.download(partner, code, 'open', code))).pointers).toEqual(['/request']);
    expect((await refusalOf(world.download(partner, code, 'both'))).pointers).toEqual(['/access']);
  });
});

describe('downloading', () => {
  it('gives the open file to whoever may see the item, and the restricted one to its organisation; both are in the log', async () => {
    const { code, original } = await world.withheld();
    expect((await world.download(partner, code, 'open')).content).toEqual(COPY);
    for (const role of ['coordinator', 'verifier', 'custodian'] as const) {
      const actor = await world.cases.colleagueOf(coordinator, [role]);
      expect((await world.download(actor, code, 'restricted')).content).toEqual(original);
    }
    expect((await world.noted(code)).slice(2)).toEqual(Array.from({ length: 4 }, () => 'evidence_file_opened'));
  });

  it('is the same one again under its key for a while, and is kept once', async () => {
    const { code, original } = await world.withheld();
    const first = await world.download(coordinator, code, 'restricted', undefined, 'get-1');
    const again = await world.download(coordinator, code, 'restricted', undefined, 'get-1');
    expect([again.id, again.content]).toEqual([first.id, original]);
    world.cases.clock.advance(DOWNLOAD_REPEATS);
    expect(await refused(world.download(coordinator, code, 'restricted', undefined, 'get-1'))).toBe('conflict');
    expect((await world.noted(code)).filter((one) => one === 'evidence_file_opened')).toHaveLength(1);
  });
});
