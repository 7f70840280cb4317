// What the use cases of releases answer, as the API says it.

import type { ReleaseAuditNote } from '../../domain/statistics/release-audit.js';
import type { ReleaseDispute } from '../../domain/statistics/release-dispute.js';
import type { ReleaseDocument } from '../../domain/statistics/release-document.js';
import {
  REFUSAL_MEANINGS,
  type ReleaseRefusal,
  type StandingRefusal,
} from '../../domain/statistics/release-refusal.js';
import type { MonthTries } from '../../domain/statistics/release-tries.js';
import type { Answer } from '../../request/answer.js';
import type { PublishedRelease } from '../../usecases/statistics/read-release.js';
import type { ReviewedRelease } from '../../usecases/statistics/review-release.js';
import type {
  MonthTriesAnswer,
  ReleaseAnswer,
  ReleaseAuditAnswer,
  ReleaseContents,
  ReleaseDisputeAnswer,
  ReleaseRefusalAnswer,
  ReleaseReviewAnswer,
  StandingRefusalAnswer,
} from './releases.dto.js';

export function answerOf({ document, state, publishedAt, correctedBy }: PublishedRelease): Answer<ReleaseAnswer> {
  const published = publishedAt === null ? null : new Date(publishedAt).toISOString();
  return { ...contentsOf(document), state, publishedAt: published, correctedBy };
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function disputeAnswer(dispute: ReleaseDispute): Answer<ReleaseDisputeAnswer> {
  const { id, ground, recordedAt, checkedAt, settledAt } = dispute;
  return {
    id,
    ground,
    recordedAt: new Date(recordedAt).toISOString(),
    checkedAt: timeOf(checkedAt),
    settledAt: timeOf(settledAt),
  };
}

export function refusalAnswer({ reason, at }: ReleaseRefusal): Answer<ReleaseRefusalAnswer> {
  const { why, next } = REFUSAL_MEANINGS[reason];
  return { reason, at: new Date(at).toISOString(), why, next };
}

export function standingAnswer(refusal: StandingRefusal | null): Answer<StandingRefusalAnswer> | null {
  return refusal === null ? null : { ...refusalAnswer(refusal), month: triesAnswer(refusal.month) };
}

function triesAnswer(month: MonthTries | null): Answer<MonthTriesAnswer> | null {
  if (month === null) return null;
  return { since: new Date(month.since).toISOString(), times: month.times, next: new Date(month.next).toISOString() };
}

function auditAnswer(note: ReleaseAuditNote | null): ReleaseAuditAnswer | null {
  if (note === null) return null;
  const { base, refusedBases, cells, narrowest, against, programmes } = note;
  return { base, refusedBases: [...refusedBases], cells, narrowest, against: [...against], programmes };
}

function contentsOf(document: ReleaseDocument): Answer<ReleaseContents> {
  return {
    number: document.number,
    measure: document.measure,
    version: document.version,
    base: document.base,
    asOf: document.asOf,
    tables: document.tables.map(({ dimensions, cells, margins }) => ({
      dimensions: [...dimensions],
      cells: cells.map(({ key, count }) => ({ key: { ...key }, count })),
      margins: margins.map(({ key, count }) => ({ key: { ...key }, count })),
    })),
    notes: [...document.notes],
    places: { ...document.places },
    ...(document.corrects !== undefined && { corrects: { ...document.corrects } }),
    ...(document.split !== undefined && {
      split: { by: document.split.by, parties: { ...document.split.parties } },
    }),
  };
}

export function reviewAnswer(reviewed: ReviewedRelease): Answer<ReleaseReviewAnswer> {
  const { document, auditNote, state, signatures, signedByActor, disputes, freeze } = reviewed;
  return {
    ...contentsOf(document),
    state,
    signatures,
    signedByActor,
    audit: auditAnswer(auditNote),
    disputes: disputes.map(disputeAnswer),
    freeze: freeze === null ? null : { release: freeze.release, until: timeOf(freeze.until) },
  };
}
