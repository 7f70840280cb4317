// Who may ask for an erasure, confirm it and take it back; in which state, how often, and what the log says of it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor, type Role } from '../../../src/domain/access/actor.js';
import { ERASURE_WAITS } from '../../../src/domain/identity/erasure.js';
import { RequestErasure } from '../../../src/usecases/erasures/request-erasure.js';
import { IdentityVault } from '../../../src/vault/identity-vault.js';
import { makeKeys, readKeys } from '../../../src/vault/key-file.js';
import { VaultStore } from '../../../src/vault/vault-store.js';
import { keyOf, named, NAMELESS, NOBODY, refusalOf } from '../case-world.js';
import { ASKED, openErasureWorld, type ErasureWorld } from './erasure-world.js';

let world: ErasureWorld;
/** Another office, to which everything is shown that may be, with every role. */
let partner: Actor;
let agency: Actor;

beforeAll(async () => {
  world = await openErasureWorld();
  partner = await world.worker({ roles: [...ROLES] });
  agency = await world.worker({ roles: [...ROLES], kind: 'central_tracing_agency' });
});
afterAll(async () => {
  await world.stop();
});

const SHARED = { sharingLevel: 'partners_pseudonymous' } as const;

async function partnersName(pseudonym: string, actor: Actor): Promise<string> {
  const personId = await world.personId(pseudonym);
  const names = await world.database.transaction(actor, ({ persons }) =>
    persons.pseudonymsFor(actor.organisationId, [personId]),
  );
  return names.get(personId) ?? '';
}

describe('erasing is refused', () => {
  it.each(ROLES)('to the role %s as far as it may not', async (role: Role) => {
    const { pseudonym, erasureId } = await world.asked('Orva Quell');
    const actor = await world.colleagueOf(world.liaison, [role]);
    const named = { pseudonym, erasureId };
    const may = { request: ['coordinator'], confirm: ['custodian'], rest: ['coordinator', 'custodian'] };
    const code = async (roles: readonly string[], work: Promise<unknown>): Promise<void> => {
      const outcome: unknown = await work.catch((error: unknown) => error);
      expect({ outcome }).toEqual(
        roles.includes(role)
          ? expect.not.objectContaining({ outcome: expect.objectContaining({ code: 'forbidden' }) })
          : { outcome: expect.objectContaining({ code: 'forbidden' }) },
      );
    };
    await code(may.request, world.requestErasure.execute(actor, { pseudonym, ...ASKED }, null));
    await code(may.rest, world.listErasures.execute(actor, { pseudonym }));
    await code(may.confirm, world.confirmErasure.execute(actor, named, null));
    await code(may.rest, world.withdrawErasure.execute(actor, named));
  });

  it('to every other organisation: 403 where it knows of the person, 404 where not', async () => {
    for (const [actor, given, code] of [
      [partner, SHARED, 'forbidden'],
      [agency, SHARED, 'forbidden'],
      [partner, {}, 'not_found'],
      [agency, {}, 'not_found'],
    ] as const) {
      const { pseudonym: owners, erasureId } = await world.asked('Orva Quell', given);
      const pseudonym = code === 'forbidden' ? await partnersName(owners, actor) : owners;
      const work: (() => Promise<unknown>)[] = [
        () => world.requestErasure.execute(actor, { pseudonym, ...ASKED }, null),
        () => world.confirmErasure.execute(actor, { pseudonym, erasureId }, null),
        () => world.withdrawErasure.execute(actor, { pseudonym, erasureId }),
        () => world.listErasures.execute(actor, { pseudonym }),
      ];
      for (const one of work) expect((await refusalOf(one())).code).toBe(code);
    }
  });

  it('for nobody, and with an erasure of somebody else or none', async () => {
    const { pseudonym } = await world.asked('Orva Quell');
    const other = await world.asked('Lorne Vasper');
    const { coordinator, custodian } = world;
    const ask = world.requestErasure.execute(coordinator, { pseudonym: NOBODY, ...ASKED }, null);
    expect((await refusalOf(ask)).code).toBe('not_found');
    for (const erasureId of [other.erasureId, '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11', 'x', '']) {
      const confirmed = world.confirmErasure.execute(custodian, { pseudonym, erasureId }, null);
      expect((await refusalOf(confirmed)).code).toBe('not_found');
      const withdrawn = world.withdrawErasure.execute(coordinator, { pseudonym, erasureId });
      expect((await refusalOf(withdrawn)).code).toBe('not_found');
    }
  });

  it.each([
    ['a ground that is none', { ground: 'boredom' }, '/ground'],
    ['no reason', { reason: ' ' }, '/reason'],
    ['a reason of no words', { reason: '1234567890' }, '/reason'],
    ['a reason without end', { reason: 'why '.repeat(600) }, '/reason'],
  ])('for %s', async (_what, given, pointer) => {
    const pseudonym = await world.register(world.liaison, named('Orva Quell'));
    const refusal = await refusalOf(
      world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED, ...given }, null),
    );
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
  });

  it('to whoever asked for it, whatever their roles', async () => {
    const both = await world.colleagueOf(world.liaison, ['coordinator', 'custodian']);
    const pseudonym = await world.register(world.liaison, named('Orva Quell'));
    const { id: erasureId } = await world.requestErasure.execute(both, { pseudonym, ...ASKED }, null);
    const confirmed = world.confirmErasure.execute(both, { pseudonym, erasureId }, null);
    expect((await refusalOf(confirmed)).code).toBe('second_person_needed');
    expect((await world.vault.openIdentity(await world.personId(pseudonym), ['names'])).names).toHaveLength(1);
  });

  it('where the registry does not promise it', async () => {
    const store = new VaultStore({ connectionString: world.files.urls.vault, most: 1 });
    const whole = new IdentityVault(store, readKeys(makeKeys()));
    const pseudonym = await world.register(world.liaison, named('Orva Quell'));
    const asking = new RequestErasure(world.database, whole, world.clock);
    const refused = asking.execute(world.coordinator, { pseudonym, ...ASKED }, null);
    expect((await refusalOf(refused)).code).toBe('erasure_not_promised');
    const { erasureId, pseudonym: other } = await world.asked('Lorne Vasper');
    const confirmed = world.confirmWith(whole).execute(world.custodian, { pseudonym: other, erasureId }, null);
    expect((await refusalOf(confirmed)).code).toBe('erasure_not_promised');
    await store.close();
  });
});

describe('a request', () => {
  it('waits for 30 days, alone, and may be made again when it ran out', async () => {
    const { pseudonym, erasureId } = await world.asked('Tamsin Orrel');
    const again = (): Promise<unknown> =>
      world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED }, null);
    expect((await refusalOf(again())).code).toBe('erasure_state_conflict');
    world.clock.advance(ERASURE_WAITS - 1);
    expect((await refusalOf(again())).code).toBe('erasure_state_conflict');
    world.clock.advance(1);
    const late = world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
    expect((await refusalOf(late)).code).toBe('erasure_state_conflict');
    await again();
    const { erasures } = await world.listErasures.execute(world.custodian, { pseudonym });
    expect(erasures.map(({ state }) => state)).toEqual(['requested', 'expired']);
  });

  it('may be taken back by either, once and twice alike, and never confirmed then', async () => {
    for (const actor of [world.coordinator, world.custodian]) {
      const { pseudonym, erasureId } = await world.asked('Tamsin Orrel');
      await world.withdrawErasure.execute(actor, { pseudonym, erasureId });
      await world.withdrawErasure.execute(actor, { pseudonym, erasureId });
      const confirmed = world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
      expect((await refusalOf(confirmed)).code).toBe('erasure_state_conflict');
      expect((await world.noted(pseudonym)).filter((action) => action === 'erasure_withdrawn')).toHaveLength(1);
      expect(await world.find('Tamsin Orrel')).toContain(pseudonym);
    }
  });

  it('that is sent twice is one, and so is a confirmation', async () => {
    const pseudonym = await world.register(world.liaison, named('Tamsin Orrel'));
    const asking = keyOf(world.coordinator, `ask-${pseudonym}`, 'a');
    const ask = (): Promise<{ id: string }> =>
      world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED }, asking);
    const { id: erasureId } = await ask();
    expect(await ask()).toMatchObject({ id: erasureId });
    const confirming = keyOf(world.custodian, `confirm-${pseudonym}`, 'a');
    const confirm = (): Promise<unknown> =>
      world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, confirming);
    expect([await confirm(), await confirm()]).toEqual([
      { id: erasureId, state: 'done' },
      { id: erasureId, state: 'done' },
    ]);
    expect((await world.noted(pseudonym)).filter((action) => action.startsWith('erasure_'))).toEqual([
      'erasure_requested',
      'erasure_confirmed',
    ]);
    expect((await world.noted(pseudonym)).filter((action) => action === 'identity_erased')).toHaveLength(1);
  });

  it('of a nameless record may be carried out too, which keeps it nameless', async () => {
    const pseudonym = await world.register(world.liaison, NAMELESS);
    const { id: erasureId } = await world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED }, null);
    const confirmed = await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
    expect(confirmed.state).toBe('done');
    const change = world.changeIdentity.execute(
      world.liaison,
      { pseudonym, change: { marks: 'scar' }, ifMatch: ['*'] },
      null,
    );
    expect((await refusalOf(change)).code).toBe('identity_erased');
  });

  it('is told as it stood at any time, with who did what', async () => {
    const { pseudonym, erasureId } = await world.asked('Tamsin Orrel');
    const asked = world.clock.now();
    world.clock.advance(60_000);
    await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
    const told = async (knownAt?: number): Promise<unknown> =>
      (await world.listErasures.execute(world.coordinator, { pseudonym, knownAt })).erasures;
    expect(await told()).toEqual([
      {
        id: erasureId,
        state: 'done',
        ...ASKED,
        requested: { username: world.coordinator.username, at: asked },
        expiresAt: asked + ERASURE_WAITS,
        withdrawn: null,
        confirmed: { username: world.custodian.username, at: asked + 60_000 },
        doneAt: asked + 60_000,
        own: true,
      },
    ]);
    expect(await told(asked)).toMatchObject([{ state: 'requested', confirmed: null, doneAt: null }]);
    expect(await told(asked - 1)).toEqual([]);
  });
});

describe('what was confirmed', () => {
  it('is not taken back, confirmed or asked for again', async () => {
    const { pseudonym, erasureId } = await world.asked('Benno Quillfeder');
    await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null);
    const refused = [
      [() => world.withdrawErasure.execute(world.coordinator, { pseudonym, erasureId }), 'erasure_state_conflict'],
      [() => world.confirmErasure.execute(world.custodian, { pseudonym, erasureId }, null), 'erasure_state_conflict'],
      [() => world.requestErasure.execute(world.coordinator, { pseudonym, ...ASKED }, null), 'identity_erased'],
    ] as const;
    for (const [work, code] of refused) expect((await refusalOf(work())).code).toBe(code);
  });

  it('by two people at once is confirmed by one of them', async () => {
    const { pseudonym, erasureId } = await world.asked('Benno Quillfeder');
    const second = await world.colleagueOf(world.liaison, ['custodian']);
    const outcomes = await Promise.allSettled(
      [world.custodian, second].map((actor) => world.confirmErasure.execute(actor, { pseudonym, erasureId }, null)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await world.noted(pseudonym)).filter((action) => action === 'erasure_confirmed')).toHaveLength(1);
  });

  it('cannot be changed in the registry either, by the service or by its owner', async () => {
    const pseudonym = await world.erased('Benno Quillfeder');
    const personId = await world.personId(pseudonym);
    for (const sql of [
      'UPDATE registry.person SET has_identity = true WHERE id = $1',
      'UPDATE registry.person SET erased_at = NULL WHERE id = $1',
      'UPDATE registry.erasure SET confirmed_at = NULL, confirmed_by = NULL, done_at = NULL WHERE person_id = $1',
      'UPDATE registry.erasure SET done_at = now() WHERE person_id = $1',
      'DELETE FROM registry.erasure WHERE person_id = $1',
    ]) {
      await expect(world.owner.query(sql, [personId])).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
    }
  });
});
