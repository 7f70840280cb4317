// Cases that must work, played through the API with invented people and parties: conscript, road, denied captive, two astray.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRecord, type ExpectedRecord, type ReadRecord } from './expected-record.js';
import { startTestApplication, type TestApplication, type TestUser } from '../support/http-application.js';

/** Of somebody held of whom nothing but the custody is known. */
const SILENT = ['sign_of_life_stale', 'particulars_not_seen', 'no_family_news'];
const DEAD_IN_CUSTODY = ['death_after_sign_of_life_in_custody', 'death_without_inquiry', 'death_certificate_not_seen'];

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

function expectThat(pseudonym: string, expected: ExpectedRecord): Promise<ReadRecord> {
  return expectRecord(service, { token: officeToken, pseudonym }, expected);
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
    await expectThat(pseudonym, { status: 'missing', rule: 'loss_of_contact', deciding: ['last_contact'] });
    for (const evidence of ['video-1', 'video-2']) {
      await state(officeToken, pseudonym, {
        kind: 'proof_of_life',
        valid: '2020-12-13',
        source: 'holder_media',
        basis: 'observed',
        details: { inCustody: true, holder: northern, evidence },
      });
    }
    await expectThat(pseudonym, {
      status: 'believed_held',
      rule: 'custody_believed',
      // Two films of one day: neither is newer.
      deciding: ['proof_of_life', 'proof_of_life'],
      flags: SILENT,
    });
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
    const dead = { dissenting: [['death', 'death_reported']], flags: DEAD_IN_CUSTODY } as const;
    await expectThat(pseudonym, { status: 'death_reported', rule: 'death_said', deciding: ['death'], ...dead });

    const assess = async (token: string, evidence: string): Promise<void> => {
      await state(token, await partnerPseudonym(token), {
        kind: 'death_assessment',
        valid: '2021-01',
        source: 'organisation',
        details: { evidence, finding: 'dead' },
      });
    };
    await assess(ombudsmanToken, 'video-3');
    await expectThat(pseudonym, {
      status: 'death_reported',
      rule: 'death_said',
      deciding: ['death_assessment'],
      ...dead,
    });
    await assess(instituteToken, 'video-4');
    const established = await expectThat(pseudonym, {
      status: 'dead_not_returned',
      fate: 'dead_confirmed',
      rule: 'death_assessed',
      deciding: ['death_assessment', 'death_assessment'],
      ...dead,
    });
    expect(established.why.dissenting.map(({ statementId }) => statementId)).toEqual([holderSays]);
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
      await expectThat(pseudonym, { status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] });
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
    const believed: ExpectedRecord = {
      status: 'believed_held',
      rule: 'custody_believed',
      deciding: ['proof_of_life'],
      flags: SILENT,
    };
    await expectThat(pseudonym, believed);
    const general = { kind: 'denial', valid: '2020-12-01', source: 'party' };
    await state(officeToken, pseudonym, { ...general, details: { party: northern, aboutThisPerson: false } });
    await expectThat(pseudonym, believed);
    const denial = await state(officeToken, pseudonym, {
      ...general,
      valid: '2021-01-10',
      details: { party: northern, aboutThisPerson: true },
    });
    const record = await expectThat(pseudonym, {
      status: 'held_denied',
      rule: 'holder_denies',
      deciding: ['denial'],
      flags: ['denied_despite_proof', ...SILENT],
    });
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
      await expectThat(pseudonym, {
        status: 'held_acknowledged',
        rule: 'holder_acknowledges',
        deciding: ['sentence'],
        // GC IV 75: no notice of the sentence is known to us.
        flags: ['sentenced_in_custody', 'judicial_deadline', ...SILENT],
      });
      await state(officeToken, pseudonym, {
        kind: 'release',
        valid: '2023-12-13',
        source: 'party',
        details: { party: northern },
      });
      await expectThat(pseudonym, {
        status: 'release_unconfirmed',
        rule: 'return_not_attested',
        deciding: ['release'],
        flags: ['sentenced_in_custody'],
      });
      await state(officeToken, pseudonym, {
        kind: 'arrival',
        valid: '2023-12-13',
        source: 'family',
        details: { attestedBy: 'family' },
      });
      await expectThat(pseudonym, {
        status: 'returned_released',
        fate: 'alive_confirmed',
        rule: 'arrival_attested',
        // What was announced brings nobody back; the attested arrival does.
        deciding: ['arrival'],
        flags: ['sentenced_in_custody'],
      });
      const { body } = await service.request('GET', `/v1/persons/${pseudonym}`, { token: officeToken });
      expect((body as { sentences: unknown }).sentences).toMatchObject([{ years, months: months > 0 ? months : null }]);
    }
  });
});
