// A story of everything that has a past, asked about after each step, and asked again at its end what was known then.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runCount } from '../../support/run-count.js';
import { Snapshots } from './snapshots.js';
import { StoryPlayer } from './story-player.js';

const PLAN = { seed: 7, persons: 6, rounds: runCount(1, 4) };
/** Every question is asked at one step of so many, and those of what was just said at each. */
const EVERY = runCount(40, 4);
jest.setTimeout(1_200_000);

describe('what was known then', () => {
  const snapshots = new Snapshots(EVERY);
  let player: StoryPlayer;
  beforeAll(async () => {
    player = await StoryPlayer.play(PLAN, (clerk) => snapshots.take(clerk));
  });
  afterAll(() => player.services.stop());

  it('is told of a story that has everything in it that has a past', () => {
    expect(player.missing()).toEqual([]);
    expect(snapshots.taken.length).toBeGreaterThan(500);
    // Somebody was told something: a refusal has no past.
    expect(snapshots.taken.filter(({ answer }) => answer.startsWith('200')).length).toBeGreaterThan(500);
  });

  it('is answered as it was answered then', async () => {
    expect((await snapshots.differences(player.clerk)).join('\n\n')).toBe('');
  });
});
