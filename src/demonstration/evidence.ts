// The demonstration's two items of evidence: a film about which two offices disagree, and a photo that two of them have shown to be of somebody else.

import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../domain/access/actor.js';
import type { RequestKey } from '../domain/access/request-key.js';
import type { GivenAssessment } from '../domain/evidence/assessment.js';
import type { GivenEvidence } from '../domain/evidence/read-evidence.js';
import { AssessEvidence } from '../usecases/evidence/assess-evidence.js';
import { ListEvidence } from '../usecases/evidence/list-evidence.js';
import { ReadEvidence } from '../usecases/evidence/read-evidence.js';
import { RecordEvidence } from '../usecases/evidence/record-evidence.js';
import { AddStatement } from '../usecases/records/add-statement.js';

/** Whom the film depicts. */
export const DEPICTED_REFERENCE = 'CASE-01';

/** No file exists: the digests are those of these words. */
const digestOf = (words: string): string => createHash('sha256').update(words).digest('hex');

export const FILM: GivenEvidence = {
  sha256: digestOf('an invented film'),
  kind: 'video',
  source: 'holder_media',
  firstPublished: '2020-12-13',
  sensitivities: ['made_in_custody', 'public_curiosity'],
  unidentified: { min: 4, max: 5 },
  sharingLevel: 'partners_pseudonymous',
};
export const PHOTO: GivenEvidence = {
  sha256: digestOf('an invented photo'),
  kind: 'photo',
  source: 'open_source_media',
  firstPublished: '2021-01-04',
  sensitivities: ['deceptive_or_misleading'],
  sharingLevel: 'partners_pseudonymous',
};

const authentic: GivenAssessment = {
  verdict: 'authentic',
  method: 'place_compared',
  ground: 'place_and_time_fit',
  reason: 'Buildings and shadows fit the place and the hour.',
};
const open: GivenAssessment = {
  verdict: 'insufficient',
  method: 'viewed_only',
  ground: 'original_not_available',
  reason: 'Only a copy of a copy was to be had.',
};
const misattributed: GivenAssessment = {
  verdict: 'misattributed',
  method: 'earlier_copies_searched',
  ground: 'earlier_publication_found',
  reason: 'It was published years before.',
};

export interface EvidencePlay {
  readonly recorder: Actor;
  /** Of two organisations that depend on no party. */
  readonly assessors: readonly [Actor, Actor];
  readonly keyOf: (actor: Actor, key: string) => RequestKey;
  readonly pseudonymOf: (reference: string) => Promise<string>;
}

/** Goes on where an earlier, killed load stopped. */
export async function playEvidence(app: INestApplicationContext, play: EvidencePlay): Promise<void> {
  const { recorder, keyOf } = play;
  const film = await foundOrRecorded(app, play, FILM);
  await assessOnce(app, play, film, [authentic, open]);
  const photo = await foundOrRecorded(app, play, PHOTO);
  await assessOnce(app, play, photo, [misattributed, misattributed]);
  const shown = await app.get(ReadEvidence).execute(recorder, { code: film });
  if (shown.persons.length > 0) return;
  const depiction = {
    kind: 'depiction',
    valid: '2020-12-13',
    source: 'holder_media',
    grade: 'B2',
    details: { evidence: film },
  };
  const pseudonym = await play.pseudonymOf(DEPICTED_REFERENCE);
  await app
    .get(AddStatement)
    .execute(recorder, { pseudonym, statement: depiction }, keyOf(recorder, 'evidence/depicted'));
}

async function foundOrRecorded(
  app: INestApplicationContext,
  { recorder, keyOf }: EvidencePlay,
  given: GivenEvidence,
): Promise<string> {
  const { items } = await app.get(ListEvidence).execute(recorder, {});
  const found = items.find(({ item }) => item.sha256 === given.sha256);
  if (found !== undefined) return found.item.code;
  const key = keyOf(recorder, `evidence/${given.sha256}`);
  return (await app.get(RecordEvidence).execute(recorder, given, key)).code;
}

async function assessOnce(
  app: INestApplicationContext,
  { assessors, keyOf }: EvidencePlay,
  code: string,
  findings: readonly [GivenAssessment, GivenAssessment],
): Promise<void> {
  for (const [at, assessor] of assessors.entries()) {
    const { assessments } = await app.get(ReadEvidence).execute(assessor, { code });
    const finding = findings[at];
    if (finding === undefined || assessments.some(({ own }) => own)) continue;
    await app.get(AssessEvidence).execute(assessor, { code, ...finding }, keyOf(assessor, `evidence/${code}`));
  }
}
