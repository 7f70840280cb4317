// The demonstration's release by side: asked for, agreed to by every organisation that feeds it, signed by two and published.

import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../domain/access/actor.js';
import type { RequestKey } from '../domain/access/request-key.js';
import { AnswerSplit } from '../usecases/statistics/answer-split.js';
import { AskSplit } from '../usecases/statistics/ask-split.js';
import { ListAskedSplits } from '../usecases/statistics/list-asked-splits.js';
import { ListReleases, type ListedRelease } from '../usecases/statistics/list-releases.js';
import { PrepareRelease } from '../usecases/statistics/prepare-release.js';
import { PublishRelease } from '../usecases/statistics/publish-release.js';
import { SignRelease } from '../usecases/statistics/sign-release.js';

export interface SplitPlay {
  readonly analyst: Actor;
  /** Of every organisation; those that are asked agree. */
  readonly coordinators: readonly Actor[];
  readonly signers: readonly Actor[];
  readonly publisher: Actor;
  readonly keyOf: (actor: Actor, key: string) => RequestKey;
}

/** It is the registry's first release. Goes on where an earlier, killed load stopped, and leaves alone what it finished. */
export async function playSplit(app: INestApplicationContext, play: SplitPlay): Promise<void> {
  const number = (await firstRelease(app, play.analyst))?.number ?? (await prepare(app, play));
  for (const signer of play.signers) {
    const waiting = await firstRelease(app, signer);
    if (waiting?.waitsForActor === true) await app.get(SignRelease).execute(signer, number);
  }
  const release = await firstRelease(app, play.publisher);
  if (release?.state === 'signed') await app.get(PublishRelease).execute(play.publisher, number);
}

/** In whatever state; it is on the last page, and the only one while this chapter is played. */
async function firstRelease(app: INestApplicationContext, actor: Actor): Promise<ListedRelease | null> {
  const { releases } = await app.get(ListReleases).execute(actor, { limit: 200 });
  return releases.find(({ number }) => number === 1) ?? null;
}

async function prepare(app: INestApplicationContext, play: SplitPlay): Promise<number> {
  const { analyst, coordinators, keyOf } = play;
  const { id } = await app.get(AskSplit).execute(analyst, { by: 'side' }, keyOf(analyst, 'split/ask'));
  for (const coordinator of coordinators) {
    const asked = await app.get(ListAskedSplits).execute(coordinator);
    const open = asked.find((one) => one.id === id && one.request.answer === null);
    if (open === undefined) continue;
    const command = { id, answer: 'agreed', ifMatch: [String(open.request.version)] };
    await app.get(AnswerSplit).execute(coordinator, command, keyOf(coordinator, 'split/agree'));
  }
  return (await app.get(PrepareRelease).execute(analyst, { split: id })).document.number;
}
