// The queue of a verifier: what awaits their own review alone, page by page.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOfAsync } from '../../support/refusal-code.js';
import { CAPTURED, MISSED, openLinksWorld, type LinksWorld } from './links-world.js';

let world: LinksWorld;

beforeAll(async () => {
  world = await openLinksWorld();
});
afterAll(() => world.stop());

describe('what awaits a verifier', () => {
  it('is not hidden behind what awaits somebody else, and comes page by page', async () => {
    const [reviewer, own] = [
      await world.worker({ roles: ['verifier', 'liaison'] }),
      await world.worker({ kind: 'ngo' }),
    ];
    const mate = await world.colleagueOf(reviewer, ['liaison']);
    const pair = async (): Promise<[string, string]> => [
      await world.register(reviewer, MISSED),
      await world.register(reviewer, CAPTURED),
    ];
    // Their own proposals, and one for the other owner to answer: older than all that they may review.
    for (let at = 0; at < 3; at += 1) await world.propose(reviewer, ...(await pair()));
    const foreign = await world.pseudonymFor(reviewer, await world.register(own, CAPTURED));
    await world.propose(mate, (await pair())[0], foreign);
    const asked: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      world.clock.advance(1000);
      asked.push(await world.propose(mate, ...(await pair())));
    }
    const first = await world.awaiting(reviewer, { limit: 2 });
    const second = await world.awaiting(reviewer, { limit: 2, cursor: first.cursor ?? '' });
    expect([first, second].map(({ links }) => links.map((link) => link.id))).toEqual([
      asked.slice(0, 2),
      asked.slice(2),
    ]);
    expect([...first.links, ...second.links].every(({ awaitsReader }) => awaitsReader)).toBe(true);
    expect([first.cursor, second.cursor]).toEqual([asked[1], null]);
    expect(await codeOfAsync(world.awaiting(world.partner, { cursor: asked[0]! }))).toBe('invalid_field');
    expect(await codeOfAsync(world.awaiting(reviewer, { limit: 201 }))).toBe('invalid_field');
  });
});
