// What an organisation bound to a party grades for others, and what for itself alone; expected results written by hand from the domain description.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StatementSource } from '../../../src/domain/evidence/statement-source.js';
import type { PartyKey, Statement, StatementAuthor } from '../../../src/domain/records/statement.js';
import { viewsBesideShared } from '../../../src/domain/records/statement-weight.js';
import { AGENCY, FAMILIES, NORTH, NORTH_BUREAU, SOUTH, SOUTH_BUREAU, recordOf, told } from './statement-fixture.js';

const PARTIES: readonly (readonly [string, PartyKey, StatementAuthor, StatementAuthor])[] = [
  ['one party', NORTH, NORTH_BUREAU, SOUTH_BUREAU],
  ['the other', SOUTH, SOUTH_BUREAU, NORTH_BUREAU],
];

describe.each(PARTIES)('the words of %s, graded by a bureau of its own', (_, holder, bureau, others) => {
  const captured = told('capture', '2020-11-10', { holder });
  const lost = told('disappearance', '2020-11-10', {}, { by: FAMILIES });
  const certificate = told('death', '2021-02-20', {}, { by: AGENCY, source: 'death_certificate' });
  const words = (source: StatementSource) => ({ by: bureau, source, grade: 'A1' }) as const;
  const ownView = { view: { organisationId: bureau.organisationId } };

  it.each([bureau, others])('hold a death back and do not undo it, whichever bureau it is', (by) => {
    const alive = told('proof_of_life', '2021-06-01', { holder }, { ...words('holder_statement'), by });
    const record = recordOf([captured, certificate, alive]);
    expect([record.status, record.why.rule]).toEqual(['death_reported', 'death_held_back']);
  });

  it('hold a death back for others, and count for the bureau itself', () => {
    const alive = told('proof_of_life', '2021-06-01', { holder }, words('from_holder'));
    expect(recordOf([captured, certificate, alive]).status).toBe('death_reported');
    expect(recordOf([captured, certificate, alive], ownView).status).toBe('believed_held');
    expect(viewsBesideShared([captured, certificate, alive])).toEqual([bureau.organisationId]);
  });

  it('about nobody in its own prison change no acknowledgement: its denial does', () => {
    const acknowledged = told('acknowledgement', '2020-12-01', { party: holder }, words('party'));
    const details = { where: 'place_of_detention', party: holder } as const;
    const searched = told('search_negative', '2021-03-01', details, words('party'));
    expect(recordOf([captured, acknowledged, searched]).status).toBe('held_acknowledged');
    const looked = told('search_negative', '2021-03-01', details, { by: AGENCY, source: 'agency_visit' });
    expect(recordOf([captured, acknowledged, looked]).status).toBe('whereabouts_lost');
    const denied = told('denial', '2021-03-01', { party: holder, aboutThisPerson: true }, words('party'));
    expect(recordOf([captured, acknowledged, denied]).status).toBe('held_denied');
  });

  it.each([{}, { holder }])('are no proof of custody, whether or not they name it (%j)', (named) => {
    const proof = told('proof_of_life', '2021-06-01', { inCustody: true, ...named }, words('holder_statement'));
    const record = recordOf([lost, proof]);
    expect([record.status, record.lastSignOfLife?.statementId]).toEqual(['missing', proof.id]);
  });

  it('are its position where it says whom it holds, at any grade', () => {
    for (const grade of ['A1', 'E5', 'F6']) {
      const more = { by: bureau, source: 'party', grade } as const;
      expect(recordOf([lost, told('acknowledgement', '2021-06-01', { party: holder }, more)]).status).toBe(
        'held_acknowledged',
      );
      expect(recordOf([lost, told('detention', '2021-06-01', { holder }, more)]).status).toBe('held_acknowledged');
    }
  });

  it.each([
    ['list of its captives', 'proof_of_life', 'holder_list'],
    ['capture card', 'proof_of_life', 'capture_card'],
    ['notice of its bureau', 'proof_of_life', 'information_bureau_notice'],
  ] as const)('are more than words as a %s', (__, kind, source) => {
    expect(recordOf([lost, told(kind, '2021-06-01', { holder }, words(source))]).status).toBe('held_acknowledged');
  });

  it('that somebody died give death_reported, and that somebody went home release_unconfirmed', () => {
    const died = told('death', '2021-02-20', { party: holder }, words('holder_statement'));
    expect(recordOf([captured, died]).status).toBe('death_reported');
    const home = told('release', '2021-02-20', { party: holder }, words('party'));
    expect(recordOf([captured, home]).status).toBe('release_unconfirmed');
    const arrived = told('arrival', '2021-02-20', { attestedBy: 'family' }, words('party'));
    expect(recordOf([captured, arrived]).status).toBe('release_unconfirmed');
  });

  it('say who belongs to it, and who to the other side to its own readers alone', () => {
    const own = told('affiliation', '2020-01-01/..', { party: holder, role: 'of_origin' }, words('party'));
    expect(recordOf([lost, own]).sides).toEqual([holder]);
    const other = told(
      'affiliation',
      '2020-01-01/..',
      { party: holder, role: 'of_origin' },
      { ...words('party'), by: others },
    );
    expect(recordOf([lost, other]).sides).toEqual([]);
  });

  it('told by an organisation of no party count by its grade', () => {
    const proof = told(
      'proof_of_life',
      '2021-06-01',
      { holder },
      { by: AGENCY, source: 'holder_statement', grade: 'B2' },
    );
    expect(recordOf([lost, proof]).status).toBe('believed_held');
  });
});

describe.each(PARTIES)('who is bound to the holder, where %s', (_, holder, bureau, others) => {
  const contact = told('last_contact', '2020-12-12', {}, { by: FAMILIES });
  const finding = (evidence: string, by: StatementAuthor) =>
    told('death_assessment', '2021-01-01', { evidence, finding: 'dead' }, { by });

  it('says that somebody died in its custody, is no assessor of that death', () => {
    const died = (circumstance: 'in_custody' | 'combat') =>
      told('death', '2020-12-20', { party: holder, circumstance }, { by: bureau, source: 'holder_statement' });
    const both = [finding('film-1', bureau), finding('film-2', AGENCY)];
    expect(recordOf([contact, died('in_custody'), ...both]).status).toBe('death_reported');
    const free = [finding('film-1', others), finding('film-2', AGENCY)];
    expect(recordOf([contact, died('in_custody'), ...free]).status).toBe('dead_not_returned');
    expect(recordOf([contact, died('combat'), ...both]).status).toBe('dead_not_returned');
  });

  it('shows somebody in its own custody, attests no return, though nobody else has judged what it shows', () => {
    const shown = told(
      'proof_of_life',
      '2020-12-20',
      { inCustody: true, holder },
      { by: bureau, source: 'from_holder' },
    );
    const home = (by: StatementAuthor) =>
      told('arrival', '2021-01-01', { attestedBy: 'person', mode: 'released' }, { by, source: 'authority' });
    expect(recordOf([contact, shown]).status).toBe('missing');
    expect(recordOf([contact, shown, home(bureau)]).status).toBe('release_unconfirmed');
    expect(recordOf([contact, shown, home(others)]).status).toBe('returned_released');
  });

  it('is named by a rumour alone, is no holder', () => {
    const rumour = told('proof_of_life', '2020-12-20', { inCustody: true, holder }, { grade: 'F6' });
    const home = told('arrival', '2021-01-01', { attestedBy: 'receiving_side' }, { by: bureau, source: 'authority' });
    expect(recordOf([contact, rumour, home]).status).toBe('returned_located');
  });
});

describe.each(PARTIES)(
  'that somebody came back, in the words of %s and by a bureau of its own',
  (_, party, bureau, others) => {
    const contact = told('last_contact', '2020-12-12', {}, { by: FAMILIES });
    const words = { by: bureau, source: 'party', grade: 'A1' } as const;
    const summary = (...statements: Statement[]) => {
      const { status, fate, why } = recordOf([contact, ...statements]);
      return [status, fate, why.rule];
    };
    const unconfirmed = ['release_unconfirmed', 'unknown', 'return_not_attested'];

    it.each(['person', 'family', 'neutral_agency'] as const)(
      'attested by the %s, as it says, is its claim',
      (attestedBy) => {
        expect(summary(told('located', '2021-05-10', { attestedBy }, words))).toEqual(unconfirmed);
        expect(summary(told('arrival', '2021-05-10', { attestedBy, mode: 'exchanged' }, words))).toEqual(unconfirmed);
        expect(summary(told('resettlement', '2021-05-10', { attestedBy }, words))).toEqual(unconfirmed);
        expect(summary(told('release', '2021-05-10', { attestedBy }, words))).toEqual(unconfirmed);
      },
    );

    it('is its claim to itself too', () => {
      const found = told('located', '2021-05-10', { attestedBy: 'family' }, words);
      const own = { view: { organisationId: bureau.organisationId } };
      expect(recordOf([contact, found], own).status).toBe('release_unconfirmed');
      const passedOn = told(
        'located',
        '2021-05-10',
        { attestedBy: 'family' },
        { ...words, source: 'holder_statement' },
      );
      expect(recordOf([contact, passedOn], own).status).toBe('release_unconfirmed');
      expect(recordOf([contact, passedOn]).status).toBe('missing');
    });

    it('is no sign of life', () => {
      const found = told('located', '2021-05-10', { attestedBy: 'family' }, words);
      expect(recordOf([contact, found]).lastSignOfLife?.statementId).toBe(contact.id);
    });

    it('received by that party, is attested by the receiving side', () => {
      const received = told('arrival', '2021-05-10', { attestedBy: 'receiving_side', mode: 'exchanged' }, words);
      expect(summary(received)).toEqual(['returned_exchanged', 'alive_confirmed', 'arrival_attested']);
      const held = told('detention', '2021-01-10', { holder: party }, { by: AGENCY });
      expect(summary(held, received)).toEqual(unconfirmed);
    });

    it('is attested by whoever says so for themselves, whatever the party says beside', () => {
      const found = told('located', '2021-05-10', { attestedBy: 'family' }, words);
      const home = (by: StatementAuthor) =>
        told('located', '2021-05-12', { attestedBy: 'family' }, { by, source: 'family' });
      for (const by of [FAMILIES, AGENCY, others])
        expect(summary(found, home(by))).toEqual(['returned_located', 'alive_confirmed', 'arrival_attested']);
    });
  },
);

const SOURCES = ['party', 'holder_statement', 'from_holder'] as const;

/** Kinds by which a party says neither what it does nor that somebody came back or died. */
function reports(holder: PartyKey, valid: string, more: Parameters<typeof told>[3]): readonly Statement[] {
  return [
    told('proof_of_life', valid, { inCustody: true, holder }, more),
    told('hospital_admission', valid, { holder }, more),
    told('health_condition', valid, { holder, condition: 'serious' }, more),
    told('search_negative', valid, { where: 'place_of_detention', party: holder }, more),
    told('feigned_release', valid, { party: holder }, more),
    told('disappearance', valid, {}, more),
    told('last_seen', valid, {}, more),
    told('capture', valid, {}, more),
    told('death_assessment', valid, { evidence: 'film-1', finding: 'dead' }, more),
  ];
}

describe('for any report in the words of a party, by a bureau of its own', () => {
  it.each(PARTIES)('of %s, the grade that the bureau gives it moves nothing for others', (_, holder, bureau) => {
    const story = [
      told('capture', '2020-11-10', { holder }),
      told('acknowledgement', '2020-12-01', { party: holder }, { by: bureau, source: 'party' }),
      told('arrival', '2021-05', { attestedBy: 'family' }, { by: FAMILIES }),
      told('death', '2021-04-02', {}, { by: AGENCY, source: 'death_certificate' }),
    ];
    fc.assert(
      fc.property(
        fc.subarray(story),
        fc.constantFrom('2020-10-02', '2021-03', '2021-05-20', '2021-07-01'),
        fc.constantFrom(...SOURCES),
        fc.nat({ max: 8 }),
        (before, valid, source, at) => {
          const graded = (grade: string) => {
            const more = { by: bureau, source, grade, id: 'word', recorded: '2025-06-01' } as const;
            const word = reports(holder, valid, more)[at];
            const { status, fate, episode, custody, why } = recordOf(word === undefined ? before : [...before, word]);
            return { status, fate, episode, custody, why };
          };
          expect(graded('A1')).toEqual(graded('F6'));
        },
      ),
      { seed: 20_210_601, numRuns: 400 },
    );
  });
});

describe('for any return in the words of a party, by any bureau', () => {
  it.each(PARTIES)(
    'passed on by that of %s, nobody is back by it but whom a party says that it received',
    (_, __, bureau) => {
      fc.assert(
        fc.property(
          fc.constantFrom('located', 'arrival', 'resettlement', 'release', 'exchange', 'repatriation', 'escape'),
          fc.constantFrom('person', 'family', 'neutral_agency', 'holder', 'other'),
          fc.constantFrom(...SOURCES),
          fc.option(fc.constantFrom(NORTH, SOUTH)),
          fc.constantFrom(null, bureau.organisationId),
          (kind, attestedBy, source, from, organisationId) => {
            const named = from === null || kind === 'located' || kind === 'arrival' ? {} : { party: from };
            const details = { attestedBy, ...named } as never;
            const home = told(kind, '2021-05-10', details, { by: bureau, source, grade: 'A1' });
            const lost = told('disappearance', '2020-11-10', {}, { by: FAMILIES });
            const { status, fate } = recordOf([lost, home], { view: { organisationId } });
            expect(['missing', 'release_unconfirmed']).toContain(status);
            expect(fate).toBe('unknown');
          },
        ),
        { seed: 20_210_510, numRuns: 300 },
      );
    },
  );
});
