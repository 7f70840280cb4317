// The clocks of the Conventions: to whom they apply, from when they have run out, and what answers them.

import { describe, expect, it } from '@jest/globals';
import { CLOCKS } from '../../../src/domain/records/clock-table.js';
import { RECORD_FLAGS } from '../../../src/domain/records/flags.js';
import type { Statement } from '../../../src/domain/records/statement.js';
import { NORTH, NORTH_BUREAU, SOUTH, day, flagsOf, recordOf, told } from './statement-fixture.js';

const DAY = 86_400_000;
const end = (date: string) => day(date) + DAY - 1;
const captured = told('capture', '2021-01-10', { holder: NORTH });
const prisoner = told('category', '2021-01-10', {
  category: 'prisoner_of_war',
  assertedBy: SOUTH,
  conflict: 'international',
});
const internee = told('category', '2021-01-10', { category: 'civilian_internee' });
const inCamp = told('detention', '2021-01-20', { holder: NORTH, regime: 'camp' });

function clocksOf(statements: readonly Statement[], today = end('2021-01-10')): string[] {
  const { clocks } = recordOf(statements, { today });
  return clocks.map(({ flag, since, due }) => `${flag} ${iso(since)} ${iso(due)}`);
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

describe('the clocks', () => {
  it('are rows whose flags are in the closed list', () => {
    expect(CLOCKS.filter(({ flag }) => !RECORD_FLAGS.includes(flag))).toEqual([]);
  });

  it('of a prisoner of war: notice without delay, family news within 30 days', () => {
    expect(clocksOf([captured, prisoner])).toEqual([
      'capture_notice_not_seen 2021-01-10 2021-01-10',
      'no_family_news 2021-01-10 2021-02-09',
    ]);
  });

  it('of a prisoner in a camp: a capture card within 7 days, and again at every transfer', () => {
    const card = told('proof_of_life', '2021-01-22', {}, { source: 'capture_card', by: NORTH_BUREAU });
    const moved = told('transfer', '2021-03-01', { holder: NORTH });
    const ofCards = (statements: Statement[]) => clocksOf(statements).filter((one) => one.startsWith('capture_card'));
    expect(ofCards([captured, prisoner, inCamp])).toEqual(['capture_card_not_seen 2021-01-20 2021-01-27']);
    expect(ofCards([captured, prisoner, inCamp, card])).toEqual([]);
    expect(ofCards([captured, prisoner, inCamp, card, moved])).toEqual(['capture_card_not_seen 2021-03-01 2021-03-08']);
  });

  it('raise their flag from the day on which they run out, and by no write', () => {
    const at = (today: number) => flagsOf(recordOf([captured, prisoner, inCamp], { today }));
    expect(at(end('2021-01-27') - 1)).not.toContain('capture_card_not_seen');
    expect(at(end('2021-01-27'))).toContain('capture_card_not_seen');
  });

  it('of an internee: 14 days in mere custody, without delay in assigned residence', () => {
    const residence = told('assigned_residence', '2021-01-15', { holder: NORTH });
    const ofNotices = (statements: Statement[]) =>
      clocksOf(statements).filter((one) => one.startsWith('internment_notice'));
    expect(ofNotices([captured, internee])).toEqual(['internment_notice_not_seen 2021-01-10 2021-01-24']);
    expect(ofNotices([captured, internee, residence])).toEqual([
      'internment_notice_not_seen 2021-01-15 2021-01-15',
      'internment_notice_not_seen 2021-01-10 2021-01-24',
    ]);
  });

  it('of anybody else who is held: particulars within 14 days', () => {
    expect(clocksOf([captured])).toEqual([
      'particulars_not_seen 2021-01-10 2021-01-24',
      'no_family_news 2021-01-10 2021-02-09',
    ]);
  });

  it('follow every category that is asserted, the most protective among them', () => {
    const convict = told('category', '2021-01-10', { category: 'detainee', assertedBy: NORTH }, { by: NORTH_BUREAU });
    expect(clocksOf([captured, prisoner, convict])).toEqual(clocksOf([captured, prisoner]));
  });

  it('rest where all who say which conflict it is say a non-international one, and only then', () => {
    const inner = told(
      'category',
      '2021-01-10',
      { category: 'detainee', conflict: 'non_international' },
      { by: NORTH_BUREAU },
    );
    expect(clocksOf([captured, inner])).toEqual([]);
    expect(clocksOf([captured, inner, prisoner])).toHaveLength(2);
  });

  it('say each of which conflicts its rule speaks, and none of a non-international one', () => {
    for (const { appliesIn } of CLOCKS) expect(appliesIn).toEqual(['international', 'occupation']);
    const under = (conflict: 'occupation' | 'non_international') =>
      told('category', '2021-01-10', { category: 'civilian_internee', conflict }, { by: NORTH_BUREAU });
    expect(clocksOf([captured, under('occupation')])).toHaveLength(2);
    expect(clocksOf([captured, under('non_international')])).toEqual([]);
  });

  it('ask weekly after a grave state of health until a report says otherwise', () => {
    const grave = (at: string) => told('health_condition', at, { condition: 'serious', holder: NORTH });
    const better = told('health_condition', '2021-02-08', { condition: 'good', holder: NORTH });
    const ofHealth = (statements: Statement[]) => clocksOf(statements).filter((one) => one.startsWith('health'));
    expect(ofHealth([captured, grave('2021-02-01')])).toEqual(['health_report_overdue 2021-02-01 2021-02-08']);
    expect(ofHealth([captured, grave('2021-02-01'), grave('2021-02-06')])).toEqual([
      'health_report_overdue 2021-02-06 2021-02-13',
    ]);
    expect(ofHealth([captured, grave('2021-02-01'), better])).toEqual([]);
  });

  it('start again with every message of the person', () => {
    const letter = told('message_received', '2021-03-05', {}, { source: 'red_cross_message' });
    expect(clocksOf([captured, prisoner, letter])).toContain('no_family_news 2021-03-05 2021-04-04');
  });

  it('do not start again with a copy of what was already told', () => {
    const call = (at: string) =>
      told('proof_of_life', at, { evidence: 'call-1' }, { source: 'phone_or_video_call', basis: 'observed' });
    const known = clocksOf([captured, prisoner, call('2021-02-01')]);
    expect(known).toContain('no_family_news 2021-02-01 2021-03-03');
    expect(clocksOf([captured, prisoner, call('2021-02-01'), call('2021-06-20')])).toEqual(known);
  });

  it('say that release is due after hostilities, as far as anybody states their end', () => {
    const ended = told('category', '2021-06', { category: 'prisoner_of_war', hostilitiesEnded: '2021-05-01' });
    const flags = flagsOf(recordOf([captured, ended], { today: day('2021-06-10') }));
    expect(flags).toEqual(expect.arrayContaining(['release_due', 'held_after_hostilities']));
    const home = told('arrival', '2021-06-05', { attestedBy: 'family' });
    expect(flagsOf(recordOf([captured, ended, home]))).not.toContain('release_due');
  });

  it('ask for the certificate of a death after custody', () => {
    const died = told('death', '2021-02-02', {});
    expect(flagsOf(recordOf([captured, died]))).toContain('death_certificate_not_seen');
    const certified = told('death', '2021-02-02', {}, { source: 'death_certificate' });
    expect(flagsOf(recordOf([captured, certified]))).not.toContain('death_certificate_not_seen');
    expect(flagsOf(recordOf([died]))).not.toContain('death_certificate_not_seen');
  });
});
