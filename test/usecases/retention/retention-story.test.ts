// A date of retention from the day it is set to the day on which nothing can open the identity any more, with the clock moved by hand.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddStatement } from '../../../src/usecases/records/add-statement.js';
import { AddTracingRequest } from '../../../src/usecases/tracing-requests/add-tracing-request.js';
import { MoveTracingRequest } from '../../../src/usecases/tracing-requests/move-tracing-request.js';
import { refusalOf, statement } from '../case-world.js';
import { SHOWN } from '../erasures/erasure-world.js';
import { requestOf } from '../tracing-requests/tracing-world.js';
import { BACK, DAY, openRetentionWorld, SERVICE, storedAs, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;

beforeAll(async () => {
  world = await openRetentionWorld();
});
afterAll(async () => {
  await world.stop();
});

/** The name, or the code of the refusal. */
async function isShown(pseudonym: string): Promise<string> {
  try {
    const { identity } = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    return identity.names?.[0]?.text ?? '';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function bandOf(name: string): Promise<string | null> {
  const sought = { names: [{ text: name }] };
  return (await world.makeInquiry.execute(world.liaison, { sought, purpose: 'family_tracing' }, null)).band;
}

describe('an identity with a date', () => {
  it('is warned of, closed, opened again, closed again and erased, and then nothing opens it', async () => {
    const name = 'Orva Quellmark';
    const pseudonym = await world.register(world.liaison, { identity: { names: [{ text: name }] }, ...BACK });
    const personId = await world.personId(pseudonym);
    const disclosed = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    const set = world.clock.now();
    await world.date(pseudonym, 180);
    expect(await world.read(pseudonym)).toMatchObject({
      state: 'dated',
      version: 1,
      until: world.dayIn(180),
      warnsOn: world.dayIn(90),
      closesOn: world.dayIn(180),
      erasedFrom: world.dayIn(270),
      obstacle: null,
    });

    world.pass(89);
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });
    world.pass(1);
    expect(await world.run()).toEqual({ warned: 1, putOff: 0, closed: 0, erased: 0 });
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });
    expect(await world.tasks(pseudonym)).toEqual([`retention_warning ${world.dayIn(90)}`]);
    expect(await isShown(pseudonym)).toBe(name);

    world.pass(89);
    await world.run();
    expect(await isShown(pseudonym)).toBe(name);
    const late = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    world.pass(1);
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 1, erased: 0 });
    expect(await world.read(pseudonym)).toMatchObject({ state: 'closed', erasedFrom: world.dayIn(90) });
    expect(await isShown(pseudonym)).toBe('identity_closed');
    for (const { disclosureId } of [disclosed, late]) {
      const again = world.showDisclosure.execute(world.liaison, { pseudonym, disclosureId });
      expect(['not_found', 'identity_closed']).toContain((await refusalOf(again)).code);
    }
    const changed = world.changeIdentity.execute(
      world.liaison,
      { pseudonym, change: { marks: 'scar' }, ifMatch: ['*'] },
      null,
    );
    expect((await refusalOf(changed)).code).toBe('identity_closed');
    expect(await world.find(name)).toEqual([]);
    expect(await bandOf(name)).toBe('none');
    expect(await world.sealedRows(personId)).toBeGreaterThan(0);
    // The case goes on without its name.
    expect((await world.readRecord.execute(world.liaison, { pseudonym, why: false })).record.status).toBe(
      'returned_located',
    );

    world.pass(60);
    await world.run();
    await world.reopen(pseudonym, 200, world.custodian);
    expect(await isShown(pseudonym)).toBe(name);
    expect(await world.find(name)).toEqual([pseudonym]);
    expect(await bandOf(name)).toBe('possible_matches');
    expect(await world.tasks(pseudonym)).toEqual([]);
    expect(await world.read(pseudonym)).toMatchObject({ state: 'dated', until: world.dayIn(200) });

    world.pass(110);
    await world.run();
    world.pass(90);
    expect((await world.run()).closed).toBe(1);
    world.pass(89);
    expect((await world.run()).erased).toBe(0);
    expect(await world.sealedRows(personId)).toBeGreaterThan(0);
    world.pass(1);
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 1 });
    expect(await isShown(pseudonym)).toBe('identity_erased');
    expect((await refusalOf(world.reopen(pseudonym, 200))).code).toBe('identity_erased');
    // Once the key is destroyed the log, too, no longer says of whom its entries tell.
    expect(
      (await world.noted(pseudonym)).filter((action) => /retention_(?!read)|identity_(?!disc)|erasure_/.test(action)),
    ).toEqual([
      'retention_set',
      'retention_warned',
      'identity_closed',
      'identity_reopened',
      'retention_warned',
      'identity_closed',
      'erasure_confirmed',
    ]);
    expect(await world.finishErasures.execute(SERVICE)).toEqual({ finished: 1, erasedAgain: 0 });
    expect(await world.sealedRows(personId)).toBe(0);
    await expect(world.vault.openIdentity(personId, ['names'])).rejects.toMatchObject({ code: 'identity_erased' });
    expect(await world.find(name)).toEqual([]);
    const { erasures } = await world.listErasures.execute(world.custodian, { pseudonym });
    expect(erasures).toMatchObject([
      { state: 'done', ground: 'retention_ended', requested: { username: null }, confirmed: { username: null } },
    ]);
    expect(await world.read(pseudonym)).toMatchObject({
      state: 'erased',
      warnsOn: null,
      closesOn: null,
      erasedFrom: null,
    });
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });

    expect(await world.read(pseudonym, set + 100 * DAY)).toMatchObject({ state: 'warned', obstacle: null });
    expect((await world.read(pseudonym, set + 185 * DAY)).state).toBe('closed');
  });

  it('whose vault came back from an older backup is erased again', async () => {
    const name = 'Sorrel Brandmoor';
    const pseudonym = await world.closed(name);
    const personId = await world.personId(pseudonym);
    world.pass(90);
    expect((await world.run()).erased).toBe(1);
    await world.finishErasures.execute(SERVICE);
    await world.owner.query('DELETE FROM vault.erased_person WHERE person_id = $1', [personId]);
    await world.vault.sealIdentity(
      personId,
      { names: [{ text: name, script: 'Latn', order: 'unknown', role: 'own' }] },
      null,
    );
    await world.vault.confirm([personId]);
    expect(await world.finishErasures.execute(SERVICE)).toEqual({ finished: 0, erasedAgain: 1 });
    expect(await world.sealedRows(personId)).toBe(0);
  });

  it('is prolonged, which takes the warning back and its task with it', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 180);
    world.pass(90);
    await world.run();
    await world.date(pseudonym, 400, world.custodian);
    expect(await world.tasks(pseudonym)).toEqual([]);
    world.pass(90);
    expect(await world.run()).toMatchObject({ closed: 0 });
    await world.date(pseudonym, null);
    expect(await world.read(pseudonym)).toMatchObject({ state: 'undated', until: null, version: 4 });
    world.pass(2000);
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });
  });

  it('is never closed unwarned: a service that slept for years warns first', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 180);
    world.pass(3000);
    expect(await world.run()).toMatchObject({ warned: 1, closed: 0 });
    expect(await world.read(pseudonym)).toMatchObject({ closesOn: world.dayIn(90), erasedFrom: world.dayIn(180) });
    world.pass(89);
    expect(await world.run()).toMatchObject({ closed: 0 });
    world.pass(1);
    expect(await world.run()).toMatchObject({ closed: 1 });
    await world.reopen(pseudonym, null);
  });

  it('keeps in one row what all its steps amount to', async () => {
    const pseudonym = await world.closed('Lorne Vasper');
    const stored = await storedAs(world, await world.personId(pseudonym));
    expect(stored).toEqual({
      version: 3,
      until: world.dayIn(0),
      warned_on: world.dayIn(-90),
      put_off: null,
      closed_on: world.dayIn(0),
      next_on: world.dayIn(1),
    });
    await world.reopen(pseudonym, null);
    expect(await storedAs(world, await world.personId(pseudonym))).toMatchObject({ until: null, next_on: null });
  });
});

describe('while somebody is sought', () => {
  it('the date is put off with a task that says why, and warned of anew once they are back', async () => {
    const pseudonym = await world.register(world.liaison, { statements: [statement({ kind: 'disappearance' })] });
    await world.date(pseudonym, 180);
    expect((await world.read(pseudonym)).obstacle).toBe('search_open');
    world.pass(90);
    await world.run();
    world.pass(90);
    expect(await world.run()).toEqual({ warned: 0, putOff: 1, closed: 0, erased: 0 });
    world.pass(1);
    expect(await world.run()).toEqual({ warned: 0, putOff: 0, closed: 0, erased: 0 });
    expect(await world.tasks(pseudonym)).toContain(`retention_put_off_for_search ${world.dayIn(29)}`);
    expect(await world.read(pseudonym)).toMatchObject({ state: 'put_off', putOff: 'search_open' });

    const located = { kind: 'located', valid: '2021-05-20', source: 'person', details: { attestedBy: 'person' } };
    await new AddStatement(world.database, world.clock).execute(
      world.liaison,
      { pseudonym, statement: statement(located) },
      null,
    );
    expect(await world.run()).toMatchObject({ warned: 0 });
    world.pass(6);
    expect(await world.run()).toMatchObject({ warned: 1, closed: 0 });
    world.pass(90);
    expect(await world.run()).toMatchObject({ closed: 1 });
    await world.reopen(pseudonym, null);
  });

  it('by a tracing request of the owner nothing is closed, whatever the record says', async () => {
    const pseudonym = await world.register(world.liaison, BACK);
    await world.date(pseudonym, 180);
    const add = new AddTracingRequest(world.database, world.vault, world.clock);
    const { id } = await add.execute(world.liaison, requestOf(pseudonym), null);
    world.pass(90);
    await world.run();
    world.pass(90);
    expect(await world.run()).toMatchObject({ putOff: 1, closed: 0 });
    expect((await world.tasks(pseudonym)).join(' ')).toContain('retention_put_off_for_request');
    const closing = { requestId: id, to: 'closed', closingReason: 'answered', reason: 'They have met.' };
    await new MoveTracingRequest(world.database, world.clock).execute(world.liaison, closing, null);
    world.pass(7);
    expect(await world.run()).toMatchObject({ warned: 1 });
    await world.date(pseudonym, null);
  });

  it('who was closed is opened again by the clock, on the last day too', async () => {
    const name = 'Benno Quillfeder';
    const pseudonym = await world.closed(name);
    world.pass(90);
    const capture = statement({ kind: 'capture', valid: new Date(world.clock.now() - DAY).toISOString().slice(0, 10) });
    await new AddStatement(world.database, world.clock).execute(world.liaison, { pseudonym, statement: capture }, null);
    expect(await world.run()).toEqual({ warned: 0, putOff: 1, closed: 0, erased: 0 });
    expect(await isShown(pseudonym)).toBe(name);
    expect(await world.find(name)).toEqual([pseudonym]);
    expect(await world.read(pseudonym)).toMatchObject({ state: 'put_off', putOff: 'search_open' });
  });

  it('is the owner’s to know: what another organisation says in confidence, or is asked by a family, moves no date', async () => {
    const pseudonym = await world.register(world.liaison, { ...BACK, sharingLevel: 'partners_pseudonymous' });
    const partner = await world.worker({ roles: ['liaison', 'coordinator'], kind: 'ngo' });
    const personId = await world.personId(pseudonym);
    const names = await world.database.transaction(partner, ({ persons }) =>
      persons.pseudonymsFor(partner.organisationId, [personId]),
    );
    const theirs = names.get(personId) ?? '';
    const valid = new Date(world.clock.now() - DAY).toISOString().slice(0, 10);
    const adding = new AddStatement(world.database, world.clock);
    const secret = { pseudonym: theirs, statement: statement({ kind: 'capture', valid, confidential: true }) };
    await adding.execute(partner, secret, null);
    await new AddTracingRequest(world.database, world.vault, world.clock).execute(partner, requestOf(theirs), null);
    expect((await world.read(pseudonym)).obstacle).toBeNull();
    // Said openly, the owner reads it too.
    await adding.execute(partner, { pseudonym: theirs, statement: statement({ kind: 'capture', valid }) }, null);
    expect((await world.read(pseudonym)).obstacle).toBe('search_open');
  });

  it('somebody who has no statement at all counts as sought', async () => {
    const pseudonym = await world.register(world.liaison);
    expect((await world.read(pseudonym)).obstacle).toBe('search_open');
  });
});
