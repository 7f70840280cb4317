// The hard cases of the fold about deaths that are said, proved and taken back, played through the API.

import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Cases, DEAD_IN_CUSTODY, SILENT } from './told-cases.js';

let cases: Cases;

beforeAll(async () => {
  cases = await Cases.open();
});

afterAll(async () => {
  await cases.service.stop();
});

describe('the hard cases of death', () => {
  it('a family call after the holder’s death notice of earlier: held, conflicting', async () => {
    const person = await cases.register([cases.captured(), cases.acknowledged()], cases.withBureau);
    await cases.says(cases.bureau, {
      kind: 'death',
      valid: '2021-02-20',
      source: 'holder_statement',
      details: { party: cases.holder },
    });
    await cases.expectRecord(person, {
      status: 'death_reported',
      rule: 'death_said',
      deciding: ['death'],
      flags: DEAD_IN_CUSTODY,
    });
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
      deciding: ['acknowledgement', 'proof_of_life'],
      dissenting: [['death', 'death_reported']],
      flags: ['conflicting_statements', ...SILENT],
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
      deciding: ['proof_of_life'],
      dissenting: [['death', 'dead_not_returned']],
      flags: ['conflicting_statements', ...SILENT],
    });
  });

  it('seen dead in a film only: death_reported, and by quorum dead_not_returned', async () => {
    const film = { kind: 'death', valid: '2020-11-20', source: 'media', details: { evidence: 'film-1' } };
    const person = await cases.register([cases.captured(), film]);
    await cases.expectRecord(person, {
      status: 'death_reported',
      rule: 'death_said',
      deciding: ['death'],
      flags: DEAD_IN_CUSTODY,
    });
    const assessed = { kind: 'death_assessment', valid: '2021-01-15' };
    await cases.says(cases.agency, { ...assessed, details: { evidence: 'film-1', finding: 'dead' } });
    await cases.says(cases.institute, { ...assessed, details: { evidence: 'film-2', finding: 'dead' } });
    await cases.expectRecord(person, {
      status: 'dead_not_returned',
      fate: 'dead_confirmed',
      rule: 'death_assessed',
      deciding: ['death_assessment', 'death_assessment'],
      flags: DEAD_IN_CUSTODY,
    });
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
    await cases.expectRecord(person, {
      status: 'missing',
      fate: 'presumed_dead',
      rule: 'loss_of_contact',
      deciding: ['disappearance'],
    });
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
      deciding: ['remains_identified', 'remains_handed_over'],
      flags: DEAD_IN_CUSTODY,
    });
    for (const token of [cases.institute, cases.agency]) {
      const list = await cases.service.request('GET', `/v1/persons/${await cases.theirs(token)}/statements`, { token });
      const { statements } = list.body as { statements: { id: string; own: boolean }[] };
      const own = statements.find((one) => one.own);
      await cases.post(token, `/v1/statements/${own?.id ?? ''}/retraction`, {
        reason: 'The remains are of another person.',
      });
    }
    await cases.expectRecord(person, {
      status: 'believed_held',
      rule: 'custody_believed',
      deciding: ['capture'],
      flags: SILENT,
    });
  });
});
