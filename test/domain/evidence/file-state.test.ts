// In which state a file of evidence is, by who is in it, who of them was erased when, and what was decided.

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/domain-error.js';
import {
  fileState,
  goesWith,
  readFileDecision,
  requireDecidable,
  type FileDecision,
  type FileOfItem,
  type NamedInItem,
} from '../../../src/domain/evidence/file-state.js';

const COPY: FileOfItem = { access: 'open', addedAt: 10, keptAt: null, destroyedAt: null };
const ORIGINAL: FileOfItem = { ...COPY, access: 'restricted' };

function person(given: Partial<NamedInItem> = {}): NamedInItem {
  return { personId: 'a', erasedAt: null, namedAt: 5, depicted: true, ...given };
}

function refusal(file: FileOfItem, named: readonly NamedInItem[], decision: FileDecision): string | null {
  try {
    requireDecidable(file, named, decision);
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error';
  }
}

describe('a file is', () => {
  const erased = person({ erasedAt: 20 });
  it.each<[string, FileOfItem, readonly NamedInItem[]]>([
    ['kept', COPY, []],
    ['kept', ORIGINAL, [person()]],
    ['sealed', COPY, [erased]],
    ['sealed', ORIGINAL, [person({ personId: 'b' }), erased]],
    ['sealed', ORIGINAL, [person({ erasedAt: 20, depicted: false })]],
    // At the same instant nobody can tell what was first.
    ['sealed', COPY, [person({ erasedAt: 10 })]],
    ['kept', { ...COPY, keptAt: 20 }, [erased]],
    ['kept', { ...COPY, addedAt: 21 }, [erased]],
    // What was kept knew of neither of these.
    ['sealed', { ...COPY, keptAt: 25 }, [erased, person({ personId: 'b', erasedAt: 30 })]],
    ['sealed', { ...COPY, keptAt: 25 }, [person({ erasedAt: 20, namedAt: 26 })]],
    // An original shows whom it shows.
    ['sealed', { ...ORIGINAL, keptAt: 25 }, [erased]],
    ['kept', { ...ORIGINAL, keptAt: 25 }, [person({ erasedAt: 20, depicted: false })]],
    ['destroyed', { ...ORIGINAL, destroyedAt: 20 }, []],
    ['destroyed', { ...COPY, keptAt: 30, destroyedAt: 20 }, []],
  ])('%s: %j of %j', (state, file, named) => {
    expect(fileState(file, named)).toBe(state);
  });
});

describe('files go with somebody', () => {
  const only = { unidentified: false, named: [person({ erasedAt: 20 })] };
  it('whom they show alone', () => expect(goesWith('a', only)).toBe(true));
  it('after all others whom they show', () => {
    expect(goesWith('a', { ...only, named: [...only.named, person({ personId: 'b', erasedAt: 3 })] })).toBe(true);
  });
  it('and not with whom nobody says that they show', () => {
    expect(goesWith('a', { ...only, named: [person({ erasedAt: 20, depicted: false })] })).toBe(false);
    expect(goesWith('c', only)).toBe(false);
  });
  it('and not while they are of somebody else, known or unknown', () => {
    expect(goesWith('a', { ...only, unidentified: true })).toBe(false);
    for (const depicted of [true, false])
      expect(goesWith('a', { ...only, named: [...only.named, person({ personId: 'b', depicted })] })).toBe(false);
  });
});

describe('a decision', () => {
  const erased = [person({ erasedAt: 20 })];
  it('is taken on a sealed file alone', () => {
    for (const decision of ['keep', 'destroy'] as const) {
      expect(refusal(COPY, [person()], decision)).toBe('conflict');
      expect(refusal({ ...COPY, destroyedAt: 20 }, erased, decision)).toBe('conflict');
      expect(refusal(COPY, erased, decision)).toBeNull();
    }
  });
  it('keeps no original that shows who was erased', () => {
    expect(refusal(ORIGINAL, erased, 'keep')).toBe('conflict');
    expect(refusal(ORIGINAL, erased, 'destroy')).toBeNull();
    expect(refusal(ORIGINAL, [person({ erasedAt: 20, depicted: false })], 'keep')).toBeNull();
  });
  it('says what is wrong with it at each field', () => {
    const faults = (given: { decision: string; reason: string }): string[] => {
      try {
        readFileDecision(given);
        return [];
      } catch (error) {
        return (error as DomainError).faults.map(({ pointer }) => pointer);
      }
    };
    expect(faults({ decision: 'burn', reason: 'short' })).toEqual(['/decision', '/reason']);
    expect(faults({ decision: 'keep', reason: '1234567890' })).toEqual(['/reason']);
    expect(faults({ decision: 'keep', reason: 'All faces are blurred.' })).toEqual([]);
  });
});
