// The search for canaries is tried on every form that it promises to find, since a blind search would pass any test.

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { CANARIES, findCanaries } from './canary.js';

const { latinGiven, cyrillicGiven, armenianGiven, latinAccented } = CANARIES;

describe('the search for canaries', () => {
  it('finds nothing in clean text', () => {
    expect(findCanaries('')).toEqual([]);
    expect(findCanaries('{"pseudonym":"WB-00000-00000-00000-00000-0","status":"missing"}')).toEqual([]);
    expect(findCanaries('1931')).toEqual([]);
    expect(findCanaries(gzipSync('kanar').toString('base64'))).toEqual([]);
  });

  it.each([
    ['as it is', latinGiven],
    ['inside other text', `x${latinGiven}y`],
    ['in other case', latinGiven.toUpperCase()],
    [
      'in JSON escapes',
      JSON.stringify(cyrillicGiven).replace(
        /[^\x20-\x7e]/g,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ],
    ['in capital JSON escapes', '\\u041A\\u0410\\u041D\\u0410\\u0420\\u042C\\u042F\\u041D\\u0410'],
    ['percent-encoded', encodeURIComponent(armenianGiven)],
    ['percent-encoded in small letters', encodeURIComponent(armenianGiven).toLowerCase()],
    ['in hex', Buffer.from(cyrillicGiven).toString('hex')],
    ['in capital hex', Buffer.from(cyrillicGiven).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(latinGiven).toString('base64')],
    ['in base64 after one byte', Buffer.from(`-${latinGiven}-`).toString('base64')],
    ['in base64 after two bytes', Buffer.from(`--${latinGiven}--`).toString('base64')],
    ['in base64 after three bytes', Buffer.from(`---${latinGiven}---`).toString('base64')],
    ['in base64url', Buffer.from(`?>${cyrillicGiven}?>`).toString('base64url')],
    [
      'in decimal entities',
      Array.from(cyrillicGiven)
        .map((c) => `&#${c.codePointAt(0)};`)
        .join(''),
    ],
    [
      'in hex entities',
      Array.from(cyrillicGiven)
        .map((c) => `&#x${c.codePointAt(0)!.toString(16).toUpperCase()};`)
        .join(''),
    ],
    ['decomposed', latinAccented.normalize('NFD')],
    ['without its accents', 'kanarizeth'],
    ['as a plain digest', createHash('sha256').update(latinGiven.toLowerCase()).digest('hex')],
    ['as a plain digest in base64', createHash('sha1').update(latinGiven).digest('base64')],
  ])('finds a name %s', (_, text) => {
    expect(findCanaries(`before ${text} after`).length).toBeGreaterThan(0);
  });

  it('finds every canary by its own name', () => {
    for (const [name, text] of Object.entries(CANARIES)) expect(findCanaries(text)).toContain(`${name} as text`);
  });
});
