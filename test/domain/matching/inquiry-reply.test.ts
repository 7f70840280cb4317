// What a reply may hold, which state it is in, and in which words it is told.

import { describe, expect, it } from '@jest/globals';
import {
  REPLY_CONTENTS,
  readReply,
  replyInWords,
  requireSecondPerson,
  stateOfReply,
  type ReplyStep,
} from '../../../src/domain/matching/inquiry-reply.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { codeOf } from '../../support/refusal-code.js';

const ABOUT = { person: 'WB-00000-00000-00000-00000-0', basis: 'owner_consent' };

function pointersOf(given: Parameters<typeof readReply>[0]): string[] {
  try {
    readReply(given);
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}

describe('a reply is refused', () => {
  it.each([
    ['of nothing', { tells: [] }, ['/tells', '/person', '/basis']],
    ['of what nobody may be told', { ...ABOUT, tells: ['name'] }, ['/tells']],
    ['of something beside that nothing may be told', { tells: ['no_information', 'record_exists'] }, ['/tells']],
    ['that tells nothing of somebody', { ...ABOUT, tells: ['no_information'] }, ['/person', '/basis']],
    ['that tells something of nobody', { tells: ['record_exists'] }, ['/person', '/basis']],
    [
      'that names an organisation on the word of the person',
      { ...ABOUT, basis: 'person_will', tells: ['contact_organisation'] },
      ['/tells'],
    ],
    ['on no known basis', { ...ABOUT, basis: 'a feeling', tells: ['record_exists'] }, ['/basis']],
  ])('%s', (_what, given, pointers) => {
    expect(pointersOf(given)).toEqual(pointers);
  });

  it('to be released by who prepared it', () => {
    expect(codeOf(() => requireSecondPerson('one', { preparedBy: 'one' }))).toBe('second_person_needed');
    expect(() => requireSecondPerson('two', { preparedBy: 'one' })).not.toThrow();
  });
});

describe('a reply', () => {
  it('says that there is a record whatever else it tells, in one order, and each thing once', () => {
    const { tells } = readReply({
      ...ABOUT,
      tells: ['contact_organisation', 'whereabouts_status', 'whereabouts_status'],
    });
    expect(tells).toEqual(['record_exists', 'whereabouts_status', 'contact_organisation']);
    expect(readReply({ tells: ['no_information'] })).toEqual({ tells: ['no_information'], about: null });
  });

  it.each<[ReplyStep[], boolean, string]>([
    [[], true, 'waits_for_consent'],
    [[], false, 'waits_for_consent'],
    [['consent_refused'], true, 'not_consented'],
    [['consent_given'], true, 'ready'],
    [['consent_given'], false, 'not_consented'],
    [['consent_given', 'consent_refused'], true, 'not_consented'],
    [['consent_refused', 'consent_given'], true, 'ready'],
    [['consent_given', 'released'], false, 'released'],
    [['rejected'], true, 'rejected'],
  ])('that took %p, and stands: %p, is %s', (taken, stands, state) => {
    const steps = taken.map((step, at) => ({ step, at }));
    expect(stateOfReply({ basis: 'owner_consent', steps }, stands)).toBe(state);
  });

  it('by the person’s will waits for nobody', () => {
    expect(stateOfReply({ basis: 'person_will', steps: [] }, true)).toBe('ready');
    expect(stateOfReply({ basis: 'person_will', steps: [] }, false)).toBe('not_consented');
  });

  it('has words for all that it may tell, the same however it came about', () => {
    const words = REPLY_CONTENTS.map((one) => replyInWords({ tells: [one] }));
    expect(new Set(words).size).toBe(REPLY_CONTENTS.length);
    expect(words.join(' ')).not.toMatch(/\$\{|undefined/);
    expect(replyInWords({ tells: ['contact_organisation', 'record_exists'] })).toBe(`${words[1]} ${words[3]}`);
  });
});
