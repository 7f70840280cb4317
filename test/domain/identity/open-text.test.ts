// What of a reference and of an address is asked about, and what each says by itself.

import { describe, expect, it } from '@jest/globals';
import {
  textsOfLink,
  textsOfNewReference,
  textsOfReference,
  warningsOfTextAlone,
  withoutReference,
} from '../../../src/domain/identity/open-text.js';

describe('a reference', () => {
  it.each(['2021/17', '2021.17', '0170-1234567', '20210001234567'])('is a number of a file: %s', (reference) => {
    expect(textsOfReference('/reference', reference)).toEqual([]);
    expect(withoutReference(reference)).toBe(reference);
  });

  it('of one word is asked about only where it is about somebody', () => {
    expect(textsOfNewReference('/reference', 'CASE-17')).toEqual([]);
    expect(textsOfReference('/reference', 'CASE-17')).toHaveLength(1);
    expect(textsOfNewReference('/reference', 'Tassin-17', ['Arvel Tassin']).map(warningsOfTextAlone)).toEqual([
      ['looks_like_registered_name'],
    ]);
  });

  it.each([
    ['ask +00 555 726 1904', 'looks_like_phone'],
    ['a@post.example', 'looks_like_email'],
  ])('tells by itself what it holds, and is not written then: %s', (reference, code) => {
    for (const read of [textsOfReference, textsOfNewReference])
      expect(read('/reference', reference).map(warningsOfTextAlone)).toEqual([[code]]);
    expect(withoutReference(reference)).toBeNull();
  });
});

describe('an address', () => {
  const told = (link: string): unknown => textsOfLink('/link', link).map(warningsOfTextAlone);

  it.each([
    ['https://x.example/?to=desk%40post.example', 'looks_like_email'],
    ['https://x.example/?ask=%2B00%20555%20726%201904', 'looks_like_phone'],
  ])('is read without its escapes: %s', (link, code) => expect(told(link)).toEqual([[code]]));

  it('keeps escapes that are no text', () => {
    expect(textsOfLink('/link', 'https://x.example/%E0%A4')).toEqual([
      { pointer: '/link', text: 'https://x.example/%E0%A4' },
    ]);
  });

  it.each([
    'https://media.example/watch?v=1',
    'https://media.example/@handle.name/1',
    'https://media.example/2020/11/12/a-17',
  ])('of a film is no number of anybody: %s', (link) => expect(told(link)).toEqual([[]]));
});
