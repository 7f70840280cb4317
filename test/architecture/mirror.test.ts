// The mirror test: exchanging two parties exchanges them in every answer, and changes nothing else.

import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mirrorAnswers, type MirrorAnswers } from './mirror-world.js';

/** Three worlds of some two hundred requests each. */
jest.setTimeout(240_000);

const ONE = { key: 'k3f9a51c', label: 'Northern Republic' };
const OTHER = { key: 'k81d07e2', label: 'Southern Federation' };

/** Lists without an order of their own, so that those sorted by key can be compared when keys are exchanged too. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unordered(one)]));
}

describe('the mirror', () => {
  let world: MirrorAnswers;
  beforeAll(async () => {
    world = await mirrorAnswers({ first: ONE, second: OTHER });
  });

  it('is held up to a world in which the parties matter', () => {
    const text = JSON.stringify(world.answers);
    const keys = [...text.matchAll(/«key of the (\w+)»/g)].map(([, which]) => which);
    const labels = [...text.matchAll(/«label of the (\w+)»/g)].map(([, which]) => which);
    for (const which of ['first', 'second']) {
      expect(keys.filter((one) => one === which).length).toBeGreaterThan(20);
      expect(labels.filter((one) => one === which).length).toBeGreaterThan(20);
    }
    for (const status of ['held_denied', 'held_acknowledged', 'release_unconfirmed', 'missing', 'closed'])
      expect(text).toContain(status);
    for (const step of ['merged', 'split again', 'handed over', 'withdrawn'])
      expect(Object.keys(world.answers).filter((question) => question.includes(`, ${step}:`)).length).toBeGreaterThan(
        1,
      );
    expect(text).not.toContain(ONE.label);
    expect(text).not.toContain(OTHER.key);
    expect(Object.keys(world.answers).length).toBeGreaterThan(45);
  });

  it('shows the same when the labels are exchanged', async () => {
    const mirrored = await mirrorAnswers({
      first: { key: ONE.key, label: OTHER.label },
      second: { key: OTHER.key, label: ONE.label },
    });
    expect(mirrored.answers).toEqual(world.answers);
  });

  it('shows the same when the parties change places, keys and all', async () => {
    const mirrored = await mirrorAnswers({ first: OTHER, second: ONE });
    expect(unordered(mirrored.answers)).toEqual(unordered(world.answers));
  });
});
