// What follows when an account gets or loses its second factor: every sign-in of before ends, and the log says so.

import type { AuditAction } from '../../domain/audit/audit-entry.js';
import type { Room } from '../room.js';

export interface SecondFactorChange {
  /** Null where the account has none from now on. */
  readonly since: number | null;
  readonly now: number;
  readonly note: { readonly action: AuditAction; readonly details?: Readonly<Record<string, string>> };
}

export async function changeSecondFactor(room: Room, userId: string, change: SecondFactorChange): Promise<void> {
  const { since, now, note } = change;
  if (since === null) await room.secondFactors.remove(userId);
  await room.users.setSecondFactor(userId, since);
  await room.refreshTokens.revokeAllOf(userId, now);
  await room.webSessions.removeAllOf(userId);
  await room.audit.note({ ...note, subjectKind: 'user', subjectId: userId });
}
