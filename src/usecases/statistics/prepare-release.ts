// Makes the next public release: counts, rounds, attacks what would be published, and stores published numbers alone.

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor, Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { protectRelease, type ProtectedRelease } from '../../domain/statistics/protect-release.js';
import { RELEASES_ATTACKED, type ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import { planRelease, planSplit } from '../../domain/statistics/release-plan.js';
import { releaseDocument, verifyRelease, type ReleaseDocument } from '../../domain/statistics/release-document.js';
import { ReleaseRefused, type ReleaseRefusalReason } from '../../domain/statistics/release-refusal.js';
import type { Party } from '../../domain/organisations/organisation.js';
import type { SplitDimension } from '../../domain/statistics/release-split.js';
import type { ReleaseCorrection } from '../../domain/statistics/release-correction.js';
import { advanceRelease, type ReleaseActor } from '../../domain/statistics/release.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import { askLateFeeders, requireSplitAgreed } from '../../persistence/releases/split-agreement.js';
import type { Room } from '../../persistence/room.js';
import { highsLinearSolver, highsSolver } from '../../solver/highs-solver.js';
import { KeyRing } from '../../vault/key-ring.js';

const MEASURE = MEASURES['whereabouts-status'];

export interface PrepareReleaseCommand {
  readonly corrects?: ReleaseCorrection | null;
  /** Id of a split that every organisation which feeds it has agreed to. */
  readonly split?: string | null;
}

interface AgreedSplit {
  readonly id: string;
  readonly by: SplitDimension;
}

export interface PreparedRelease {
  readonly document: ReleaseDocument;
  readonly auditNote: ReleaseAuditNote;
}

/** True counts; they leave memory with the call that counted them. */
interface Counted {
  readonly cells: readonly Cell[];
  readonly places: ReadonlyMap<string, string>;
  /** Newest first. */
  readonly published: readonly ReleaseDocument[];
  readonly at: number;
  readonly basis: Buffer;
  readonly split: AgreedSplit | null;
  readonly parties: readonly Party[];
}

@Injectable()
export class PrepareRelease {
  private readonly round = highsSolver();
  private readonly attack = highsLinearSolver();

  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
    private readonly keys: KeyRing,
  ) {}

  /** The release in state `audited`, ready for two signatures. True counts leave memory with this call. */
  async execute(actor: Actor, command: PrepareReleaseCommand = {}): Promise<PreparedRelease> {
    requireAllowed(actor, 'prepare_release');
    const corrects = command.corrects ?? null;
    if (corrects !== null) await this.requirePublic(actor, corrects.release);
    const { split = null } = command;
    if (split !== null)
      await askLateFeeders(this.database, this.entropy, actor, async (room) => (await usableSplit(room, split)).id);
    return this.make(actor, actor, corrects, await this.count(actor, split));
  }

  /**
   * The month's release, prepared by the service in an analyst's place and by nobody signed; null where it is not due. The first release of a
   * registry is people's decision, so that nothing is due before one was published; and once a month somebody has prepared one, whatever became of it.
   * What was refused is not tried again before something else would be counted, or beside other releases; the refusal is kept for people to read.
   */
  async ofMonth(principal: Principal): Promise<PreparedRelease | null> {
    requireService(principal);
    const { published, preparedAt, refused } = await this.database.snapshot(principal, async (room) => ({
      ...(await room.releases.schedule(MEASURE.name)),
      refused: await room.releaseRefusals.standing(MEASURE.name),
    }));
    const month = (at: number): string => new Date(at).toISOString().slice(0, 7);
    const isDue = published && preparedAt !== null && month(preparedAt) < month(this.entropy.now());
    if (!isDue) return null;
    const counted = await this.count(principal, null);
    if (refused?.basis.equals(counted.basis) === true) return null;
    try {
      return await this.make(principal, { userId: '', roles: ['analyst'] }, null, counted);
    } catch (error) {
      if (error instanceof ReleaseRefused) return null;
      throw error;
    }
  }

  /** By party only what all have agreed to in the same state of the registry: what nobody may split is not counted so either. */
  private async count(principal: Principal, splitId: string | null): Promise<Counted> {
    const at = this.entropy.now();
    const counted = await this.database.snapshot(principal, (room) => countedIn(room, splitId, at), 'registry');
    return { ...counted, at, basis: this.basis(counted) };
  }

  private async make(
    principal: Principal,
    maker: ReleaseActor,
    corrects: ReleaseCorrection | null,
    counted: Counted,
  ): Promise<PreparedRelease> {
    const { table, tables, note } = await this.protect(principal, counted);
    return this.database.transaction(principal, async (room) => {
      await room.releases.lock();
      const number = await room.releases.nextNumber();
      const asOf = dayOf(counted.at);
      const { against } = note;
      const { places, parties } = counted;
      const { name: measure, version } = MEASURE;
      const split = counted.split === null ? null : { by: counted.split.by, parties };
      const heading = { number, measure, version, asOf, against, places, corrects, split };
      const document = releaseDocument(heading, table, tables);
      assertSound(verifyRelease(document).length === 0);
      const drafted = advanceRelease({ state: 'draft', signedBy: [] }, 'protect', maker);
      const { state } = advanceRelease(drafted, 'audit', maker);
      await room.releases.add({ document, auditNote: note, state, preparedBy: principal.userId, at: counted.at });
      if (counted.split !== null) await useSplit(room, counted.split.id, number);
      await room.audit.note({
        action: 'release_prepared',
        subjectKind: 'release',
        subjectId: String(number),
        details: {
          base: document.base,
          tables: document.tables.map(({ dimensions }) => dimensions.join(' × ')),
          attackedBeside: against.map(String),
          ...(corrects !== null && { corrects: corrects.release, reason: corrects.reason }),
          ...(counted.split !== null && { split: counted.split.id }),
        },
      });
      return { document, auditNote: note };
    });
  }

  private async requirePublic(principal: Principal, number: number): Promise<void> {
    const release = await this.database.snapshot(principal, (room) => room.releases.findPublic(number));
    if (release === null) throw notFound();
  }

  private async protect(principal: Principal, counted: Counted): Promise<ProtectedRelease> {
    try {
      const plan = counted.split === null ? planRelease(counted.cells) : planSplit(counted.cells, counted.split.by);
      if (plan === null) throw new ReleaseRefused('tells_too_much');
      if (plan.cells.length === 0) throw new ReleaseRefused('nothing_to_count');
      return await protectRelease(plan, counted.published, {
        uniform: (cell, trueValue) => this.uniform(plan.tables.join(';'), cell, trueValue),
        round: this.round,
        attack: this.attack,
      });
    } catch (error) {
      if (error instanceof ReleaseRefused) await this.keepRefusal(principal, error.reason, counted.basis);
      throw error;
    }
  }

  private async keepRefusal(principal: Principal, reason: ReleaseRefusalReason, basis: Buffer): Promise<void> {
    const [id, at] = [this.entropy.innerId(), this.entropy.now()];
    await this.database.transaction(principal, async (room) => {
      await room.releaseRefusals.add({ id, measure: MEASURE.name, reason, basis, at });
      await room.audit.note({ action: 'release_refused', subjectKind: 'release', details: { reason } });
    });
  }

  /** Of the counts and the public releases, keyed, since small counts could be guessed from a plain digest. */
  private basis({ cells, published }: Pick<Counted, 'cells' | 'published'>): Buffer {
    const counts = cells.map(({ key, count }) => JSON.stringify([Object.entries(key).sort(), count])).sort();
    return createHmac('sha256', this.keys.statisticsSecret)
      .update(JSON.stringify(['basis of a release', MEASURE.name, MEASURE.version, counts, published]))
      .digest();
  }

  /** 52 bits of HMAC(secret, table, cell, true value) as a fraction: stable while nothing changed, and not to be guessed. */
  private uniform(table: string, cell: string, trueValue: number): number {
    const digest = createHmac('sha256', this.keys.statisticsSecret)
      .update(JSON.stringify([MEASURE.name, MEASURE.version, table, cell, trueValue]))
      .digest();
    return Number(digest.readBigUInt64BE() >> 12n) / 2 ** 52;
  }
}

/** The check is load-bearing: a table that fails it is never stored. */
function assertSound(sound: boolean): void {
  if (!sound) throw new DomainError('internal', 'The rounded table failed its own check and was not stored.');
}

async function countedIn(room: Room, splitId: string | null, at: number): Promise<Omit<Counted, 'at' | 'basis'>> {
  const split = splitId === null ? null : await usableSplit(room, splitId);
  const published = await room.releases.newestPublic(MEASURE, RELEASES_ATTACKED);
  if (split !== null) await requireSplitAgreed(room, split.id);
  requireOtherDay(published, dayOf(at), split !== null);
  return {
    split,
    published,
    cells: await room.statistics.countShared(['status', split?.by ?? 'state'], at),
    places: new Map((await room.places.list()).map(({ code, name }) => [code, name] as const)),
    parties: split === null ? [] : await room.organisations.parties(),
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Two roundings of the people of one day would narrow each other, wherever one of them is by party and the other is not. */
function requireOtherDay(published: readonly ReleaseDocument[], day: string, isSplit: boolean): void {
  const told = published.find(({ asOf, split }) => asOf === day && (isSplit || split !== undefined));
  if (told === undefined) return;
  throw new DomainError(
    'release_state_conflict',
    `Release ${told.number} has told the state of this day, and it is told once where one release is by party. Prepare this one tomorrow.`,
  );
}

/** Agreement is for one release, and for the split that was asked for last. */
async function usableSplit(room: Room, id: string): Promise<AgreedSplit> {
  const split = await room.releaseSplits.find(id);
  if (split === null) throw notFound();
  if (split.release !== null)
    throw new DomainError(
      'release_state_conflict',
      `What was agreed to here is for release ${split.release} alone. Ask for another split.`,
    );
  if (split.replaced)
    throw new DomainError('release_state_conflict', 'Another split was asked for in place of this one. Use that one.');
  return { id: split.id, by: split.by };
}

async function useSplit(room: Room, id: string, number: number): Promise<void> {
  await usableSplit(room, id);
  await requireSplitAgreed(room, id);
  await room.releaseSplits.use(id, number);
}
