// Finds out who a console session belongs to, with the rights they have at this moment.

import { Injectable } from '@nestjs/common';
import { hashSecretToken } from '../../credentials/secret-token.js';
import { actorOfUser } from '../../domain/access/actor-of-user.js';
import { servicePrincipal, type Actor } from '../../domain/access/actor.js';
import { IDLE_LIFE } from '../../domain/access/own-session.js';
import type { User } from '../../domain/access/user.js';
import { Entropy } from '../../domain/entropy.js';
import { Database } from '../../persistence/database.js';
import type { Room } from '../../persistence/room.js';

/** Milliseconds between two notes of being seen, so that reading a page is not a write each time. */
const SEEN_STEP = 60 * 1000;

@Injectable()
export class FindWebSession {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  /** Open to all: it is how somebody becomes an actor. Null when the session has ended or never was. */
  async execute(token: string, requestId: string): Promise<Actor | null> {
    const hash = hashSecretToken(token);
    const now = this.entropy.now();
    const user = await this.database.transaction(servicePrincipal('console', requestId), (room) =>
      userOfSession(room, hash, now),
    );
    return user === null ? null : actorOfUser(user, 'console', requestId);
  }
}

async function userOfSession(room: Room, hash: Uint8Array, now: number): Promise<User | null> {
  const session = await room.webSessions.find(hash);
  if (session === null) return null;
  const user = await room.users.findById(session.userId);
  const ended = session.expiresAt <= now || session.lastSeenAt + IDLE_LIFE <= now;
  if (ended || user === null || user.disabled || user.tokenVersion !== session.tokenVersion) {
    await room.webSessions.remove(hash);
    return null;
  }
  if (now - session.lastSeenAt >= SEEN_STEP) await room.webSessions.touch(hash, now);
  return user;
}
