// Makes the next public release: counts, rounds, attacks what would be published, and stores published numbers alone.

import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor, Principal } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError, notFound } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { MEASURES } from '../../domain/statistics/measure.js';
import { protectRelease, type ProtectedRelease } from '../../domain/statistics/protect-release.js';
import { RELEASES_ATTACKED, type ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import { dayOf, requireOtherDay } from '../../domain/statistics/release-day.js';
import { planRelease, planSplit } from '../../domain/statistics/release-plan.js';
import { releaseDocument, verifyRelease, type ReleaseDocument } from '../../domain/statistics/release-document.js';
import { ReleaseRefused, type ReleaseRefusalReason } from '../../domain/statistics/release-refusal.js';
import { isTriedAgain, type WhatChanged } from '../../domain/statistics/release-tries.js';
import type { Party } from '../../domain/organisations/organisation.js';
import type { SplitDimension } from '../../domain/statistics/release-split.js';
import type { ReleaseCorrection } from '../../domain/statistics/release-correction.js';
import { advanceRelease, type ReleaseActor } from '../../domain/statistics/release.js';
import type { Cell } from '../../domain/statistics/table-margins.js';
import { Database } from '../../persistence/database.js';
import type { StoredRefusal } from '../../persistence/releases/release-refusal.repository.js';
import { askLateFeeders, requireSplitAgreed } from '../../persistence/releases/split-agreement.js';
import { usableSplit, useSplit, type AgreedSplit } from '../../persistence/releases/usable-split.js';
import type { Room } from '../../persistence/room.js';
import { highsLinearSolver, highsSolver } from '../../solver/highs-solver.js';
import { KeyRing } from '../../vault/key-ring.js';

const MEASURE = MEASURES['whereabouts-status'];

export interface PrepareReleaseCommand {
  readonly corrects?: ReleaseCorrection | null;
  /** Id of a split that every organisation which feeds it has agreed to; of a correction, one that was asked for that correction. */
  readonly split?: string | null;
}

/** What is to be made, and for whom. */
interface Order {
  readonly maker: ReleaseActor;
  readonly corrects: ReleaseCorrection | null;
  /** By what the corrected release is split. */
  readonly correctedSplit?: SplitDimension | undefined;
  readonly splitId: string | null;
  readonly ofMonth: boolean;
  readonly request: RequestKey | null;
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
  /** Of the public releases alone. */
  readonly beside: Buffer;
  readonly split: AgreedSplit | null;
  readonly parties: readonly Party[];
}

type Undigested = Omit<Counted, 'basis' | 'beside'>;

/** What is kept of the answer under the key of its request: the release itself says the rest. */
interface Kept {
  readonly number: number;
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

  /**
   * The release in state `audited`, ready for two signatures. True counts leave memory with this call. What was prepared under this key before
   * is looked for in the snapshot that would be counted: by then its split is used, which alone would refuse the repetition.
   */
  async execute(
    actor: Actor,
    command: PrepareReleaseCommand = {},
    request: RequestKey | null = null,
  ): Promise<PreparedRelease> {
    requireAllowed(actor, 'prepare_release');
    const { corrects = null, split = null } = command;
    const now = this.entropy.now();
    const correctedSplit = corrects === null ? undefined : await this.splitOfPublic(actor, corrects.release);
    const order = { maker: actor, corrects, correctedSplit, splitId: split, ofMonth: false, request };
    if (split !== null)
      await askLateFeeders(
        this.database,
        actor,
        { request, now },
        async (room) => (await usableSplit(room, split, corrects)).id,
      );
    const found = await this.database.snapshot(
      actor,
      async (room) => (await preparedBefore(room, request)) ?? countedIn(room, order, now),
      'registry',
    );
    return 'auditNote' in found ? found : this.make(actor, order, this.withDigests(found));
  }

  /**
   * The month's release, prepared by the service in an analyst's place and by nobody signed; null where it is not due. The first release of a
   * registry is people's decision, so that nothing is due before one was published; and once a month somebody has prepared one, whatever became of it.
   * What was refused is not tried again before something else would be counted, or beside other releases, nor each time that somebody is registered
   * (`isTriedAgain`); the refusal is kept for people to read.
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
    const maker: ReleaseActor = { userId: '', roles: ['analyst'] };
    const order = { maker, corrects: null, splitId: null, ofMonth: true, request: null };
    const now = this.entropy.now();
    const counted = this.withDigests(
      await this.database.snapshot(principal, (room) => countedIn(room, order, now), 'registry'),
    );
    if (refused !== null && !isTriedAgain(refused.month, changedSince(refused, counted), counted.at)) return null;
    try {
      return await this.make(principal, order, counted);
    } catch (error) {
      if (error instanceof ReleaseRefused) return null;
      throw error;
    }
  }

  private withDigests(counted: Undigested): Counted {
    return { ...counted, basis: this.basis(counted), beside: this.digest(['beside a release', counted.published]) };
  }

  private async make(principal: Principal, order: Order, counted: Counted): Promise<PreparedRelease> {
    const released = await this.protect(principal, order, counted);
    return this.database.transaction(principal, async (room) => {
      const kept = await room.idempotency.once(order.request, counted.at, () =>
        keep(room, principal, { order, counted, released }),
      );
      return preparedIn(room, kept.number);
    });
  }

  private async splitOfPublic(principal: Principal, number: number): Promise<SplitDimension | undefined> {
    const release = await this.database.snapshot(principal, (room) => room.releases.findPublic(number));
    if (release === null) throw notFound();
    return release.document.split?.by;
  }

  private async protect(principal: Principal, order: Order, counted: Counted): Promise<ProtectedRelease> {
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
      if (error instanceof ReleaseRefused) await this.keepRefusal(principal, error.reason, order, counted);
      throw error;
    }
  }

  private async keepRefusal(
    principal: Principal,
    reason: ReleaseRefusalReason,
    { ofMonth, splitId }: Order,
    { basis, beside }: Counted,
  ): Promise<void> {
    const [id, at, measure] = [this.entropy.innerId(), this.entropy.now(), MEASURE.name];
    const details = { reason, ...(splitId !== null && { split: splitId }) };
    await this.database.transaction(principal, async (room) => {
      await room.releaseRefusals.add({ id, measure, reason, basis, beside, ofMonth, splitId, at });
      await room.audit.note({ action: 'release_refused', subjectKind: 'release', details });
    });
  }

  /** Of the counts and the public releases. */
  private basis({ cells, published }: Pick<Counted, 'cells' | 'published'>): Buffer {
    const counts = cells.map(({ key, count }) => JSON.stringify([Object.entries(key).sort(), count])).sort();
    return this.digest(['basis of a release', MEASURE.name, MEASURE.version, counts, published]);
  }

  /** Keyed, since small counts could be guessed from a plain digest. */
  private digest(what: readonly unknown[]): Buffer {
    return createHmac('sha256', this.keys.statisticsSecret).update(JSON.stringify(what)).digest();
  }

  /** 52 bits of HMAC(secret, table, cell, true value) as a fraction: stable while nothing changed, and not to be guessed. */
  private uniform(table: string, cell: string, trueValue: number): number {
    const digest = createHmac('sha256', this.keys.statisticsSecret)
      .update(JSON.stringify([MEASURE.name, MEASURE.version, table, cell, trueValue]))
      .digest();
    return Number(digest.readBigUInt64BE() >> 12n) / 2 ** 52;
  }
}

interface Protected {
  readonly order: Order;
  readonly counted: Counted;
  readonly released: ProtectedRelease;
}

async function keep(room: Room, principal: Principal, { order, counted, released }: Protected): Promise<Kept> {
  const { maker, corrects, correctedSplit } = order;
  const { table, tables, note } = released;
  await room.releases.lock();
  const number = await room.releases.nextNumber();
  const asOf = dayOf(counted.at);
  const { against } = note;
  const { places, parties } = counted;
  const { name: measure, version } = MEASURE;
  const split = counted.split === null ? null : { by: counted.split.by, parties };
  const heading = { number, measure, version, asOf, against, places, corrects, correctedSplit, split };
  const document = releaseDocument(heading, table, tables);
  assertSound(verifyRelease(document).length === 0);
  const drafted = advanceRelease({ state: 'draft', signedBy: [] }, 'protect', maker);
  const { state } = advanceRelease(drafted, 'audit', maker);
  await room.releases.add({ document, auditNote: note, state, preparedBy: principal.userId, at: counted.at });
  if (counted.split !== null) await useSplit(room, counted.split.id, corrects, number);
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
  return { number };
}

/** Null where nothing was prepared under this key. */
async function preparedBefore(room: Room, request: RequestKey | null): Promise<PreparedRelease | null> {
  const kept = await room.idempotency.earlier<Kept>(request);
  return kept === null ? null : preparedIn(room, kept.number);
}

async function preparedIn(room: Room, number: number): Promise<PreparedRelease> {
  const release = await room.releases.find(number);
  if (release === null || release.auditNote === null) throw notFound();
  return { document: release.document, auditNote: release.auditNote };
}

/** The check is load-bearing: a table that fails it is never stored. */
function assertSound(sound: boolean): void {
  if (!sound) throw new DomainError('internal', 'The rounded table failed its own check and was not stored.');
}

/** What stands since the refusal; of one that an earlier version kept it is not known what was public. */
function changedSince(refused: StoredRefusal, { basis, beside }: Counted): WhatChanged {
  return { anything: !refused.basis.equals(basis), publicReleases: refused.beside?.equals(beside) === false };
}

/** By party only what all have agreed to in the same state of the registry: what nobody may split is not counted so either. */
async function countedIn(room: Room, { splitId, corrects }: Order, at: number): Promise<Undigested> {
  const split = splitId === null ? null : await usableSplit(room, splitId, corrects);
  const published = await room.releases.newestPublic(MEASURE, RELEASES_ATTACKED);
  if (split !== null) await requireSplitAgreed(room, split.id);
  requireOtherDay(published, dayOf(at), split !== null);
  return {
    at,
    split,
    published,
    cells: await room.statistics.countShared(['status', split?.by ?? 'state'], at),
    places: new Map((await room.places.list()).map(({ code, name }) => [code, name] as const)),
    parties: split === null ? [] : await room.organisations.parties(),
  };
}
