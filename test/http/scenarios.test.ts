// Cases that must work, played through the API with invented people and parties: conscript, road, denied captive, two astray.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';

interface Status {
  readonly status: string;
  readonly fate: string;
  readonly episode: number;
  readonly flags: readonly { readonly flag: string; readonly statementIds: readonly string[] }[];
  readonly why: {
    readonly rule: string;
    readonly words: string;
    readonly deciding: readonly string[];
    readonly dissenting: readonly { readonly statementId: string; readonly says: string }[];
  };
  readonly lastSignOfLife: { readonly statementId: string; readonly valid: string; readonly ageDays: number } | null;
  readonly sentences: readonly { readonly years: number; readonly months: number | null }[];
}

let service: TestApplication;
let office: TestUser;
let officeToken: string;
let ombudsmanToken: string;
let institute: TestUser;
let instituteToken: string;
let northern: string;
let southern: string;

beforeAll(async () => {
  service = await startTestApplication();
  const south = await service.seedOrganisation({ party: 'Southern League', kind: 'national_commission' });
  const north = await service.seedOrganisation({ party: 'Northern Republic', kind: 'national_information_bureau' });
  northern = north.party?.partyKey ?? '';
  southern = south.party?.partyKey ?? '';
  office = await service.seedUser({ roles: ['coordinator'] });
  officeToken = await office.token();
  const ombudsman = await service.seedOrganisation({ kind: 'ombudsman' });
  ombudsmanToken = await (await service.seedUser({ organisation: ombudsman, roles: ['verifier'] })).token();
  const medical = await service.seedOrganisation({ kind: 'medico_legal_institute' });
  institute = await service.seedUser({ organisation: medical, roles: ['verifier'] });
  instituteToken = await institute.token();
});

afterAll(async () => {
  await service.stop();
});

async function post(token: string, path: string, body: unknown): Promise<unknown> {
  const answer = await service.request('POST', path, { token, body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

async function register(given: object): Promise<{ pseudonym: string; statements: string[] }> {
  const body = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests', ...given };
  return (await post(officeToken, '/v1/persons', body)) as { pseudonym: string; statements: string[] };
}

async function state(token: string, pseudonym: string, given: object): Promise<string> {
  const answer = await post(token, `/v1/persons/${pseudonym}/statements`, { grade: 'B2', ...given });
  return (answer as { id: string }).id;
}

async function read(pseudonym: string): Promise<Status> {
  const answer = await service.request('GET', `/v1/persons/${pseudonym}?why=true`, { token: officeToken });
  expect(answer.status).toBe(200);
  return answer.body as Status;
}

function flagsOf(record: Status): string[] {
  return record.flags.map(({ flag }) => flag);
}

/** The pseudonym under which another organisation sees the one person registered last. */
async function partnerPseudonym(token: string): Promise<string> {
  const list = await service.request('GET', '/v1/persons?limit=200', { token });
  return (list.body as { records: { pseudonym: string }[] }).records.at(-1)?.pseudonym ?? '';
}

describe('scenario 1: a conscript of 19', () => {
  it('is reported dead against two signs of life, and dead when two assessors say so on two items', async () => {
    const { pseudonym } = await register({
      identity: { names: [{ text: 'Arvel Tassin' }, { text: 'Тассин Арвел', order: 'surname_first' }] },
      particulars: { sex: 'male', birth: { age: 19, asOf: '2020-12' } },
      categories: [{ category: 'missing_armed_forces_member', ground: 'conscript' }],
      side: southern,
      statements: [{ kind: 'last_contact', valid: '2020-12-12', source: 'family', grade: 'B2' }],
    });
    expect(await read(pseudonym)).toMatchObject({ status: 'missing', fate: 'unknown' });
    for (const evidence of ['video-1', 'video-2']) {
      await state(officeToken, pseudonym, {
        kind: 'proof_of_life',
        valid: '2020-12-13',
        source: 'holder_media',
        basis: 'observed',
        details: { inCustody: true, holder: northern, evidence },
      });
    }
    expect(await read(pseudonym)).toMatchObject({ status: 'believed_held' });
    const holderSays = await state(officeToken, pseudonym, {
      kind: 'death',
      valid: '2020-12-27',
      source: 'holder_statement',
      details: { circumstance: 'combat', party: northern },
    });
    await state(officeToken, pseudonym, {
      kind: 'death',
      valid: '2020-12-29',
      source: 'media',
      details: { evidence: 'video-3', circumstance: 'in_custody' },
    });
    const reported = await read(pseudonym);
    expect(reported).toMatchObject({ status: 'death_reported', fate: 'unknown' });
    expect(flagsOf(reported)).toContain('death_after_sign_of_life_in_custody');

    const assess = async (token: string, evidence: string): Promise<void> => {
      await state(token, await partnerPseudonym(token), {
        kind: 'death_assessment',
        valid: '2021-01',
        source: 'organisation',
        details: { evidence, finding: 'dead' },
      });
    };
    await assess(ombudsmanToken, 'video-3');
    expect(await read(pseudonym)).toMatchObject({ status: 'death_reported' });
    await assess(instituteToken, 'video-4');
    const established = await read(pseudonym);
    expect(established).toMatchObject({ status: 'dead_not_returned', fate: 'dead_confirmed' });
    expect(established.why.rule).toBe('death_assessed');
    expect(flagsOf(established)).toContain('death_after_sign_of_life_in_custody');
    expect(established.why.dissenting.map(({ statementId }) => statementId)).toContain(holderSays);
  });
});

describe('scenario 3: three civilians on a road', () => {
  it('are missing, and nothing is known of their fate', async () => {
    for (const age of [40, 75, 85]) {
      const { pseudonym } = await register({
        particulars: { birth: { age, asOf: '2020-11-11' } },
        categories: [{ category: 'missing_civilian' }],
        statements: [
          {
            kind: 'disappearance',
            valid: '2020-11-11',
            source: 'family',
            grade: 'B2',
            details: { circumstance: 'travel' },
          },
        ],
      });
      expect(await read(pseudonym)).toMatchObject({ status: 'missing', fate: 'unknown', episode: 1 });
    }
  });
});

describe('scenario 5: a captive whom the holder denies by name', () => {
  it('is held and denied, despite proof', async () => {
    const { pseudonym } = await register({
      side: southern,
      statements: ['video-11', 'video-12', 'video-13'].map((evidence, at) => ({
        kind: 'proof_of_life',
        valid: `2020-11-0${at + 1}`,
        source: 'open_source_media',
        grade: 'B2',
        details: { inCustody: true, holder: northern, evidence },
      })),
    });
    expect(await read(pseudonym)).toMatchObject({ status: 'believed_held' });
    const general = { kind: 'denial', valid: '2020-12-01', source: 'party' };
    await state(officeToken, pseudonym, { ...general, details: { party: northern, aboutThisPerson: false } });
    expect(await read(pseudonym)).toMatchObject({ status: 'believed_held' });
    const denial = await state(officeToken, pseudonym, {
      ...general,
      valid: '2021-01-10',
      details: { party: northern, aboutThisPerson: true },
    });
    const record = await read(pseudonym);
    expect(record.status).toBe('held_denied');
    expect(flagsOf(record)).toContain('denied_despite_proof');
    expect(record.flags.find(({ flag }) => flag === 'denied_despite_proof')?.statementIds).toContain(denial);
  });
});

describe('scenario 6: two soldiers astray in fog', () => {
  it('are back when their arrival is attested, with the sentences in the history', async () => {
    service.clock.set('2024-06-01T12:00:00Z');
    officeToken = await office.token();
    for (const { years, months } of [
      { years: 11, months: 6 },
      { years: 12, months: 0 },
    ]) {
      const { pseudonym } = await register({
        side: southern,
        statements: [
          { kind: 'capture', valid: '2023-04', source: 'party', grade: 'B2', details: { holder: northern } },
          {
            kind: 'proof_of_life',
            valid: '2023-04-20',
            source: 'holder_media',
            grade: 'B2',
            details: { inCustody: true, holder: northern },
          },
        ],
      });
      await state(officeToken, pseudonym, {
        kind: 'sentence',
        valid: '2023-10',
        source: 'court_record',
        details: { years, ...(months > 0 && { months }), party: northern },
      });
      const sentenced = await read(pseudonym);
      expect(sentenced.status).toBe('held_acknowledged');
      expect(flagsOf(sentenced)).toContain('sentenced_in_custody');
      await state(officeToken, pseudonym, {
        kind: 'release',
        valid: '2023-12-13',
        source: 'party',
        details: { party: northern },
      });
      expect(await read(pseudonym)).toMatchObject({ status: 'release_unconfirmed' });
      await state(officeToken, pseudonym, {
        kind: 'arrival',
        valid: '2023-12-13',
        source: 'family',
        details: { attestedBy: 'family' },
      });
      const back = await read(pseudonym);
      expect(back).toMatchObject({ status: 'returned_released', fate: 'alive_confirmed' });
      expect(back.sentences).toMatchObject([{ years, months: months > 0 ? months : null }]);
    }
  });
});
