// What an erasure leaves: to the office that registered the person, to every other, to the log, the counts and the lists.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import { SealAuditEntries } from '../../../src/usecases/audit/seal-audit-entries.js';
import { VerifyAudit } from '../../../src/usecases/audit/verify-audit.js';
import { ListDisclosures } from '../../../src/usecases/identity/list-disclosures.js';
import { ProposeLink } from '../../../src/usecases/links/propose-link.js';
import { ReadLink } from '../../../src/usecases/links/read-link.js';
import { ReviewLink } from '../../../src/usecases/links/review-link.js';
import { ListRecords } from '../../../src/usecases/records/list-records.js';
import { ListStatements, type ToldEntry } from '../../../src/usecases/records/list-statements.js';
import type { ReadRecordAnswer } from '../../../src/usecases/records/read-record.js';
import { VerifyRecords } from '../../../src/usecases/records/verify-records.js';
import { CountMeasure } from '../../../src/usecases/statistics/count-measure.js';
import { readKeys } from '../../../src/vault/key-file.js';
import { named, refusalOf, statement } from '../case-world.js';
import { openErasureWorld, SHOWN, type ErasureWorld } from './erasure-world.js';

const OPERATOR = servicePrincipal('operator', randomUUID());
let world: ErasureWorld;
let partner: Actor;
let analyst: Actor;

beforeAll(async () => {
  world = await openErasureWorld();
  partner = await world.worker();
  analyst = await world.colleagueOf(world.liaison, ['analyst']);
  await world.place('XA-01', 'Upper Vale');
  await world.place('XA-01-07', 'Lantern', 'XA-01');
});
afterAll(async () => {
  await world.stop();
});

/** Somebody with statements of a day and a place, known to the partner as well. */
async function person(name: string, reference: string): Promise<{ pseudonym: string; partners: string }> {
  const statements = [
    statement({ kind: 'disappearance', valid: '2021-03-14', place: { code: 'XA-01-07', precision: 'locality_1km' } }),
    statement({ kind: 'proof_of_life', valid: '2021-04-23', source: 'letter' }),
  ];
  const given = { ...named(name, '1991-02-03'), sharingLevel: 'partners_pseudonymous', reference, statements };
  const pseudonym = await world.register(world.liaison, given);
  const personId = await world.personId(pseudonym);
  const partners = await world.database.transaction(partner, ({ persons }) =>
    persons.pseudonymsFor(partner.organisationId, [personId]),
  );
  return { pseudonym, partners: partners.get(personId) ?? '' };
}

async function erase(pseudonym: string): Promise<void> {
  const asked = { ground: 'purpose_ended', reason: 'The search has ended.' };
  const { id } = await world.requestErasure.execute(world.coordinator, { pseudonym, ...asked }, null);
  await world.confirmErasure.execute(world.custodian, { pseudonym, erasureId: id }, null);
}

async function statementsOf(actor: Actor, pseudonym: string): Promise<readonly ToldEntry[]> {
  return (await new ListStatements(world.database, world.clock).execute(actor, { pseudonym })).statements;
}

async function recordOf(actor: Actor, pseudonym: string, knownAt?: number): Promise<ReadRecordAnswer> {
  return world.readRecord.execute(actor, { pseudonym, why: true, ...(knownAt !== undefined && { knownAt }) });
}

describe('the office that registered the person', () => {
  it('is shown what others are: months, first-level areas and age bands, for today and for every day before', async () => {
    const { pseudonym, partners } = await person('Oda Tassin', 'own/1');
    const before = await recordOf(world.liaison, pseudonym);
    expect(before.record.loss).toMatchObject({ valid: { edtf: '2021-03-14' }, place: { code: 'XA-01-07' } });
    const others = await recordOf(partner, partners);
    const then = world.clock.now();
    world.clock.advance(1_000);
    await erase(pseudonym);
    for (const knownAt of [undefined, then]) {
      const after = await recordOf(world.liaison, pseudonym, knownAt);
      expect({ ...after.record, asOf: 0 }).toEqual({ ...others.record, asOf: 0 });
      expect(after.record.loss).toMatchObject({ valid: { edtf: '2021-03' }, place: { code: 'XA-01' } });
    }
    const [told, toOthers] = [await statementsOf(world.liaison, pseudonym), await statementsOf(partner, partners)];
    expect(told.map(({ exact }) => exact)).toEqual(told.map(() => false));
    const bare = (entries: readonly ToldEntry[]): unknown =>
      entries.map(({ statement: { id, valid, place, details } }) => ({ id, valid, place, details }));
    expect(bare(told)).toEqual(bare(toOthers));
  });

  it('is told that it is erased and since when, and keeps pseudonym, reference and statements', async () => {
    const { pseudonym } = await person('Oda Tassin', 'own/2');
    const before = await recordOf(world.liaison, pseudonym);
    expect(before.own).toMatchObject({ hasIdentity: true, erasedAt: null });
    await erase(pseudonym);
    const after = await recordOf(world.liaison, pseudonym);
    expect(after.own).toEqual({ ...before.own, hasIdentity: false, erasedAt: world.clock.now() });
    expect(after.record.status).toBe(before.record.status);
    expect(after.tag).not.toBe(before.tag);
    expect(await statementsOf(world.liaison, pseudonym)).toHaveLength(3);
  });

  it('is refused to see, change or find who it was, and what it was being shown ends', async () => {
    const { pseudonym } = await person('Sorrel Brandt', 'own/3');
    const shown = await world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null);
    expect(await world.find('Sorrel Brandt')).toEqual([pseudonym]);
    await erase(pseudonym);
    expect(await world.find('Sorrel Brandt')).toEqual([]);
    const refused = [
      [() => world.discloseIdentity.execute(world.liaison, { pseudonym, ...SHOWN }, null), 'identity_erased'],
      [() => world.showDisclosure.execute(world.liaison, { pseudonym, disclosureId: shown.disclosureId }), 'not_found'],
      [
        () =>
          world.changeIdentity.execute(world.liaison, { pseudonym, change: { marks: 'scar' }, ifMatch: ['*'] }, null),
        'identity_erased',
      ],
    ] as const;
    for (const [work, code] of refused) expect((await refusalOf(work())).code).toBe(code);
    const listed = await new ListDisclosures(world.database).execute(world.coordinator, {
      pseudonym,
    });
    expect(listed.disclosures).toMatchObject([{ hiddenAt: world.clock.now() }]);
    expect(await world.noted(pseudonym)).toContain('disclosure_refused');
  });

  it('is told the coarse record also where others were merged into it', async () => {
    const [one, other] = [await person('Vardo Tellin', 'own/4'), await person('Vardo Tellin', 'own/5')];
    const verifier = await world.colleagueOf(world.liaison, ['verifier']);
    const asked = { pseudonym: one.pseudonym, into: other.pseudonym, reason: 'Same line of a list.' };
    const { id } = await new ProposeLink(world.database, world.clock).execute(world.liaison, asked, null);
    const { tag } = await new ReadLink(world.database, world.clock).execute(verifier, { ...asked, linkId: id });
    const review = {
      pseudonym: one.pseudonym,
      linkId: id,
      verdict: 'confirmed',
      reason: 'Same line of a list.',
      ifMatch: [tag],
    };
    await new ReviewLink(world.database, world.clock).execute(verifier, review, null);
    expect((await recordOf(world.liaison, other.pseudonym)).record.loss?.valid.edtf).toBe('2021-03-14');
    await erase(one.pseudonym);
    const kept = await recordOf(world.liaison, other.pseudonym);
    expect(kept.own).toMatchObject({ hasIdentity: true, erasedAt: null });
    expect(kept.record.loss?.valid.edtf).toBe('2021-03');
    const told = await statementsOf(world.liaison, other.pseudonym);
    expect(told.filter(({ exact }) => exact).map(({ recordedOn }) => recordedOn)).toEqual(
      Array(3).fill(other.pseudonym),
    );
    expect(told.filter(({ exact }) => !exact)).toHaveLength(3);
    expect(await world.find('Vardo Tellin')).toEqual([other.pseudonym]);
  });
});

describe('every other organisation', () => {
  it('reads, lists and is told the same to the byte', async () => {
    const { pseudonym, partners } = await person('Oda Tassin', 'own/6');
    const list = new ListRecords(world.database, world.clock);
    const all = async (): Promise<string> =>
      JSON.stringify([
        await recordOf(partner, partners),
        await statementsOf(partner, partners),
        await list.execute(partner, { assignedToMe: false, limit: 200 }),
      ]);
    const before = await all();
    await erase(pseudonym);
    expect(await all()).toBe(before);
  });
});

describe('the registry as a whole', () => {
  it('counts, verifies and lists as before', async () => {
    const { pseudonym } = await person('Oda Tassin', 'own/7');
    const count = async (): Promise<unknown> =>
      (
        await new CountMeasure(world.database, world.clock).execute(analyst, {
          measure: 'whereabouts-status',
          by: ['month', 'state'],
        })
      ).cells;
    const verify = new VerifyRecords(world.database);
    const verified = async (): Promise<unknown> => verify.execute(OPERATOR, { onDifference: () => undefined });
    const list = async (): Promise<readonly { pseudonym: string; signOfLifeDays: number | null }[]> =>
      (await new ListRecords(world.database, world.clock).execute(world.liaison, { assignedToMe: false, limit: 200 }))
        .records;
    const [cells, records, listed] = [await count(), await verified(), await list()];
    await erase(pseudonym);
    expect(await count()).toEqual(cells);
    expect(await verified()).toEqual(records);
    expect(records).toMatchObject({ differing: 0, outcome: 'finished' });
    // The days since the last sign of life are counted from the first of its month now, as for all others.
    const days = (rows: typeof listed): number | null =>
      rows.find((row) => row.pseudonym === pseudonym)?.signOfLifeDays ?? null;
    expect([days(listed), days(await list())]).toEqual([39, 61]);
  });

  it('has a log that holds, with who asked, who confirmed and that it is done, and no word of theirs', async () => {
    const { pseudonym } = await person('Oda Tassin', 'own/8');
    await erase(pseudonym);
    const seal = new SealAuditEntries(world.database, world.clock);
    for (let more = true; more;) ({ more } = await seal.execute(OPERATOR, { known: null }));
    const verdict = await new VerifyAudit(world.database, world.clock, readKeys(world.keys)).execute(OPERATOR, {
      noted: null,
    });
    expect(verdict).toMatchObject({ ok: true, unsealed: 0 });
    const entries = await world.owner.query<{ action: string; username: string; details: object }>(
      `SELECT action, username, details FROM registry.audit_entry WHERE person_id = $1 AND action ~ 'eras' ORDER BY id`,
      [await world.personId(pseudonym)],
    );
    const { coordinator, custodian } = world;
    expect(entries.rows).toEqual([
      { action: 'erasure_requested', username: coordinator.username, details: { ground: 'purpose_ended' } },
      { action: 'erasure_confirmed', username: custodian.username, details: { ground: 'purpose_ended' } },
      { action: 'identity_erased', username: custodian.username, details: {} },
    ]);
  });

  it('holds in no table and in no place of the key store what the person’s name was sealed with', async () => {
    const { pseudonym } = await person('Oda Tassin', 'own/9');
    const personId = await world.personId(pseudonym);
    const rows = await world.owner.query<{ slot: number; wrapped: Buffer }>(
      'SELECT key_slot::int AS slot, wrapped_key AS wrapped FROM vault.person_key WHERE person_id = $1',
      [personId],
    );
    const [row] = rows.rows;
    const half = readFileSync(world.keyStoreFile).subarray((row?.slot ?? 0) * 64 + 16, (row?.slot ?? 0) * 64 + 48);
    expect(await world.sealedRows(personId)).toBeGreaterThan(60);
    await erase(pseudonym);
    expect(await world.sealedRows(personId)).toBe(0);
    expect(readFileSync(world.keyStoreFile).includes(half)).toBe(false);
  });
});
