// Reading identity particulars: faults by pointer, nothing of what was given in them.

import { describe, expect, it } from '@jest/globals';
import { identityFieldsOf } from '../../../src/domain/identity/identity-particulars.js';
import { IDENTITY_LIMITS, readIdentityParticulars } from '../../../src/domain/identity/identity-reading.js';

function faultsOf(given: unknown): string[] {
  const reading = readIdentityParticulars(given);
  return reading.ok ? [] : reading.faults.map((fault) => `${fault.pointer} ${fault.code}`);
}

const name = (text: unknown): unknown => ({ names: [{ text }] });

describe('identity particulars are refused', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', 'Vardo', [' wrong_type']],
    ['a list', [], [' wrong_type']],
    ['null', null, [' wrong_type']],
    ['an unknown key', { religion: 'x' }, [' unknown_field']],
    ['a key that reaches for the prototype', JSON.parse('{"__proto__":{"names":[]}}'), [' unknown_field']],
    ['an unknown key of a name', { names: [{ text: 'Vardo', title: 'Dr' }] }, ['/names/0 unknown_field']],
    ['names that are no list', { names: { text: 'Vardo' } }, ['/names wrong_type']],
    ['a name that is a text', { names: ['Vardo'] }, ['/names/0 wrong_type', '/names/0/text wrong_type']],
    ['an empty name', name('  '), ['/names/0/text empty']],
    ['a name that is a number', name(7), ['/names/0/text wrong_type']],
    ['a name without a letter', name('12 - 7'), ['/names/0/text no_letter']],
    ['a name with a NUL', name('Var\0do'), ['/names/0/text control_character']],
    ['a name on two lines', name('Vardo\nTel'), ['/names/0/text control_character']],
    ['a name with a line separator', name('Vardo\u2028Tel'), ['/names/0/text control_character']],
    ['a name that turns its neighbours round', name('Vardo \u202eleT'), ['/names/0/text bidi_override']],
    ['a name within an isolate', name('\u2067Vardo\u2069'), ['/names/0/text bidi_override']],
    ['half a surrogate pair', name('Vardo \ud83d'), ['/names/0/text broken_text']],
    ['a name that is too long', name('ab'.repeat(IDENTITY_LIMITS.nameText)), ['/names/0/text too_long']],
    ['an unknown script', { names: [{ text: 'Vardo', script: 'Zzzz' }] }, ['/names/0/script not_in_list']],
    ['an unknown role', { names: [{ text: 'Vardo', role: 'boss' }] }, ['/names/0/role not_in_list']],
    ['too many names', { names: Array.from({ length: 17 }, () => ({ text: 'Vardo' })) }, ['/names too_many']],
    ['a date that is none', { birthDate: 'around 1970' }, ['/birthDate not_a_date']],
    ['a date with an open end', { birthDate: '1970/..' }, ['/birthDate not_a_date']],
    ['kin without kinship', { nextOfKin: [{ name: 'Oru' }] }, ['/nextOfKin/0/kinship wrong_type']],
    ['notes with an escape sign', { notes: 'a\u001b[2Jb' }, ['/notes control_character']],
    ['a contact that is a text', { sourceContact: 'Oru' }, ['/sourceContact wrong_type']],
    ['a picture behind a script', { photoUrl: 'javascript:alert(1)' }, ['/photoUrl not_a_web_address']],
    ['a picture without an address', { photoUrl: 'picture' }, ['/photoUrl not_a_web_address']],
  ])('for %s', (_what, given, faults) => {
    expect(faultsOf(given)).toEqual(faults);
  });

  it('without repeating what was given', () => {
    const reading = readIdentityParticulars({
      names: [{ text: 'Canaryname\0', Canarykey: 1 }],
      birthDate: 'Canarydate',
      photoUrl: 'Canaryurl',
    });
    expect(reading.ok).toBe(false);
    expect(JSON.stringify(reading)).not.toContain('Canary');
  });
});

describe('identity particulars are read', () => {
  it('with the script detected, the order unknown and the person’s own name by default', () => {
    const reading = readIdentityParticulars({
      names: [{ text: ' Վարդո Թելյան ' }, { text: 'Telyan Vardo', order: 'surname_first', role: 'alias' }],
    });
    expect(reading).toEqual({
      ok: true,
      identity: {
        names: [
          { text: 'Վարդո Թելյան', script: 'Armn', order: 'unknown', role: 'own' },
          { text: 'Telyan Vardo', script: 'Latn', order: 'surname_first', role: 'alias' },
        ],
      },
    });
  });

  it('with the names of parents as fields of their own', () => {
    const reading = readIdentityParticulars({
      names: [
        { text: 'Oru', role: 'father' },
        { text: 'Mila', role: 'mother' },
        { text: 'Ору', role: 'father' },
      ],
    });
    const identity = reading.ok ? reading.identity : {};
    expect(identityFieldsOf(identity)).toEqual(['father_name', 'mother_name']);
    expect(identity.fatherName?.map((one) => one.script)).toEqual(['Latn', 'Cyrl']);
  });

  it('with every field and the marks that direction needs', () => {
    const given = {
      names: [{ text: 'وردو\u200cتل\u200f', script: 'Arab', order: 'given_first', role: 'own' }],
      birthDate: '1994-XX',
      marks: 'Scar,\n\tleft hand',
      nextOfKin: [{ name: 'Mila Tel', kinship: 'mother', contact: '+0 555' }],
      notes: 'Speaks two languages.',
      sourceContact: { name: 'Oru', email: 'oru@example.org' },
      photoUrl: 'https://example.org/a.jpg',
    };
    expect(readIdentityParticulars(given)).toEqual({ ok: true, identity: given });
  });

  it('as a nameless record when nothing is known', () => {
    for (const given of [{}, { names: [], nextOfKin: [], sourceContact: {}, notes: null }]) {
      const reading = readIdentityParticulars(given);
      expect(reading).toEqual({ ok: true, identity: {} });
    }
  });

  it('counting letters, not the units they are stored in', () => {
    expect(faultsOf(name('𐐀'.repeat(IDENTITY_LIMITS.nameText)))).toEqual([]);
    expect(faultsOf(name('𐐀'.repeat(IDENTITY_LIMITS.nameText + 1)))).toEqual(['/names/0/text too_long']);
  });
});
