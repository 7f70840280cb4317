// Writes items of evidence out as the API answers them, field by field.

import type { Actor } from '../../domain/access/actor.js';
import type { Agreement } from '../../domain/evidence/assessment.js';
import { datingOf, type EvidenceItem, type Keeper } from '../../domain/evidence/evidence-item.js';
import type { Answer } from '../../request/answer.js';
import type { ListedItem } from '../../usecases/evidence/list-evidence.js';
import type { EvidenceAnswer, ShownAssessment, ShownFile } from '../../usecases/evidence/read-evidence.js';
import type {
  AssessmentAnswer,
  EvidenceFileAnswer,
  EvidenceItemAnswer,
  EvidenceReadAnswer,
  KeeperAnswer,
  ListedEvidenceAnswer,
} from './evidence-answer.dto.js';

const instant = (at: number): string => new Date(at).toISOString();

function itemAnswer(actor: Actor, item: EvidenceItem, agreement: Agreement): Answer<EvidenceItemAnswer> {
  const { unidentified } = item;
  return {
    code: item.code,
    own: item.organisationId === actor.organisationId,
    organisation: item.organisationName,
    recordedAt: instant(item.recordedAt),
    sha256: item.sha256,
    kind: item.kind,
    source: item.source,
    link: item.link,
    firstPublished: item.firstPublished,
    made: item.made,
    dating: datingOf(item),
    sensitivities: [...item.sensitivities],
    unidentified: unidentified === null ? null : { min: unidentified.min, max: unidentified.max },
    sharingLevel: item.sharingLevel,
    agreement,
  };
}

export function listedAnswer(actor: Actor, { item, agreement, assessors }: ListedItem): Answer<ListedEvidenceAnswer> {
  return { ...itemAnswer(actor, item, agreement), assessors };
}

export function evidenceAnswer(actor: Actor, read: EvidenceAnswer): Answer<EvidenceReadAnswer> {
  return {
    ...itemAnswer(actor, read.item, read.agreement),
    files: read.files.map(fileAnswer),
    custody: read.custody.map(({ from, to, handedOver, recordedAt }) => ({
      from: keeperAnswer(from, read.organisations),
      to: keeperAnswer(to, read.organisations),
      handedOver,
      recordedAt: instant(recordedAt),
    })),
    persons: [...read.persons],
    assessments: read.assessments.map(assessmentAnswer),
  };
}

function fileAnswer({ access, state, mediaType, bytes, sha256, addedAt }: ShownFile): Answer<EvidenceFileAnswer> {
  return { access, state, mediaType, bytes, sha256, addedAt: instant(addedAt) };
}

function keeperAnswer(keeper: Keeper, names: ReadonlyMap<string, string>): Answer<KeeperAnswer> {
  if ('word' in keeper) return { organisation: null, word: keeper.word };
  return { organisation: names.get(keeper.organisationId) ?? '', word: null };
}

function assessmentAnswer(shown: ShownAssessment): Answer<AssessmentAnswer> {
  return {
    id: shown.id,
    organisation: shown.organisationName,
    dependsOnParty: shown.dependsOnParty,
    own: shown.own,
    state: shown.state,
    verdict: shown.verdict,
    method: shown.method,
    ground: shown.ground,
    reason: shown.reason,
    recordedAt: instant(shown.recordedAt),
    withdrawnAt: shown.withdrawnAt === null ? null : instant(shown.withdrawnAt),
  };
}
