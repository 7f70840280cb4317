// Which checkpoints count where a log's keys followed each other: none of a replaced key behind its successor.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countingSizes, type SignedSize } from '../../../src/domain/audit/signing-order.js';

const at = (size: number, signer: number): SignedSize => ({ size, signer });
const counting = (signed: readonly SignedSize[], trusted: number): SignedSize[] => [...countingSizes(signed, trusted)];

describe('the order of signing', () => {
  it('leaves out what a key signed behind its successor', () => {
    const honest = [at(5, 0), at(9, 0), at(12, 1), at(20, 1)];
    expect(counting([...honest, at(13, 0), at(30, 0)], 0)).toEqual(honest);
  });

  it('leaves out all of the keys before the trusted one where that signed nothing', () => {
    expect(counting([at(5, 0), at(12, 0)], 1)).toEqual([]);
    expect(counting([at(5, 0), at(12, 1), at(20, 2)], 1)).toEqual([at(5, 0), at(12, 1), at(20, 2)]);
  });

  it('counts one that was handed over twice, and one of the same size by both keys', () => {
    expect(counting([at(5, 0), at(5, 0), at(5, 1)], 1)).toHaveLength(3);
  });

  const log = fc
    .array(fc.record({ grows: fc.integer({ min: 1, max: 5 }), handsOver: fc.boolean() }), { maxLength: 12 })
    .map((steps) => {
      let [size, signer] = [0, 0];
      return steps.map(({ grows, handsOver }, step) => {
        size += grows;
        if (handsOver && step > 0) signer += 1;
        return at(size, signer);
      });
    });

  it('counts every checkpoint of an honest log, whichever of its keys is trusted and however they are handed over', () => {
    const asked = log.chain((signed) =>
      fc.record({
        signed: fc.constant(signed),
        given: fc.shuffledSubarray(signed, { minLength: signed.length }),
        trusted: fc.integer({ min: 0, max: signed.at(-1)?.signer ?? 0 }),
      }),
    );
    fc.assert(
      fc.property(asked, ({ signed, given, trusted }) => {
        expect(counting(given, trusted)).toEqual(signed);
      }),
    );
  });

  it('counts none that a key before the trusted one signs over what the trusted one did not', () => {
    const forged = log.chain((signed) => {
      const last = signed.at(-1) ?? at(0, 0);
      return fc.record({
        signed: fc.constant(signed),
        later: fc.record({ size: fc.integer({ min: last.size + 1, max: last.size + 9 }), signer: fc.nat(last.signer) }),
        trusted: fc.constant(last.signer + 1),
      });
    });
    fc.assert(
      fc.property(forged, ({ signed, later, trusted }) => {
        expect(counting([...signed, later], trusted)).toEqual([]);
        const bySuccessor = [...signed, at(later.size - 1, trusted)];
        expect(counting([...bySuccessor, { ...later, size: later.size + 1 }], trusted)).toEqual(bySuccessor);
      }),
    );
  });
});
