// Registering a person: who may not, what is refused and named, what is kept where, and what happens when it is sent twice.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../src/domain/access/actor.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import { ReadRecord } from '../../../src/usecases/records/read-record.js';
import { RegisterPerson } from '../../../src/usecases/records/register-person.js';
import { keyOf, NAMELESS, named, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';
import { everybody } from '../../support/everybody.js';

let world: CaseWorld;
let registerPerson: RegisterPerson;
let readRecord: ReadRecord;
let liaison: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  registerPerson = new RegisterPerson(world.database, world.vault, world.clock);
  readRecord = new ReadRecord(world.database, world.clock);
  liaison = await world.worker();
  await world.place('demo:1', 'Vale');
});

afterAll(async () => {
  await world.stop();
});

async function counts(): Promise<Record<string, number>> {
  const found = await world.owner.query<Record<string, number>>(`SELECT
    (SELECT count(*)::int FROM registry.person) AS persons, (SELECT count(*)::int FROM registry.statement) AS statements,
    (SELECT count(*)::int FROM vault.person_key) AS sealed, (SELECT count(*)::int FROM registry.audit_entry) AS entries`);
  return found.rows[0] ?? {};
}

describe('registering is refused', () => {
  it.each(ROLES.filter((role) => role !== 'liaison' && role !== 'coordinator'))('to the role %s', async (role) => {
    const actor = await world.worker({ roles: [role] });
    await expect(registerPerson.execute(actor, NAMELESS, null)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('with every fault named by its pointer, and nothing kept', async () => {
    const before = await counts();
    const given: GivenRegistration = {
      identity: { names: [{ text: '' }], birthDate: 'yesterday' },
      particulars: { sex: 'purple', birth: { age: -1, asOf: '2020' }, nationalities: ['Nowhere'] },
      categories: [{ category: 'hero' }],
      side: 'not a key',
      sharingLevel: 'everybody',
      namedOrganisations: ['x'],
      legalBasis: 'habit',
      reference: '',
      statements: [
        statement({ kind: 'rumour' }),
        statement({ kind: 'death', source: 'holder_media', grade: 'Z9', valid: '20201212' }),
        statement({ kind: 'capture', valid: '2021-06-03', place: { code: 'demo:1', precision: 'near' } }),
      ],
    };
    const { code, pointers } = await refusalOf(registerPerson.execute(liaison, given, null));
    expect(code).toBe('invalid_field');
    expect([...pointers].sort()).toEqual([
      '/categories/0/category',
      '/identity/birthDate',
      '/identity/names/0/text',
      '/legalBasis',
      '/namedOrganisations',
      '/particulars/birth/age',
      '/particulars/nationalities',
      '/particulars/sex',
      '/reference',
      '/sharingLevel',
      '/side',
      '/statements/0/kind',
      '/statements/1/grade',
      '/statements/1/source',
      '/statements/1/valid',
      '/statements/2/place/precision',
      '/statements/2/valid',
    ]);
    expect(await counts()).toEqual(before);
  });

  it.each([
    [
      'a place',
      { statements: [statement({ kind: 'capture', place: { code: 'demo:99', precision: 'admin_area' } })] },
      '/statements/0/place/code',
    ],
    [
      'a holder',
      { statements: [statement({ kind: 'capture', details: { holder: 'nobody-1' } })] },
      '/statements/0/details/holder',
    ],
    ['a side', { side: 'nobody-1' }, '/side'],
    [
      'who asserts a category',
      { categories: [{ category: 'detainee', assertedBy: 'nobody-1' }] },
      '/categories/0/assertedBy',
    ],
    [
      'an organisation',
      { sharingLevel: 'named_organisations', namedOrganisations: ['0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11'] },
      '/namedOrganisations/0',
    ],
  ])('for %s that the registry does not know, with no trace', async (_what, given, pointer) => {
    const before = await counts();
    const refusal = await refusalOf(registerPerson.execute(liaison, { ...named('Nelo Varqui'), ...given }, null));
    expect(refusal).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
    expect(await counts()).toEqual(before);
  });

  it('for a reference that the organisation has used, and not for another organisation’s', async () => {
    await world.register(liaison, { reference: '2021/1' });
    const again = registerPerson.execute(liaison, { ...NAMELESS, reference: '2021/1' }, null);
    await expect(again).rejects.toMatchObject({ code: 'reference_taken' });
    const other = await world.worker();
    expect(await world.register(other, { reference: '2021/1' })).toMatch(/^WB-/);
  });
});

describe('a registered person', () => {
  it('has its name in the vault and nowhere in the registry', async () => {
    const given: GivenRegistration = {
      ...named('Canaryarvel Canarytassin', '2001-04-17'),
      reference: '2021/7',
      particulars: { sex: 'male', nationalities: ['XA'] },
      categories: [{ category: 'missing_armed_forces_member', ground: 'conscript' }],
      statements: [statement({ kind: 'last_contact', valid: '2020-12-12', source: 'family' })],
    };
    const answer = await registerPerson.execute(liaison, given, null);
    expect(Object.keys(answer)).toEqual(['pseudonym', 'statements']);
    expect(answer.statements).toHaveLength(3);

    const tables = await world.owner.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('registry', 'vault')`,
    );
    for (const { name } of tables.rows) {
      const dump = await world.owner.query<{ text: string }>(`SELECT string_agg(t::text, '|') AS text FROM ${name} t`);
      expect(`${name} ${dump.rows[0]?.text ?? ''}`).not.toMatch(/canary|2001-04-17/i);
    }
    const { candidates } = await world.vault.findCandidates(
      {
        identity: { names: [{ text: 'Canarytassin Canaryarvel', script: 'Latn', order: 'unknown', role: 'own' }] },
        birthYears: null,
      },
      everybody,
    );
    expect(candidates).toHaveLength(1);

    const { record, own } = await readRecord.execute(liaison, { pseudonym: answer.pseudonym, why: false });
    expect(record).toMatchObject({
      status: 'missing',
      sex: 'male',
      birthYears: { from: 2001, to: 2001 },
      nationalities: ['XA'],
    });
    expect(own).toEqual({
      reference: '2021/7',
      erasedAt: null,
      closedAt: null,
      sharingLevel: 'registry_only',
      legalBasis: 'vital_interests',
      hasIdentity: true,
      assigned: true,
    });
    expect(await world.noted(answer.pseudonym)).toEqual(['person_registered', 'record_read']);
  });

  it('may be nameless, and then leaves no trace in the vault', async () => {
    const { sealed } = await counts();
    const pseudonym = await world.register(liaison, {
      identity: {},
      particulars: { birth: { age: 40, asOf: '2020-11' } },
    });
    const { record, own } = await readRecord.execute(liaison, { pseudonym, why: false });
    expect(record).toMatchObject({ status: 'missing', sex: 'unknown', birthYears: { from: 1979, to: 1980 } });
    expect(own).toMatchObject({ hasIdentity: false });
    expect((await counts())['sealed']).toBe(sealed);
  });

  it('was one of these particulars on every earlier day that somebody asks about', async () => {
    const pseudonym = await world.register(liaison, { particulars: { sex: 'female' } });
    const { record } = await readRecord.execute(liaison, { pseudonym, why: false, validAt: Date.parse('2019-01-01') });
    expect(record.sex).toBe('female');
  });
});

describe('a registration sent twice', () => {
  it('at once with one key gives one person and the same answer', async () => {
    const before = await counts();
    const key = keyOf(liaison, 'register-1', 'body');
    const [first, second] = await Promise.all([
      registerPerson.execute(liaison, named('Ebo Lantern'), key),
      registerPerson.execute(liaison, named('Ebo Lantern'), key),
    ]);
    expect(second).toEqual(first);
    const after = await counts();
    expect(after['persons']).toBe((before['persons'] ?? 0) + 1);
    expect(after['sealed']).toBe((before['sealed'] ?? 0) + 1);
    expect(await registerPerson.execute(liaison, named('Ebo Lantern'), key)).toEqual(first);
  });

  it('with one key and another body is a conflict', async () => {
    await registerPerson.execute(liaison, NAMELESS, keyOf(liaison, 'register-2', 'body'));
    const other = registerPerson.execute(liaison, NAMELESS, keyOf(liaison, 'register-2', 'other'));
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('after a refusal under the same key is carried out', async () => {
    const key = keyOf(liaison, 'register-3', 'body');
    const refused = registerPerson.execute(liaison, { ...NAMELESS, side: 'nobody-1' }, key);
    await expect(refused).rejects.toMatchObject({ code: 'invalid_field' });
    expect(await registerPerson.execute(liaison, NAMELESS, key)).toMatchObject({
      pseudonym: expect.stringMatching(/^WB-/),
    });
  });
});
