// Waiting for questions that were asked together: all answers, or the failure of the first that failed, when none goes on.

import { describe, expect, it } from '@jest/globals';
import { allEnded } from '../../src/domain/all-ended.js';

/** Of this realm: the one of `node:timers/promises` is of another, and takes turns more. */
function wait(milliseconds: number, answer = ''): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, answer));
}

describe('questions asked together', () => {
  it('are answered in their order', async () => {
    expect(await allEnded(wait(2, 'slow'), 'at once', Promise.resolve(3))).toEqual(['slow', 'at once', 3]);
  });

  it('fail only when none of them goes on', async () => {
    const ended: string[] = [];
    const slow = wait(20).then(() => ended.push('slow'));
    await expect(allEnded(slow, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(ended).toEqual(['slow']);
  });

  it('fail of what was asked first of those that failed, whichever failed first', async () => {
    const later = wait(5).then(() => Promise.reject(new Error('asked first')));
    await expect(allEnded(later, Promise.reject(new Error('failed first')))).rejects.toThrow('asked first');
  });
});
