// Asking after a person: the constant answer, the bands, that nothing betrays whom one may not see, and who reads inquiries.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, type Actor } from '../../../src/domain/access/actor.js';
import type { GivenSought } from '../../../src/domain/matching/inquiry.js';
import { ListInquiries } from '../../../src/usecases/inquiries/list-inquiries.js';
import { MakeInquiry, type InquiryAnswer } from '../../../src/usecases/inquiries/make-inquiry.js';
import { ReadInquiry } from '../../../src/usecases/inquiries/read-inquiry.js';
import type { IdentityVault } from '../../../src/vault/identity-vault.js';
import { keyOf, named, PLENTY, openCaseWorld, refusalOf, statement, type CaseWorld } from '../case-world.js';
import { everybody } from '../../support/everybody.js';

let world: CaseWorld;
let makeInquiry: MakeInquiry;
let listInquiries: ListInquiries;
let readInquiry: ReadInquiry;
let owner: Actor;
let asker: Actor;
let boundAsker: Actor;
let agency: Actor;

beforeAll(async () => {
  world = await openCaseWorld();
  makeInquiry = new MakeInquiry(world.database, world.vault, world.clock, PLENTY);
  listInquiries = new ListInquiries(world.database);
  readInquiry = new ReadInquiry(world.database);
  owner = await world.worker();
  asker = await world.worker({ roles: ['inquirer'], kind: 'ngo' });
  boundAsker = await world.worker({ roles: ['inquirer'], party: await world.party('Southern League') });
  agency = await world.worker({ roles: ['inquirer'], kind: 'central_tracing_agency' });
});

afterAll(async () => {
  await world.stop();
});

function ask(actor: Actor, sought: GivenSought, key = ''): Promise<InquiryAnswer> {
  const command = { sought, purpose: 'family_tracing' };
  return makeInquiry.execute(actor, command, key === '' ? null : keyOf(actor, key, JSON.stringify(command)));
}

function person(name: string, birthDate?: string): GivenSought {
  return { names: [{ text: name }], ...(birthDate !== undefined && { birthDate }) };
}

const shared = { sharingLevel: 'partners_pseudonymous' };

describe('an inquiry is refused', () => {
  it.each(ROLES.filter((role) => !['inquirer', 'liaison', 'coordinator'].includes(role)))(
    'to the role %s',
    async (role) => {
      const actor = await world.worker({ roles: [role] });
      await expect(ask(actor, person('Arvel Tassin'))).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listInquiries.execute(actor, {})).rejects.toMatchObject({ code: 'forbidden' });
      await expect(readInquiry.execute(actor, randomUUID())).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  it.each<[string, GivenSought, string]>([
    ['no name', {}, '/sought/names'],
    ['one name alone', person('Arvel'), '/sought/names'],
    ['a date that is none', person('Arvel Tassin', 'May'), '/sought/birthDate'],
    [
      'years in the wrong order',
      { ...person('Arvel Tassin'), birthYears: { from: 2001, to: 1999 } },
      '/sought/birthYears',
    ],
    ['an unknown sex', { ...person('Arvel Tassin'), sex: 'purple' }, '/sought/sex'],
  ])('for %s', async (_what, sought, pointer) => {
    for (const actor of [asker, boundAsker]) {
      expect(await refusalOf(ask(actor, sought))).toMatchObject({ code: 'invalid_field', pointers: [pointer] });
    }
  });
});

describe('whoever depends on a party', () => {
  it('gets one answer, hit or miss, byte for byte but for the id', async () => {
    await world.register(owner, { ...named('Halden Roe', '1999-09-09'), ...shared });
    const answers = await Promise.all([
      ask(boundAsker, person('Halden Roe', '1999-09-09')),
      ask(boundAsker, person('Nemo Nobody', '1955')),
    ]);
    const [hit, miss] = answers.map(({ id, ...rest }) => [JSON.stringify(rest), id.length]);
    expect(hit).toEqual(miss);
    expect(answers[0]).toMatchObject({ state: 'received', band: null, status: null });
  });

  it('gets it even for its own organisation’s people, and without any search', async () => {
    await world.register(boundAsker, {}).catch(() => undefined);
    const blind = {
      findCandidates: () => {
        throw new Error('it searched');
      },
      sealIdentity: world.vault.sealIdentity.bind(world.vault),
      confirm: world.vault.confirm.bind(world.vault),
    } as unknown as IdentityVault;
    const command = { sought: person('Halden Roe', '1999-09-09'), purpose: 'family_tracing' };
    const answer = await new MakeInquiry(world.database, blind, world.clock, PLENTY).execute(boundAsker, command, null);
    expect(answer.state).toBe('received');
  });

  it('has its particulars sealed, found by no search, and no row that tells them', async () => {
    const { id } = await ask(boundAsker, person('Canaryhale Canaryroe', '1999-09-09'));
    const { candidates } = await world.vault.findCandidates(
      {
        identity: { names: [{ text: 'Canaryhale Canaryroe', script: 'Latn', order: 'unknown', role: 'own' }] },
        birthYears: null,
      },
      everybody,
    );
    expect(candidates).toEqual([]);
    const sealed = await world.vault.openIdentity(id, ['notes']);
    expect(JSON.parse(sealed.notes ?? '')).toMatchObject({ identity: { birthDate: '1999-09-09' }, sex: 'unknown' });
    const rows = await world.owner.query<{ text: string }>(
      `SELECT string_agg(i::text, '|') || (SELECT string_agg(e::text, '|') FROM registry.audit_entry e) AS text FROM registry.inquiry i`,
    );
    expect(rows.rows[0]?.text).not.toMatch(/canary/i);
  });

  it('asks once however often one request is sent', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => ask(boundAsker, person('Halden Roe'), 'inquiry-1')));
    expect(second).toEqual(first);
    const other = ask(boundAsker, person('Halden Moe'), 'inquiry-1');
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

describe('whoever depends on no party', () => {
  it('is told one match with its status, possible matches, or none', async () => {
    await world.register(owner, {
      ...named('Perrin Holt', '1990-02-03'),
      ...shared,
      statements: [statement({ kind: 'capture' })],
    });
    expect(await ask(asker, person('Holt Perrin', '1990-02-03'))).toMatchObject({
      state: 'answered',
      band: 'one_match',
      status: 'believed_held',
      message: null,
    });
    expect(await ask(asker, person('Perrin Holt'))).toMatchObject({ band: 'possible_matches', status: null });
    expect(await ask(asker, person('Perrin Holt', '1960'))).toMatchObject({ band: 'none', status: null });
    expect(
      await ask(asker, { ...person('Perrin Holt', '1990-02-03'), birthYears: { from: 1960, to: 1961 } }),
    ).toMatchObject({
      band: 'one_match',
    });
  });

  it('is told apart by a sex that both sides know', async () => {
    await world.register(owner, {
      ...named('Robin Sallow', '1990-02-03'),
      ...shared,
      particulars: { sex: 'female', birth: { date: '1990' } },
    });
    const sought = person('Robin Sallow', '1990-02-03');
    expect(await ask(asker, { ...sought, sex: 'female' })).toMatchObject({ band: 'one_match' });
    expect(await ask(asker, { ...sought, sex: 'male' })).toMatchObject({ band: 'none' });
    expect(await ask(asker, sought)).toMatchObject({ band: 'one_match' });
  });

  it.each(['registry_only', 'central_agency_only'])(
    'is answered for a person at %s exactly as for nobody, while the central agency is told what it may know',
    async (sharingLevel) => {
      const name = `Silas ${sharingLevel === 'registry_only' ? 'Thornby' : 'Thornley'}`;
      await world.register(owner, { ...named(name, '1977-07-07'), sharingLevel });
      const hidden = await ask(asker, person(name, '1977-07-07'));
      const nobody = await ask(asker, person('Silas Nothorn', '1977-07-07'));
      expect({ ...hidden, id: '' }).toEqual({ ...nobody, id: '' });
      expect(hidden.band).toBe('none');
      const told = await ask(agency, person(name, '1977-07-07'));
      expect(told.band).toBe(sharingLevel === 'registry_only' ? 'none' : 'one_match');
    },
  );

  it('is answered the same beside somebody whom it may not see', async () => {
    await world.register(owner, { ...named('Maren Dusk', '1985-05-05'), ...shared });
    const alone = await ask(asker, person('Maren Dusk', '1985-05-05'));
    await world.register(owner, { ...named('Maren Dusk', '1985-05-05'), sharingLevel: 'registry_only' });
    expect({ ...(await ask(asker, person('Maren Dusk', '1985-05-05'))), id: '' }).toEqual({ ...alone, id: '' });
    expect(alone.band).toBe('one_match');
  });

  it('leaves an entry that tells nothing of the answer', async () => {
    await ask(asker, person('Maren Dusk', '1985-05-05'));
    const entries = await world.owner.query<{ details: unknown }>(
      `SELECT details FROM registry.audit_entry WHERE action = 'inquiry_made' ORDER BY id DESC LIMIT 1`,
    );
    expect(entries.rows[0]?.details).toEqual({ purpose: 'family_tracing', state: 'answered' });
  });
});

describe('inquiries', () => {
  it('are read by the organisation that asked, and while they wait by the central agency', async () => {
    const waiting = await ask(boundAsker, person('Halden Roe'));
    const answered = await ask(asker, person('Halden Roe'));
    expect(await readInquiry.execute(boundAsker, waiting.id)).toMatchObject({ id: waiting.id, state: 'received' });
    expect(await readInquiry.execute(agency, waiting.id)).toMatchObject({
      id: waiting.id,
      organisationName: expect.any(String),
    });
    const refusals = await Promise.all([
      refusalOf(readInquiry.execute(asker, waiting.id)),
      refusalOf(readInquiry.execute(agency, answered.id)),
      refusalOf(readInquiry.execute(asker, randomUUID())),
      refusalOf(readInquiry.execute(asker, 'no-id')),
    ]);
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0].code).toBe('not_found');
    expect((await listInquiries.execute(agency, {})).inquiries.map(({ id }) => id)).toContain(waiting.id);
    expect((await listInquiries.execute(asker, {})).inquiries.map(({ id }) => id)).not.toContain(waiting.id);
    expect((await world.noted()).slice(-4)).toEqual([
      'inquiry_read',
      'inquiry_read',
      'inquiries_listed',
      'inquiries_listed',
    ]);
  });

  it('come newest first and page by page', async () => {
    const actor = await world.worker({ roles: ['inquirer'] });
    const asked: string[] = [];
    for (const name of ['Ana Reed', 'Bo Reed', 'Cy Reed']) {
      world.clock.advance(1000);
      asked.unshift((await ask(actor, person(name))).id);
    }
    const first = await listInquiries.execute(actor, { limit: 2 });
    const second = await listInquiries.execute(actor, { limit: 2, cursor: first.cursor ?? '' });
    expect([...first.inquiries, ...second.inquiries].map(({ id }) => id)).toEqual(asked);
    expect(second.cursor).toBeNull();
    await expect(listInquiries.execute(actor, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_field' });
  });
});
