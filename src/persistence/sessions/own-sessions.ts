// Reads and ends the sessions of one account, those of tokens and those of the console alike.

import { createHash } from 'node:crypto';
import { IDLE_LIFE, type CurrentSession, type OwnSession } from '../../domain/access/own-session.js';
import type { Room } from '../room.js';

/** A UUID of version 8 (RFC 9562, 5.8) of the hash that is kept of a cookie: it names the session and leads back to neither. */
function idOfCookie(hash: Uint8Array): string {
  const bytes = createHash('sha256').update('console session').update(hash).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** As `ownSessions` names it. */
export function currentId(current: CurrentSession, hashOf: (cookie: string) => Uint8Array): string {
  return 'signInId' in current ? current.signInId : idOfCookie(hashOf(current.cookie));
}

/** Newest first, without those that have ended, run out or stood idle. */
export async function ownSessions(room: Room, userId: string, now: number): Promise<OwnSession[]> {
  const signIns = await room.refreshTokens.familiesOf(userId, now);
  const cookies = await room.webSessions.openOf(userId, { now, idleSince: now - IDLE_LIFE });
  const sessions: OwnSession[] = [
    ...signIns.map((one) => ({ ...one, via: 'api' as const })),
    ...cookies.map(({ hash, ...one }) => ({ ...one, id: idOfCookie(hash), via: 'console' as const })),
  ];
  return sessions.sort((a, b) => b.begunAt - a.begunAt || (a.id < b.id ? -1 : 1));
}

export async function endSession(room: Room, userId: string, { id, via }: OwnSession, now: number): Promise<void> {
  if (via === 'api') {
    await room.refreshTokens.revokeFamily(id, now);
    return;
  }
  const cookies = await room.webSessions.openOf(userId, { now, idleSince: now - IDLE_LIFE });
  for (const { hash } of cookies.filter((one) => idOfCookie(one.hash) === id)) await room.webSessions.remove(hash);
}
