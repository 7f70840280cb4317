// Notes the beginning and the end of a work that no transaction of the registry can hold, so that a kill in between is seen in the log.

import type { Principal } from '../../domain/access/actor.js';
import type { AuditAction, AuditDetails } from '../../domain/audit/audit-entry.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Database } from '../database.js';

export interface NotedSteps<T> {
  readonly action: AuditAction;
  readonly subjectKind: string;
  /** Of the work that is about to begin. */
  readonly before: AuditDetails;
  /** Of what it has done. */
  readonly after: (done: T) => AuditDetails;
}

/** The first entry is kept before anything is done. What went wrong is noted by its code alone and thrown on. */
export async function noteSteps<T>(
  database: Database,
  principal: Principal,
  { action, subjectKind, before, after }: NotedSteps<T>,
  work: () => Promise<T>,
): Promise<T> {
  const note = (details: AuditDetails): Promise<void> =>
    database.transaction(principal, (room) => room.audit.note({ action, subjectKind, details }));
  await note({ step: 'begun', ...before });
  let done: T;
  try {
    done = await work();
  } catch (error) {
    await note({ step: 'failed', ...before, code: codeOf(error) }).catch(() => undefined);
    throw error;
  }
  await note({ step: 'done', ...before, ...after(done) });
  return done;
}

/** A foreign error's code may be anything; a refusal of the house has one of a closed list. */
function codeOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  if (!(error instanceof Error) || error.name !== 'KeyProblem' || !('code' in error)) return 'internal';
  return typeof error.code === 'string' ? error.code : 'internal';
}
