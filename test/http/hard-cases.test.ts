// The hard cases of the fold about custody and return, played through the API: each with status, fate, flags and why.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cases, SILENT } from './told-cases.js';

let cases: Cases;

beforeAll(async () => {
  cases = await Cases.open();
});

afterAll(async () => {
  await cases.service.stop();
});

describe('the hard cases of custody', () => {
  it('released, then captured: held, episode 2', async () => {
    const person = await cases.register([
      cases.captured(),
      cases.arrived('2021-01-10', 'released'),
      cases.captured('2021-04-01'),
    ]);
    await cases.expectRecord(person, {
      status: 'believed_held',
      rule: 'custody_believed',
      deciding: ['capture'],
      episode: 2,
      // Two months: no sign of life is stale yet.
      flags: ['particulars_not_seen', 'no_family_news'],
    });
  });

  it('escaped, then missing: missing, episode 2', async () => {
    const person = await cases.register([
      cases.captured(),
      cases.arrived('2021-01-10', 'escaped'),
      { kind: 'disappearance', valid: '2021-04-01' },
    ]);
    await cases.expectRecord(person, {
      status: 'missing',
      rule: 'loss_of_contact',
      deciding: ['disappearance'],
      episode: 2,
    });
  });

  it('the holder says escaped, nobody saw them: release_unconfirmed', async () => {
    const person = await cases.register([cases.captured(), cases.acknowledged()], cases.withBureau);
    await cases.says(cases.bureau, {
      kind: 'escape',
      valid: '2021-02-01',
      source: 'holder_statement',
      details: { party: cases.holder },
    });
    await cases.expectRecord(person, {
      status: 'release_unconfirmed',
      rule: 'return_not_attested',
      deciding: ['escape'],
    });
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
      deciding: ['acknowledgement'],
      dissenting: [['release', 'release_unconfirmed']],
      flags: ['feigned_release', ...SILENT],
    });
  });

  it('acknowledged, then two silent years: held_acknowledged, stale', async () => {
    const person = await cases.register([
      cases.captured('2019-04-10'),
      { ...cases.acknowledged(), valid: '2019-05-30' },
    ]);
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      deciding: ['acknowledgement'],
      flags: SILENT,
    });
  });

  it('taken before witnesses, denied: held_denied', async () => {
    const person = await cases.register([
      { kind: 'capture', valid: '2020-11-10', source: 'witness', details: { holder: cases.holder } },
      { kind: 'denial', valid: '2021-01-05', source: 'party', details: { party: cases.holder, aboutThisPerson: true } },
    ]);
    await cases.expectRecord(person, {
      status: 'held_denied',
      rule: 'holder_denies',
      deciding: ['denial'],
      flags: SILENT,
    });
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
      deciding: ['sentence'],
      // The clocks of a prisoner of war, the most protective category: GC III 122, 71 and, of the sentence, 107.
      flags: [
        'sentenced_in_custody',
        'sign_of_life_stale',
        'capture_notice_not_seen',
        'no_family_news',
        'judicial_deadline',
      ],
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
    await cases.expectRecord(person, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      deciding: ['assigned_residence'],
      flags: SILENT,
    });
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
    await cases.expectRecord(child, {
      status: 'held_acknowledged',
      rule: 'holder_acknowledges',
      deciding: ['birth'],
      // The notice of the bureau gives the particulars.
      flags: ['child', 'no_family_news'],
    });
    const told = await cases.service.request('GET', `/v1/persons/${child}/statements`, { token: cases.office });
    const { statements } = told.body as { statements: { kind: string; details: { person?: string } }[] };
    expect(statements.find(({ kind }) => kind === 'kin_link')?.details.person).toBe(mother);
    const others = await cases.service.request('GET', `/v1/persons/${await cases.theirs(cases.agency)}/statements`, {
      token: cases.agency,
    });
    expect(others.text).not.toContain(mother);
    expect(others.text).toMatch(/"kinship":"mother"/);
  });

  it('found and wants no contact: at liberty for the owner, unchanged by a byte for all others', async () => {
    const person = await cases.register([{ kind: 'disappearance', valid: '2020-11-10' }]);
    const theirs = await cases.theirs(cases.agency);
    const shown = async (): Promise<string[]> => {
      const paths = [`/v1/persons/${theirs}?why=true`, `/v1/persons/${theirs}/statements`];
      const answers = paths.map((path) => cases.service.request('GET', path, { token: cases.agency }));
      return (await Promise.all(answers)).map(({ text }) => text);
    };
    const before = await shown();
    const found = { kind: 'located', valid: '2021-03-03', source: 'from_person', confidential: true };
    await cases.post(
      cases.office,
      `/v1/persons/${person}/statements`,
      cases.filled({ ...found, details: { attestedBy: 'person', whereTheyWishToBe: false } }),
    );
    await cases.expectRecord(person, {
      status: 'at_liberty_elsewhere',
      fate: 'alive_confirmed',
      rule: 'free_elsewhere',
      deciding: ['located'],
    });
    const missing = { status: 'missing', rule: 'loss_of_contact', deciding: ['disappearance'] };
    await cases.expectRecord(theirs, missing, cases.agency);
    expect(await shown()).toEqual(before);
  });
});
