// The cases that must work: expected results written by hand from the domain description, not taken from the fold.

import { describe, expect, it } from '@jest/globals';
import {
  AGENCY,
  FAMILIES,
  INSTITUTE,
  LIAISON,
  MONITOR,
  NORTH,
  NORTH_BUREAU,
  SOUTH,
  SOUTH_BUREAU,
  day,
  flagsOf,
  recordOf,
  told,
} from './statement-fixture.js';

describe('the conscript who was filmed alive, then dead', () => {
  const contact = told(
    'last_contact',
    '2020-12-12',
    { contactStrength: 'direct_two_way' },
    { by: FAMILIES, source: 'family' },
  );
  const films = ['film-1', 'film-2'].map((evidence) =>
    told('proof_of_life', '2020-12-13', { inCustody: true, holder: SOUTH, evidence }, { source: 'holder_media' }),
  );
  const account = told('death', '2020-12-27', { circumstance: 'combat', party: SOUTH }, { source: 'holder_statement' });
  const shownDead = told(
    'death',
    '2020-12-29',
    { evidence: 'film-3', circumstance: 'in_custody' },
    { source: 'media' },
  );
  const first = told('death_assessment', '2021-01-20', { evidence: 'film-3', finding: 'dead' }, { by: MONITOR });
  const second = told('death_assessment', '2021-02-03', { evidence: 'film-4', finding: 'dead' }, { by: INSTITUTE });

  it('is missing after the last contact and believed held after the films', () => {
    expect(recordOf([contact]).status).toBe('missing');
    const record = recordOf([contact, ...films]);
    expect(record.status).toBe('believed_held');
    expect(record.custody?.holders).toEqual([SOUTH]);
    expect(record.lastContact?.statementId).toBe(contact.id);
  });

  it('is death_reported, flagged, with the account of the holder as dissent', () => {
    const record = recordOf([contact, ...films, account, shownDead]);
    expect(record.status).toBe('death_reported');
    expect(record.fate).toBe('unknown');
    expect(flagsOf(record)).toContain('death_after_sign_of_life_in_custody');
    expect(record.why.deciding).toEqual([shownDead.id]);
    expect(record.why.dissenting).toContainEqual({ statementId: account.id, says: 'death_reported' });
  });

  it('is dead_not_returned when two independent assessors say so on two items, the account still dissent', () => {
    expect(recordOf([contact, ...films, account, shownDead, first]).status).toBe('death_reported');
    const record = recordOf([contact, ...films, account, shownDead, first, second]);
    expect(record.status).toBe('dead_not_returned');
    expect(record.fate).toBe('dead_confirmed');
    expect(record.why.rule).toBe('death_assessed');
    expect(flagsOf(record)).toContain('death_after_sign_of_life_in_custody');
    expect(record.why.dissenting).toContainEqual({ statementId: account.id, says: 'death_reported' });
  });

  it.each([
    ['one organisation twice', { by: MONITOR }, { evidence: 'film-4', finding: 'dead' }],
    ['one item twice', { by: INSTITUTE }, { evidence: 'film-3', finding: 'dead' }],
    ['an assessor of the holder', { by: SOUTH_BUREAU }, { evidence: 'film-4', finding: 'dead' }],
    [
      'an item of the same origin',
      { by: INSTITUTE },
      { evidence: 'film-4', finding: 'dead', independentOf: ['film-9'] },
    ],
    ['a finding that leaves it open', { by: INSTITUTE }, { evidence: 'film-4', finding: 'not_established' }],
  ] as const)('stays death_reported with %s', (_, more, details) => {
    const other = told('death_assessment', '2021-02-03', details, more);
    expect(recordOf([contact, ...films, account, shownDead, first, other]).status).toBe('death_reported');
  });
});

describe('a wounded soldier who was filmed and whose body was handed over', () => {
  const film = told(
    'proof_of_life',
    '2020-10-10',
    { inCustody: true, holder: NORTH, evidence: 'film-7' },
    { source: 'holder_media' },
  );
  const certified = (valid: string) => told('death', valid, {}, { by: INSTITUTE, source: 'death_certificate' });

  it('is flagged once a certificate establishes the death; the hand-over itself is a kind of a later version', () => {
    const record = recordOf([film, certified('2020-10-11/2020-10-14')]);
    expect(record.status).toBe('dead_not_returned');
    expect(record.why.rule).toBe('death_notified');
    expect(flagsOf(record)).toContain('death_after_sign_of_life_in_custody');
  });

  it('is searched for while the certificate does not say whether the death came after the film, and the record says so', () => {
    const record = recordOf([film, certified('2020-10-10/2020-10-14')]);
    expect(record.status).toBe('believed_held');
    expect(record.why.rule).toBe('order_open');
  });
});

describe('three civilians on a road', () => {
  it.each(['1980', '1945', '1935'])('is missing, fate unknown (born %s)', (born) => {
    const record = recordOf([
      told('particulars', '../2020-11-20', { birthYears: { from: Number(born), to: Number(born) } }),
      told('disappearance', '2020-11-11', { circumstance: 'travel' }, { source: 'family', by: FAMILIES }),
    ]);
    expect(record.status).toBe('missing');
    expect(record.fate).toBe('unknown');
    expect(record.flags).toEqual([]);
    expect(record.why.rule).toBe('loss_of_contact');
  });
});

describe('two foreign nationals missing in one area', () => {
  it('has a nationality and no side', () => {
    const record = recordOf([
      told('particulars', '../2020-11-20', { nationalities: ['XA'] }),
      told('last_contact', '2020-10-02', {}),
    ]);
    expect(record.nationalities).toEqual(['XA']);
    expect(record.sides).toEqual([]);
  });
});

describe('a captive on many videos whom the holder denies by name', () => {
  const films = ['2020-10-21', '2020-10-25', '2020-11-02'].map((at, index) =>
    told(
      'proof_of_life',
      at,
      { inCustody: true, holder: NORTH, evidence: `film-1${index}` },
      { source: 'open_source_media' },
    ),
  );
  const denial = told(
    'denial',
    '2021-01-15',
    { party: NORTH, aboutThisPerson: true },
    { by: NORTH_BUREAU, source: 'party', grade: 'E5' },
  );

  it('is held_denied, denied_despite_proof, at any grade of the denial', () => {
    const record = recordOf([...films, denial]);
    expect(record.status).toBe('held_denied');
    expect(flagsOf(record)).toContain('denied_despite_proof');
    expect(record.positions.map(({ party, position }) => [party, position])).toEqual([[NORTH, 'denial']]);
  });

  it.each([
    ['of no party', MONITOR],
    ['of the other party', SOUTH_BUREAU],
  ])('is not touched by what an organisation %s says that the holder said, where it cannot be believed', (_, by) => {
    const details = { party: NORTH, aboutThisPerson: true };
    const told5 = told('denial', '2021-01-15', details, { by, source: 'holder_statement', grade: 'E5' });
    expect(recordOf([...films, told5]).status).toBe('believed_held');
    const believed = told('denial', '2021-01-15', details, { by: MONITOR, source: 'holder_statement', grade: 'B2' });
    expect(recordOf([...films, believed]).status).toBe('held_denied');
  });

  it('is not touched by a denial about a list', () => {
    const general = told('denial', '2021-01-15', { party: NORTH, aboutThisPerson: false }, { source: 'party' });
    const record = recordOf([...films, general]);
    expect(record.status).toBe('believed_held');
    expect(flagsOf(record)).not.toContain('denied_despite_proof');
    expect(record.positions).toEqual([]);
  });

  it('is not touched by the denial of a party that nobody says holds them', () => {
    const other = told('denial', '2021-01-15', { party: SOUTH, aboutThisPerson: true }, { source: 'party' });
    expect(recordOf([...films, other]).status).toBe('believed_held');
  });
});

describe('a soldier astray in fog', () => {
  const story = [
    told('disappearance', '2023-04-10', { circumstance: 'travel' }, { by: FAMILIES }),
    told('capture', '2023-04-10', { holder: SOUTH }),
    told('proof_of_life', '2023-04-11', { inCustody: true, holder: SOUTH }, { source: 'holder_media' }),
    told('sentence', '2023-08-30', { years: 11, months: 6, party: SOUTH }, { source: 'media' }),
  ];
  const release = told('release', '2024-12-13', { party: SOUTH }, { source: 'party' });
  const arrival = told('arrival', '2024-12-13', { attestedBy: 'receiving_side' }, { source: 'authority' });

  it('is held and acknowledged by the sentence', () => {
    const record = recordOf(story, { today: day('2023-09-15') });
    expect(record.status).toBe('held_acknowledged');
    expect(flagsOf(record)).toContain('sentenced_in_custody');
  });

  it('is release_unconfirmed by the word of the holder', () => {
    expect(recordOf([...story, release]).status).toBe('release_unconfirmed');
    expect(recordOf([...story, release]).fate).toBe('unknown');
  });

  it('is returned_released when the arrival is attested, the sentence in the history', () => {
    const record = recordOf([...story, release, arrival]);
    expect(record.status).toBe('returned_released');
    expect(record.fate).toBe('alive_confirmed');
    expect(record.episode).toBe(1);
    expect(record.custody).toBeNull();
    expect(record.sentences.map(({ years, months }) => [years, months])).toEqual([[11, 6]]);
  });
});

describe('seen by the delegates of a neutral agency, in confidence', () => {
  const loss = told('disappearance', '2020-11-02', {}, { by: FAMILIES });
  const visit = told(
    'proof_of_life',
    '2020-11-30',
    { inCustody: true, holder: SOUTH },
    {
      by: AGENCY,
      source: 'agency_visit',
      grade: 'A1',
      confidential: true,
    },
  );

  it('is believed held for the agency and missing for everybody else', () => {
    expect(recordOf([loss, visit], { view: { organisationId: AGENCY.organisationId } }).status).toBe('believed_held');
    expect(recordOf([loss, visit])).toEqual(recordOf([loss]));
    expect(recordOf([loss, visit], { view: { organisationId: LIAISON.organisationId } }).status).toBe('missing');
  });
});

describe('four reports of one person', () => {
  it('is one episode, however many report the same loss', () => {
    const record = recordOf([
      told('disappearance', '2020-10-17', {}, { by: FAMILIES }),
      told('disappearance', '2020-10', {}, { by: NORTH_BUREAU, source: 'authority' }),
      told('last_seen', '2020-10-16~', {}, { by: MONITOR }),
      told('acknowledgement', '2020-12-01', { party: SOUTH }, { by: SOUTH_BUREAU, source: 'holder_list' }),
    ]);
    expect(record.status).toBe('held_acknowledged');
    expect(record.episode).toBe(1);
  });
});

describe('a line of a register', () => {
  const at = { by: LIAISON, recorded: '2026-11-22T08:00:00Z', source: 'authority' } as const;

  it.each([
    ['2020-10', '2020-10/2026-07-09'],
    ['2026-07', '2026-07/2026-07-09'],
  ])('located alive: lost in %s, found within %s', (lost, found) => {
    const record = recordOf([
      told('disappearance', lost, {}, at),
      told('located', found, { attestedBy: 'receiving_side' }, at),
    ]);
    expect(record.status).toBe('returned_located');
    expect(record.loss?.valid.edtf).toBe(lost);
    expect(record.flags).toEqual([]);
  });

  it.each([
    ['2020-10', '2020-10/2026-07-09'],
    ['2026-07', '2026-07/2026-07-09'],
  ])('located dead: lost in %s, found within %s', (lost, found) => {
    const record = recordOf([
      told('disappearance', lost, {}, at),
      told('death', found, {}, { ...at, source: 'bureau_notice' }),
    ]);
    expect(record.status).toBe('dead_not_returned');
    expect(record.flags).toEqual([]);
  });

  it('is returned_located when two organisations tell the two halves', () => {
    const record = recordOf([
      told('disappearance', '2020-10', {}, { by: FAMILIES }),
      told('located', '2020-10/2026-07-09', { attestedBy: 'receiving_side' }, at),
    ]);
    expect(record.status).toBe('returned_located');
  });
});
