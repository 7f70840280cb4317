// Who may set a date of retention, move it and open an identity again; what is refused, noted and repeated; and the rule for new persons.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor, type Role } from '../../../src/domain/access/actor.js';
import { SetRetention } from '../../../src/usecases/retention/set-retention.js';
import { SetRetentionRule } from '../../../src/usecases/retention/set-retention-rule.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { VaultStore } from '../../../src/vault/vault-store.js';
import { keyOf, NOBODY, refusalOf } from '../case-world.js';
import { BACK, openRetentionWorld, WHY, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;
/** Another office, to which everything is shown that may be, with every role. */
let partner: Actor;
let agency: Actor;

beforeAll(async () => {
  world = await openRetentionWorld();
  partner = await world.worker({ roles: [...ROLES] });
  agency = await world.worker({ roles: [...ROLES], kind: 'central_tracing_agency' });
});
afterAll(async () => {
  await world.stop();
});

const SHARED = { ...BACK, sharingLevel: 'partners_pseudonymous' } as const;

async function partnersName(pseudonym: string, actor: Actor): Promise<string> {
  const personId = await world.personId(pseudonym);
  const names = await world.database.transaction(actor, ({ persons }) =>
    persons.pseudonymsFor(actor.organisationId, [personId]),
  );
  return names.get(personId) ?? '';
}

function works(actor: Actor, pseudonym: string): Record<'read' | 'set' | 'reopen', () => Promise<unknown>> {
  const given = { pseudonym, until: world.dayIn(400), reason: WHY };
  return {
    read: () => world.readRetention.execute(actor, { pseudonym }),
    set: () => world.setRetention.execute(actor, { ...given, ifVersion: [0] }, null),
    reopen: () => world.reopenIdentity.execute(actor, given, null),
  };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
}

describe('a date is refused', () => {
  it.each(ROLES)('to the role %s as far as it may not', async (role: Role) => {
    const pseudonym = await world.register(world.liaison, BACK);
    const actor = await world.colleagueOf(world.liaison, [role]);
    const [changes, reads] = [
      ['coordinator', 'custodian'].includes(role),
      ['liaison', 'coordinator', 'verifier', 'custodian'].includes(role),
    ];
    const { read, set, reopen } = works(actor, pseudonym);
    expect(await codeOf(read())).toBe(reads ? 'done' : 'forbidden');
    expect(await codeOf(reopen())).toBe(changes ? 'conflict' : 'forbidden');
    expect(await codeOf(set())).toBe(changes ? 'done' : 'forbidden');
    expect(await codeOf(world.listRetention.execute(actor))).toBe(reads ? 'done' : 'forbidden');
    const rule = world.setRetentionRule.execute(actor, { months: null }, null);
    expect(await codeOf(rule)).toBe(role === 'coordinator' ? 'done' : 'forbidden');
  });

  it('to every other organisation: 403 where it knows of the person, 404 where not', async () => {
    for (const [actor, given, code] of [
      [partner, SHARED, 'forbidden'],
      [agency, SHARED, 'forbidden'],
      [partner, BACK, 'not_found'],
      [agency, BACK, 'not_found'],
    ] as const) {
      const pseudonym = await partnersName(await world.register(world.liaison, given), actor);
      for (const work of Object.values(works(actor, pseudonym))) expect(await codeOf(work())).toBe(code);
      for (const work of Object.values(works(actor, NOBODY))) expect(await codeOf(work())).toBe('not_found');
    }
    expect((await world.listRetention.execute(partner)).dated).toEqual([]);
  });

  it('to anybody but the service for the steps of the clock', async () => {
    for (const role of ROLES) {
      const actor = await world.colleagueOf(world.liaison, [role]);
      expect(await codeOf(world.keepRetention.execute(actor))).toBe('forbidden');
    }
  });

  it('where it leaves no time for warning and undo, also in place of a later one and to a custodian', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 4000);
    for (const actor of [world.coordinator, world.custodian]) {
      expect((await refusalOf(world.date(pseudonym, 179, actor))).pointers).toEqual(['/until']);
    }
    await world.date(pseudonym, null);
    expect((await refusalOf(world.date(pseudonym, 1))).pointers).toEqual(['/until']);
    await world.date(pseudonym, 180);
    expect((await world.read(pseudonym)).until).toBe(world.dayIn(180));
  });

  it('without a reason in words, and with one that names the person', async () => {
    const name = 'Marisol Quendrey';
    const pseudonym = await world.register(world.liaison, { identity: { names: [{ text: name }] } });
    const given = { pseudonym, until: null, ifVersion: [0] };
    for (const reason of ['', '   ', 'short', '1234567890123']) {
      const refused = world.setRetention.execute(world.coordinator, { ...given, reason }, null);
      expect((await refusalOf(refused)).pointers).toEqual(['/reason']);
    }
    const closed = await world.closed('Ottoline Farrow');
    const typed = { pseudonym: closed, until: null, reason: 'The sister of Ottoline Farrow called.' };
    const warned = async (): Promise<string> => codeOf(world.reopenIdentity.execute(world.coordinator, typed, null));
    // Case worlds look for no names; telephone numbers are looked for everywhere.
    expect(
      await codeOf(
        world.reopenIdentity.execute(world.coordinator, { ...typed, reason: 'Call +00 555 0100 200' }, null),
      ),
    ).toBe('confirm_open_text');
    expect((await world.read(closed)).state).toBe('closed');
    expect(await warned()).toBe('done');
  });

  it('on the ground of what has changed since', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 300);
    const given = { pseudonym, until: world.dayIn(500), reason: WHY };
    const stale = world.setRetention.execute(world.custodian, { ...given, ifVersion: [0] }, null);
    expect((await refusalOf(stale)).code).toBe('precondition_failed');
    const blind = world.setRetention.execute(world.custodian, { ...given, ifVersion: null }, null);
    expect((await refusalOf(blind)).code).toBe('precondition_required');
    expect((await world.read(pseudonym)).steps).toHaveLength(1);
  });

  it('while the identity is closed: it is opened first', async () => {
    const pseudonym = await world.closed('Lorne Vasper');
    expect((await refusalOf(world.date(pseudonym, 500))).code).toBe('conflict');
    await world.reopen(pseudonym, null);
    expect((await refusalOf(world.reopen(pseudonym, null))).code).toBe('conflict');
  });

  it('where no key can be destroyed: a date would be an empty promise', async () => {
    const store = new VaultStore({ connectionString: world.files.urls.vault, most: 1 });
    const whole = new IdentityVault(store, readKeys(makeKeys()));
    const pseudonym = await world.register(world.liaison, BACK);
    const setting = new SetRetention(world.database, whole, world.clock);
    const given = { pseudonym, reason: WHY, ifVersion: [0] };
    const refused = setting.execute(world.coordinator, { ...given, until: world.dayIn(400) }, null);
    expect((await refusalOf(refused)).code).toBe('erasure_not_promised');
    expect(await codeOf(setting.execute(world.coordinator, { ...given, until: null }, null))).toBe('done');
    const ruling = new SetRetentionRule(world.database, whole, world.clock);
    expect((await refusalOf(ruling.execute(world.coordinator, { months: 24 }, null))).code).toBe(
      'erasure_not_promised',
    );
    await whole.close();
  });
});

describe('what is set', () => {
  it('once is set once, and is in the log without the reason', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    const until = world.dayIn(365);
    const key = keyOf(world.coordinator, 'retention', until);
    const given = { pseudonym, until, reason: WHY, ifVersion: [0] };
    const first = await world.setRetention.execute(world.coordinator, given, key);
    expect(await world.setRetention.execute(world.coordinator, given, key)).toEqual(first);
    expect((await world.read(pseudonym)).steps).toMatchObject([
      { step: 'set', until, reason: WHY, by: world.coordinator.username, cause: null },
    ]);
    const { rows } = await world.owner.query<{ details: unknown }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'retention_set' AND person_id = $1`,
      [await world.personId(pseudonym)],
    );
    expect(rows).toEqual([{ details: { until, before: null } }]);
  });

  it.each([
    'UPDATE registry.retention_step SET until = NULL WHERE person_id = $1',
    'DELETE FROM registry.retention_step WHERE person_id = $1',
  ])('stays in the past: %s', async (sql) => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 365);
    const personId = await world.personId(pseudonym);
    await expect(world.owner.query(sql, [personId])).rejects.toThrow();
  });
});

describe('the rule of an organisation', () => {
  it('dates whom it registers from then on, and nobody else; what stands stays', async () => {
    const coordinator = await world.worker({ roles: ['coordinator', 'liaison'] });
    const other = await world.worker({ roles: ['coordinator', 'liaison'] });
    const rule = (months: number | null) => world.setRetentionRule.execute(coordinator, { months }, null);
    const until = async (actor: Actor): Promise<string | null> => {
      const pseudonym = await world.register(actor, BACK);
      return (await world.readRetention.execute(actor, { pseudonym })).until;
    };
    world.clock.set('2040-01-31T12:00:00Z');
    expect(await until(coordinator)).toBeNull();
    await rule(12);
    expect(await until(coordinator)).toBe('2041-01-31');
    expect(await until(other)).toBeNull();
    await rule(13);
    expect(await until(coordinator)).toBe('2041-02-28');
    await rule(null);
    expect(await until(coordinator)).toBeNull();
    const { dated, months, more } = await world.listRetention.execute(coordinator);
    expect(months).toBeNull();
    expect(more).toBe(false);
    expect(dated.map((one) => [one.until, one.state, one.warnsOn])).toEqual([
      ['2041-01-31', 'dated', '2040-11-02'],
      ['2041-02-28', 'dated', '2040-11-30'],
    ]);
    world.clock.set('2040-11-02T00:00:00Z');
    expect((await world.run()).warned).toBeGreaterThan(0);
    const { steps } = await world.readRetention.execute(coordinator, { pseudonym: dated[0]?.pseudonym ?? '' });
    expect(steps.map(({ step, cause, by }) => [step, cause, by])).toEqual([
      ['set', 'rule', null],
      ['warned', null, null],
    ]);
  });

  it.each([0, 11, 1201, 12.5])('is refused after %d months', async (months) => {
    const refused = world.setRetentionRule.execute(world.coordinator, { months }, null);
    expect((await refusalOf(refused)).pointers).toEqual(['/months']);
  });
});
