// Further cases that must work, played through the API: a body handed over, foreign nationals, a visit in confidence, a closure.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cases, DEAD_IN_CUSTODY, SILENT } from './told-cases.js';

const MISSING = { status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] };

let cases: Cases;

beforeAll(async () => {
  cases = await Cases.open();
});

afterAll(async () => {
  await cases.service.stop();
});

describe('further cases that must work', () => {
  it('2: a wounded soldier shown receiving first aid, whose body is handed over and identified', async () => {
    const person = await cases.register([
      {
        kind: 'proof_of_life',
        valid: '2020-11-12',
        source: 'holder_media',
        basis: 'observed',
        details: { inCustody: true, holder: cases.holder },
      },
      { kind: 'remains_handed_over', valid: '2020-11-20', details: { extent: 'whole', party: cases.holder } },
    ]);
    await cases.expectRecord(person, {
      status: 'death_reported',
      rule: 'death_said',
      deciding: ['remains_handed_over'],
      flags: DEAD_IN_CUSTODY,
    });
    await cases.says(cases.institute, {
      kind: 'remains_identified',
      valid: '2020-11-25',
      source: 'forensic_report',
      details: { method: 'fingerprints', level: 'confirmed' },
    });
    await cases.expectRecord(person, {
      status: 'remains_returned',
      fate: 'dead_confirmed',
      rule: 'remains_handed_over',
      deciding: ['remains_identified', 'remains_handed_over'],
      flags: DEAD_IN_CUSTODY,
    });
  });

  it('4: two foreign nationals missing in the same area: nationality is not a side', async () => {
    for (const nationality of ['XA', 'XB']) {
      const person = await cases.register([{ kind: 'disappearance', valid: '2020-11-11' }], {
        particulars: { nationalities: [nationality] },
      });
      await cases.expectRecord(person, MISSING);
      expect(await cases.read(person)).toMatchObject({ sides: [], nationalities: [nationality] });
    }
  });

  it('7: seen by delegates in confidence: their own view says so, others see what the rest supports', async () => {
    const person = await cases.register([{ kind: 'disappearance', valid: '2020-11-10' }], cases.withBureau);
    const before = await cases.read(person);
    await cases.says(cases.agency, {
      kind: 'visit',
      valid: '2020-12-20',
      source: 'agency_visit',
      basis: 'observed',
      confidential: true,
      details: { holder: cases.holder },
    });
    await cases.says(cases.bureau, {
      kind: 'reported_visit',
      valid: '2020-12-20',
      source: 'party',
      details: { holder: cases.holder },
    });
    const theirs = await cases.theirs(cases.agency);
    const visited = {
      status: 'believed_held',
      rule: 'custody_believed',
      deciding: ['visit'],
      flags: SILENT,
    };
    await cases.expectRecord(theirs, visited, cases.agency);
    await cases.expectRecord(person, MISSING);
    await cases.expectRecord(await cases.theirs(cases.bureau), MISSING, cases.bureau);
    const after = await cases.read(person);
    expect([after.status, after.why, after.flags]).toEqual([before.status, before.why, before.flags]);
    await cases.says(cases.agency, {
      kind: 'search_negative',
      valid: '2021-03-01',
      source: 'agency_visit',
      confidential: true,
      details: { where: 'place_of_detention', party: cases.holder },
    });
    const lost = {
      status: 'whereabouts_lost',
      rule: 'dated_absence',
      deciding: ['search_negative'],
      // The holder has still to answer for them: what is asked of who holds somebody is asked on.
      flags: ['visited_then_lost', ...SILENT],
    };
    await cases.expectRecord(theirs, lost, cases.agency);
    await cases.expectRecord(person, MISSING);
  });

  it('a record is closed by the organisation that registered it alone', async () => {
    const person = await cases.register([cases.captured()]);
    const closure = { kind: 'closure', valid: '2021-05', details: { ground: 'registered_in_error' } };
    const refused = await cases.service.request('POST', `/v1/persons/${await cases.theirs(cases.agency)}/statements`, {
      token: cases.agency,
      body: cases.filled(closure),
    });
    expect([refused.status, (refused.body as { errors: unknown }).errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/kind', code: 'closure_by_owner' })],
    ]);
    await cases.post(cases.office, `/v1/persons/${person}/statements`, cases.filled(closure));
    await cases.expectRecord(person, { status: 'closed', rule: 'registered_in_error', deciding: ['closure'] });
  });

  it('a visit is stated by nobody who depends on a party', async () => {
    await cases.register([cases.captured()], cases.withBureau);
    const visit = { kind: 'visit', valid: '2021-01', source: 'agency_visit', basis: 'observed' };
    const refused = await cases.service.request('POST', `/v1/persons/${await cases.theirs(cases.bureau)}/statements`, {
      token: cases.bureau,
      body: cases.filled(visit),
    });
    expect([refused.status, (refused.body as { errors: unknown }).errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/kind', code: 'visit_by_the_visitor' })],
    ]);
  });
});
