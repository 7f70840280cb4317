// Takes the steps that dates of retention have brought: a warning, a closing that can be undone, and at last the erasure.

import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import type { AuditAction } from '../../domain/audit/audit-entry.js';
import { Entropy } from '../../domain/entropy.js';
import { ERASURE_WAITS, GROUND_OF_CLOCK } from '../../domain/identity/erasure.js';
import { UNDO_DAYS } from '../../domain/retention/retention-days.js';
import {
  dueStep,
  nextLook,
  standingAfter,
  type ClockStep,
  type RetentionObstacle,
} from '../../domain/retention/standing-retention.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import { Database } from '../../persistence/database.js';
import { closeFilesOfErased } from '../../persistence/evidence/close-files-of-erased.js';
import type { KeptPerson } from '../../persistence/retention/identity-retention.repository.js';
import { retentionObstacle } from '../../persistence/retention/retention-obstacle.js';
import { addRetentionTask } from '../../persistence/retention/retention-tasks.js';
import type { Room } from '../../persistence/room.js';
import { IdentityVault } from '../../vault/identity-vault.js';

export interface KeptRetention {
  readonly warned: number;
  readonly putOff: number;
  readonly closed: number;
  readonly erased: number;
}

/** Of each run; the next one takes the rest. */
const MOST_LOOKED_AT = 5_000;

const REASON = `The date until which this identity was kept had passed, and ${UNDO_DAYS} days after it was closed nobody had opened it again.`;

const NOTED: Readonly<Record<ClockStep, AuditAction>> = {
  warned: 'retention_warned',
  put_off: 'retention_put_off',
  closed: 'identity_closed',
  erased: 'erasure_confirmed',
};

@Injectable()
export class KeepRetention {
  constructor(
    private readonly database: Database,
    private readonly vault: IdentityVault,
    private readonly entropy: Entropy,
  ) {}

  /**
   * One transaction for each person, which looks again once it holds the person: what another process or somebody's decision did meanwhile stands,
   * and a step that is cut off was not taken. The key of whom this erases is destroyed by `FinishErasures`. One person at whom it fails keeps
   * nobody else waiting.
   */
  async execute(principal: Principal): Promise<KeptRetention> {
    requireService(principal);
    const taken: Record<ClockStep, number> = { warned: 0, put_off: 0, closed: 0, erased: 0 };
    const failures: unknown[] = [];
    const today = dayOf(this.entropy.now());
    const due = await this.database.transaction(principal, (room) => room.identityRetention.due(today, MOST_LOOKED_AT));
    for (const kept of due) {
      try {
        const step = await this.database.transaction(principal, (room) => this.look(room, kept));
        if (step !== null) taken[step] += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return { warned: taken.warned, putOff: taken.put_off, closed: taken.closed, erased: taken.erased };
  }

  private async look(room: Room, kept: KeptPerson): Promise<ClockStep | null> {
    await room.persons.lockForWriting(kept.personId);
    const now = this.entropy.now();
    const today = dayOf(now);
    if (await room.persons.isErased(kept.personId)) {
      await room.identityRetention.lookAgain(kept.personId, null);
      return null;
    }
    const steps = await room.identityRetention.stepsOf(kept.personId);
    const standing = standingAfter(steps);
    const obstacle = await retentionObstacle(room, kept, now);
    const step = dueStep(standing, obstacle, today);
    if (step === null || (step === 'erased' && !this.vault.promisesErasure)) {
      await room.identityRetention.lookAgain(kept.personId, nextLook(standing, today));
      return null;
    }
    const cause = step === 'put_off' ? obstacle : null;
    const { until } = standing;
    const after = await room.identityRetention.take(kept, steps, {
      step,
      until,
      cause,
      reason: null,
      userId: null,
      at: now,
    });
    await addRetentionTask(room, kept, { step, standing: after, at: now });
    if (step === 'erased') await this.erase(room, kept, now);
    else await this.carryOut(room, kept, step, { cause, until, now });
    return step;
  }

  private async carryOut(
    room: Room,
    kept: KeptPerson,
    step: Exclude<ClockStep, 'erased'>,
    given: { readonly cause: RetentionObstacle | null; readonly until: string | null; readonly now: number },
  ): Promise<void> {
    const { cause, until, now } = given;
    if (step === 'closed') await room.disclosures.hideAll(kept.personId, now);
    if (step !== 'warned') await room.persons.markClosed(kept.personId, step === 'closed' ? now : null);
    const pseudonyms = await room.persons.pseudonymsFor(kept.organisationId, [kept.personId]);
    await room.audit.note({
      action: NOTED[step],
      subjectKind: 'person',
      subjectId: pseudonyms.get(kept.personId) ?? null,
      personId: kept.personId,
      details: { until, ...(cause !== null && { cause }) },
    });
  }

  /** As a custodian's confirmation: the registry is first, and from its commit on nothing is disclosed. */
  private async erase(room: Room, { personId, organisationId }: KeptPerson, now: number): Promise<void> {
    const id = this.entropy.shownId();
    const expiresAt = now + ERASURE_WAITS;
    await room.erasures.addByClock({ id, personId, organisationId, reason: REASON, at: now, expiresAt });
    await room.persons.markErased(personId, now);
    await room.disclosures.hideAll(personId, now);
    await closeFilesOfErased(room, { erasureId: id, personId, organisationId, at: now });
    await room.audit.note({
      action: NOTED.erased,
      subjectKind: 'erasure',
      subjectId: id,
      personId,
      details: { ground: GROUND_OF_CLOCK },
    });
  }
}
