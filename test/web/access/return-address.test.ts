// After signing in one goes to a page of the console and nowhere else.

import { describe, expect, it } from '@jest/globals';
import { returnAddress, signInAddress } from '../../../src/web/access/return-address.js';

describe('returnAddress', () => {
  it.each([
    undefined,
    '',
    'https://elsewhere.example/console',
    '//elsewhere.example',
    '/console//elsewhere.example',
    '/console\\elsewhere.example',
    '/console/../sign-out',
    '/consoles',
    '/console@elsewhere.example',
    '/console/cases#here',
    'javascript:alert(1)',
    '/console\r\nset-cookie: x=y',
  ])('refuses %j', (wanted) => {
    expect(returnAddress(wanted)).toBe('/console');
  });

  it('refuses what is too long for an address of ours', () => {
    expect(returnAddress(`/console/${'a'.repeat(600)}`)).toBe('/console');
  });

  it.each(['/console', '/console/cases?show=all&status=held_denied', '/console/persons/WB-31GVS-TGZSN-457BQ-ZEYZ6-P'])(
    'keeps %s',
    (wanted) => {
      expect(returnAddress(wanted)).toBe(wanted);
      expect(new URL(signInAddress(wanted), 'http://here').searchParams.get('to') ?? '/console').toBe(wanted);
    },
  );
});
