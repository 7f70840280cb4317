// What the word of a party does and does not do to a record; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import {
  AGENCY,
  FAMILIES,
  NORTH,
  NORTH_BUREAU,
  SOUTH,
  SOUTH_BUREAU,
  flagsOf,
  recordOf,
  told,
} from './statement-fixture.js';

const captured = (at: string) => told('capture', at, { holder: SOUTH });
const acknowledged = (at: string) =>
  told('acknowledgement', at, { party: SOUTH }, { by: SOUTH_BUREAU, source: 'party' });

describe('the word of a party', () => {
  it('of the holder, attesting an arrival itself, ends no search', () => {
    const own = told(
      'arrival',
      '2021-05-10',
      { attestedBy: 'family' },
      { by: SOUTH_BUREAU, source: 'party', grade: 'A1' },
    );
    expect(recordOf([captured('2020-11-10'), acknowledged('2020-12-01'), own]).status).toBe('release_unconfirmed');
    const said = told('arrival', '2021-05-10', { attestedBy: 'holder' });
    expect(recordOf([captured('2020-11-10'), said]).status).toBe('release_unconfirmed');
  });

  it('of the party of origin that it has them back is the receiving side’s; that they were released is not', () => {
    const origin = { by: NORTH_BUREAU, source: 'authority' } as const;
    const side = told('affiliation', '../2021-01-01', { party: NORTH, role: 'of_origin' });
    const released = told('release', '2021-05-10', {}, origin);
    const arrived = told('arrival', '2021-05-10', { attestedBy: 'receiving_side', mode: 'exchanged' }, origin);
    expect(recordOf([side, captured('2020-11-10'), released]).status).toBe('release_unconfirmed');
    expect(recordOf([side, captured('2020-11-10'), released, arrived]).status).toBe('returned_exchanged');
  });

  it('of the holder or of the party of origin that they died gives death_reported', () => {
    for (const by of [SOUTH_BUREAU, NORTH_BUREAU]) {
      const record = recordOf([
        captured('2020-11-10'),
        told('death', '2021-02-20', {}, { by, source: 'witness_of_death' }),
      ]);
      expect(record.status).toBe('death_reported');
    }
  });

  it('is graded for nobody else by an organisation of the other party', () => {
    const list = told(
      'proof_of_life',
      '2021-02-01',
      { holder: SOUTH },
      { by: NORTH_BUREAU, source: 'holder_list', grade: 'A1' },
    );
    const loss = told('disappearance', '2020-11-10', {});
    expect(recordOf([loss, list]).status).toBe('missing');
    expect(recordOf([loss, list]).lastSignOfLife?.statementId).toBe(list.id);
    expect(recordOf([loss, list], { view: { organisationId: NORTH_BUREAU.organisationId } }).status).toBe(
      'held_acknowledged',
    );
    const same = told('proof_of_life', '2021-02-01', { holder: SOUTH }, { by: AGENCY, source: 'holder_list' });
    expect(recordOf([loss, same]).status).toBe('held_acknowledged');
  });

  it('acknowledging after a denial: held_acknowledged; denying after: held_denied, flagged', () => {
    const denied = (at: string) =>
      told('denial', at, { party: SOUTH, aboutThisPerson: true }, { by: SOUTH_BUREAU, source: 'party', grade: 'F6' });
    expect(recordOf([captured('2020-11-10'), denied('2020-12-01'), acknowledged('2021-01-01')]).status).toBe(
      'held_acknowledged',
    );
    const record = recordOf([captured('2020-11-10'), acknowledged('2021-01-01'), denied('2021-06-01')]);
    expect(record.status).toBe('held_denied');
    expect(flagsOf(record)).toContain('acknowledged_then_denied');
  });

  it('an acknowledgement stands when a family reports a later disappearance', () => {
    const later = told('disappearance', '2021-06-01', {}, { by: FAMILIES });
    expect(recordOf([captured('2020-11-10'), acknowledged('2021-01-01'), later]).status).toBe('held_acknowledged');
    expect(recordOf([captured('2020-11-10'), later]).status).toBe('missing');
  });

  it('acknowledging again after its denial: held_acknowledged, and the flag is gone', () => {
    const denial = told(
      'denial',
      '2021-01-01',
      { party: SOUTH, aboutThisPerson: true },
      { by: SOUTH_BUREAU, source: 'party' },
    );
    const record = recordOf([captured('2020-11-10'), acknowledged('2020-12-01'), denial, acknowledged('2021-02-01')]);
    expect(record.status).toBe('held_acknowledged');
    expect(flagsOf(record)).not.toContain('acknowledged_then_denied');
    expect(record.positions.map(({ position, valid }) => [position, valid.edtf])).toEqual([
      ['acknowledgement', '2021-02-01'],
    ]);
  });

  it('denying where nobody says who holds the person is the holder’s denial', () => {
    const film = told('proof_of_life', '2020-11-12', { inCustody: true });
    const denial = told('denial', '2021-01-01', { party: SOUTH, aboutThisPerson: true }, { source: 'party' });
    const record = recordOf([film, denial]);
    expect(record.status).toBe('held_denied');
    expect(flagsOf(record)).toContain('denied_despite_proof');
  });
});
