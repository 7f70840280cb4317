// Disclosure commands: what is refused before any name is opened.

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/domain-error.js';
import { DISCLOSURE_PURPOSES, readDisclosureCommand } from '../../../src/domain/identity/disclosure.js';
import { IDENTITY_FIELDS } from '../../../src/domain/identity/identity-particulars.js';

const good = { purpose: 'family_contact', fields: ['names'], reason: 'The family asked for a call back.' };

function refusal(command: { purpose: unknown; fields: unknown; reason: unknown }): DomainError {
  try {
    readDisclosureCommand(command);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('the command was not refused');
}

describe('a disclosure is refused', () => {
  it('to a court, which is referred to the giver', () => {
    expect(refusal({ ...good, purpose: 'court' }).code).toBe('court_refer_to_giver');
  });

  it.each([
    ['an unknown purpose', { ...good, purpose: 'curiosity' }, '/purpose'],
    ['no purpose', { ...good, purpose: undefined }, '/purpose'],
    ['no field', { ...good, fields: [] }, '/fields'],
    ['a field outside the list', { ...good, fields: ['names', 'religion'] }, '/fields/1'],
    ['fields that are no list', { ...good, fields: 'names' }, '/fields'],
    [
      'more fields than there are',
      { ...good, fields: Array.from({ length: IDENTITY_FIELDS.length + 1 }, () => 'names') },
      '/fields',
    ],
    ['an inherited name as field', { ...good, fields: ['constructor'] }, '/fields/0'],
    ['no reason', { ...good, reason: undefined }, '/reason'],
    ['a reason of nine characters', { ...good, reason: 'too short' }, '/reason'],
    ['a reason of spaces', { ...good, reason: ' '.repeat(40) }, '/reason'],
    ['a reason without a word', { ...good, reason: '1234567890123' }, '/reason'],
    ['a reason with a NUL', { ...good, reason: 'a reason with \0 in it' }, '/reason'],
    ['an endless reason', { ...good, reason: 'because '.repeat(1000) }, '/reason'],
  ])('for %s', (_what, command, pointer) => {
    const error = refusal(command);
    expect(error.code).toBe('invalid_field');
    expect(error.faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('with every fault named at once', () => {
    expect(refusal({ purpose: 1, fields: 1, reason: 1 }).faults).toHaveLength(3);
  });
});

describe('a disclosure', () => {
  it.each(DISCLOSURE_PURPOSES)('is read for the purpose %s', (purpose) => {
    expect(readDisclosureCommand({ ...good, purpose }).purpose).toBe(purpose);
  });

  it('names each field once, in the order of the list, with a trimmed reason', () => {
    expect(
      readDisclosureCommand({ ...good, fields: ['notes', 'names', 'notes'], reason: '  The family asked.  ' }),
    ).toEqual({
      purpose: 'family_contact',
      fields: ['names', 'notes'],
      reason: 'The family asked.',
    });
  });
});
