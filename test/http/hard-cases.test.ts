// The hard cases of the fold, played through the API: each with status, fate, flags and why.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cases } from './told-cases.js';

let cases: Cases;

beforeAll(async () => {
  cases = await Cases.open();
});

afterAll(async () => {
  await cases.service.stop();
});

describe('the hard cases', () => {
  it('a family call after the holder’s death notice of earlier: held, conflicting', async () => {
    const person = await cases.register([cases.captured(), cases.acknowledged()], cases.withBureau);
    await cases.says(cases.bureau, {
      kind: 'death',
      valid: '2021-02-20',
      source: 'holder_statement',
      details: { party: cases.holder },
    });
    await cases.expectRecord(person, { status: 'death_reported', rule: 'death_said' });
    const call = { kind: 'proof_of_life', valid: '2021-03-01', source: 'phone_or_video_call' };
    await cases.post(
      cases.office,
      `/v1/persons/${person}/statements`,
      cases.filled({ ...call, details: { contactStrength: 'direct_two_way' } }),
    );
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      fate: 'alive_confirmed',
      rule: 'alive_after_death',
      flags: ['conflicting_statements'],
    });
  });

  it('a witness of later who saw them alive after the stated death: held', async () => {
    const person = await cases.register([
      { kind: 'death', valid: '2019', source: 'death_certificate' },
      {
        kind: 'proof_of_life',
        valid: '2020',
        source: 'witness_sighting',
        details: { inCustody: true, holder: cases.holder },
      },
    ]);
    await cases.expectRecord(person, {
      status: 'believed_held',
      rule: 'alive_after_death',
      flags: ['conflicting_statements'],
    });
  });

  it('seen dead in a film only: death_reported', async () => {
    const person = await cases.register([cases.captured(), { kind: 'death', valid: '2020-11-20', source: 'media' }]);
    await cases.expectRecord(person, {
      status: 'death_reported',
      rule: 'death_said',
      flags: ['death_after_sign_of_life_in_custody', 'death_without_inquiry'],
    });
  });

  it('released, then captured: held, episode 2', async () => {
    const person = await cases.register([
      cases.captured(),
      cases.arrived('2021-01-10', 'released'),
      cases.captured('2021-04-01'),
    ]);
    await cases.expectRecord(person, { status: 'believed_held', rule: 'custody_believed', episode: 2 });
  });

  it('escaped, then missing: missing, episode 2', async () => {
    const person = await cases.register([
      cases.captured(),
      cases.arrived('2021-01-10', 'escaped'),
      { kind: 'disappearance', valid: '2021-04-01' },
    ]);
    await cases.expectRecord(person, { status: 'missing', rule: 'loss_of_contact', episode: 2 });
  });

  it('the holder says escaped, nobody saw them: release_unconfirmed', async () => {
    const person = await cases.register([cases.captured(), cases.acknowledged()], cases.withBureau);
    await cases.says(cases.bureau, {
      kind: 'escape',
      valid: '2021-02-01',
      source: 'holder_statement',
      details: { party: cases.holder },
    });
    await cases.expectRecord(person, { status: 'release_unconfirmed', rule: 'return_not_attested' });
  });

  it('told "handed over", driven off: custody unchanged, feigned_release', async () => {
    const person = await cases.register([
      cases.captured(),
      cases.acknowledged(),
      { kind: 'release', valid: '2021-02-01', details: { party: cases.holder } },
      { kind: 'feigned_release', valid: '2021-02-01', source: 'witness', details: { party: cases.holder } },
    ]);
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      flags: ['feigned_release'],
    });
  });

  it('acknowledged, then silent: held_acknowledged, stale', async () => {
    const person = await cases.register([cases.captured(), cases.acknowledged()]);
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      flags: ['sign_of_life_stale', 'no_family_news'],
    });
  });

  it('taken before witnesses, denied: held_denied', async () => {
    const person = await cases.register([
      { kind: 'capture', valid: '2020-11-10', source: 'witness', details: { holder: cases.holder } },
      { kind: 'denial', valid: '2021-01-05', source: 'party', details: { party: cases.holder, aboutThisPerson: true } },
    ]);
    await cases.expectRecord(person, { status: 'held_denied', rule: 'holder_denies' });
  });

  it('prisoner of war for one side, convict for the other: held_acknowledged, both categories', async () => {
    const person = await cases.register(
      [
        cases.captured(),
        { kind: 'sentence', valid: '2021-03', source: 'court_record', details: { party: cases.holder, years: 6 } },
      ],
      {
        categories: [
          { category: 'prisoner_of_war', assertedBy: cases.origin },
          { category: 'detainee', assertedBy: cases.holder },
        ],
      },
    );
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      flags: ['sentenced_in_custody', 'capture_notice_not_seen'],
    });
    expect((await cases.read(person)).categories.map(({ category }) => category).sort()).toEqual([
      'detainee',
      'prisoner_of_war',
    ]);
  });

  it('house arrest that the holder acknowledges: held_acknowledged', async () => {
    const person = await cases.register([
      { kind: 'assigned_residence', valid: '2021-01', source: 'court_record', details: { holder: cases.holder } },
    ]);
    await cases.expectRecord(person, { status: 'held_acknowledged', rule: 'holder_acknowledges' });
  });

  it('a child born in custody: held_acknowledged, kin to its mother, no loss needed', async () => {
    const mother = await cases.register([cases.captured(), cases.acknowledged()]);
    const child = await cases.register(
      [
        {
          kind: 'birth',
          valid: '2021-04',
          source: 'information_bureau_notice',
          details: { inCustody: true, holder: cases.holder },
        },
        { kind: 'kin_link', valid: '2021-04', source: 'family', details: { kinship: 'mother', person: mother } },
      ],
      { particulars: { birth: { date: '2021-04' } }, categories: [{ category: 'born_or_accompanying_in_custody' }] },
    );
    await cases.expectRecord(child, { status: 'held_acknowledged', rule: 'holder_acknowledges', flags: ['child'] });
    const told = await cases.service.request('GET', `/v1/persons/${child}/statements`, { token: cases.office });
    const { statements } = told.body as { statements: { kind: string; details: { person?: string } }[] };
    expect(statements.find(({ kind }) => kind === 'kin_link')?.details.person).toBe(mother);
    const others = await cases.service.request('GET', `/v1/persons/${await cases.theirs(cases.agency)}/statements`, {
      token: cases.agency,
    });
    expect(others.text).not.toContain(mother);
    expect(others.text).toMatch(/"kinship":"mother"/);
  });

  it('a court declares dead: status unchanged, declaration shown', async () => {
    const person = await cases.register([
      { kind: 'disappearance', valid: '2019-11-10' },
      {
        kind: 'judicial_declaration_of_death',
        valid: '2021-05',
        source: 'court_record',
        details: { party: cases.origin },
      },
    ]);
    await cases.expectRecord(person, { status: 'missing', fate: 'presumed_dead', rule: 'loss_of_contact' });
  });

  it('wrong remains returned: back to what the rest supports', async () => {
    const person = await cases.register([cases.captured()]);
    await cases.says(cases.institute, {
      kind: 'remains_identified',
      valid: '2021-02',
      source: 'forensic_report',
      details: { method: 'dna', level: 'confirmed', remains: 'r-17' },
    });
    await cases.says(cases.agency, {
      kind: 'remains_handed_over',
      valid: '2021-03',
      details: { extent: 'whole', remains: 'r-17' },
    });
    await cases.expectRecord(person, {
      status: 'remains_returned',
      fate: 'dead_confirmed',
      rule: 'remains_handed_over',
    });
    for (const token of [cases.institute, cases.agency]) {
      const list = await cases.service.request('GET', `/v1/persons/${await cases.theirs(token)}/statements`, { token });
      const { statements } = list.body as { statements: { id: string; own: boolean }[] };
      const own = statements.find((one) => one.own);
      await cases.post(token, `/v1/statements/${own?.id ?? ''}/retraction`, {
        reason: 'The remains are of another person.',
      });
    }
    await cases.expectRecord(person, { status: 'believed_held', rule: 'custody_believed' });
  });
});
