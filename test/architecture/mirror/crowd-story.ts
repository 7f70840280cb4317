// The whole story of a crowd, told to mirrored services, and everything asked about it afterwards.

import { AuditLog } from '../../persistence/audit/audit-log.js';
import { gatherCast, type Office } from '../../support/crowd/crowd-cast.js';
import { CrowdClerk, drawsFrom } from '../../support/crowd/crowd-clerk.js';
import { exchange, findRemains, publishFigure, release, showFilm } from '../../support/crowd/crowd-events.js';
import { withholdFile } from '../../support/crowd/crowd-files.js';
import { tellLives } from '../../support/crowd/crowd-lives.js';
import { judgeMatches, matchEverybody, meetTwice } from '../../support/crowd/crowd-matches.js';
import { askForName } from '../../support/crowd/crowd-names.js';
import { waitForNews } from '../../support/crowd/crowd-news.js';
import { addTo, foundPlaces, merge, register } from '../../support/crowd/crowd-people.js';
import { replyToInquiries } from '../../support/crowd/crowd-replies.js';
import { keepIdentity } from '../../support/crowd/crowd-retention.js';
import { eraseIdentity, inquire, submitList, trace, workOnCase } from '../../support/crowd/crowd-work.js';
import type { MirroredServices } from '../../support/crowd/mirrored-services.js';

const SEED = 20_201_110;
const DAY = 86_400_000;

type Tell = (clerk: CrowdClerk, at: number) => Promise<void>;

/** How often each of these happens, for so many persons. Of days between them there are some. */
const DAYS: readonly (readonly (readonly [perPerson: number, tell: Tell])[])[] = [
  [
    [1, register],
    [0.15, meetTwice],
  ],
  [
    [1, addTo],
    [0.15, merge],
    [0.15, trace],
    [0.15, submitList],
    [0.15, exchange],
  ],
  [
    [0.15, findRemains],
    [0.15, showFilm],
    [0.15, publishFigure],
    [0.15, inquire],
    [0.3, addTo],
    [0.15, workOnCase],
    [0.1, eraseIdentity],
    [0.05, askForName],
    [0.15, waitForNews],
    [0.1, keepIdentity],
    [0.05, withholdFile],
  ],
];

export async function tellStory(services: MirroredServices, persons: number): Promise<CrowdClerk> {
  const clerk = new CrowdClerk(services, await gatherCast(services), drawsFrom(SEED));
  await foundPlaces(clerk);
  await tellLives(clerk);
  await clerk.lookAround();
  for (const chapters of DAYS) {
    services.advance(DAY);
    for (const [perPerson, tell] of chapters)
      for (let at = 0; at < Math.max(2, Math.round(perPerson * persons)); at += 1) await tell(clerk, at);
    await matchEverybody(clerk);
    await clerk.lookAround();
    await sealLog(clerk);
  }
  await judgeMatches(clerk);
  await replyToInquiries(clerk);
  await release(clerk);
  const [office] = clerk.cast.offices as readonly [Office];
  clerk.remember(office, 'administration(userId)', { userId: office.worker.users[0]!.id });
  return clerk;
}

/** A running service seals its log every few seconds. */
async function sealLog({ services, checkpoints }: CrowdClerk): Promise<void> {
  for (const { database, clock, platform } of services.applications) {
    const log = await AuditLog.on(database, clock, platform.keys);
    const { size = 0 } = (await log.checkpoint()) ?? {};
    if (!checkpoints.includes(size)) checkpoints.push(size);
    await log.disconnect();
  }
}
