// The repositories of a transaction: each is made when it is first asked for, once, and for that transaction alone.

import { describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { servicePrincipal } from '../../src/domain/access/actor.js';
import { NamedActor } from '../../src/persistence/named-actor.js';
import { openRoom, type Room, type RoomOptions } from '../../src/persistence/room.js';

function roomOf(options: Partial<RoomOptions> = {}): Room {
  const manager = { query: () => Promise.resolve([]) } as unknown as EntityManager;
  const principal = servicePrincipal('job', 'room-test');
  const actor = new NamedActor(manager, { proof: Buffer.alloc(0), principal, reach: 'registry' });
  return openRoom(manager, principal, options as RoomOptions, { actor, remembered: null });
}

/** Of the class that the room is of, whose properties make repositories. */
function names(room: Room): (keyof Room)[] {
  const made = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(room) as object);
  return Object.keys(made).filter((name) => made[name]?.get !== undefined) as (keyof Room)[];
}

describe('a room', () => {
  it('has each repository once, and shares none with another', () => {
    const [room, other] = [roomOf(), roomOf()];
    expect(names(room).length).toBeGreaterThan(50);
    for (const name of names(room)) {
      expect(room[name]).toBeInstanceOf(Object);
      expect(room[name]).toBe(room[name]);
      expect(room[name]).not.toBe(other[name]);
    }
  });

  it('hands on what it was given', async () => {
    const room = roomOf({ leastAlike: 7 });
    expect(room.leastAlike).toBe(7);
    expect(await room.reaching('registry', () => Promise.resolve('done'))).toBe('done');
  });
});
