// Plays a seeded story of some persons at one service, step by step, with days between the steps, and tells after each that it was taken.

import fc from 'fast-check';
import { gatherCast } from '../../support/crowd/crowd-cast.js';
import { CrowdClerk, drawsFrom } from '../../support/crowd/crowd-clerk.js';
import { exchange, findRemains, publishFigure, showFilm } from '../../support/crowd/crowd-events.js';
import { addTo, foundPlaces, merge, register } from '../../support/crowd/crowd-people.js';
import { submitList } from '../../support/crowd/crowd-work.js';
import { DEALINGS, MirroredServices } from '../../support/crowd/mirrored-services.js';

type Tell = (clerk: CrowdClerk, at: number) => Promise<void>;

/** One round of the story after everybody is registered. */
const ROUND: readonly Tell[] = [
  addTo,
  addTo,
  showFilm,
  merge,
  addTo,
  findRemains,
  exchange,
  submitList,
  merge,
  addTo,
  publishFigure,
];
/** Milliseconds: at once, on the same day, days and months later. */
const PAUSES = [1, 1, 3_600_000, 86_400_000, 20 * 86_400_000];

export interface StoryPlan {
  readonly seed: number;
  readonly persons: number;
  readonly rounds: number;
}

/** What a story must have in it to be one of everything that has a past, and what brings it about, now and then. */
const BROUGHT_ABOUT: Readonly<Record<string, Tell>> = {
  'POST /v1/persons/:id/statements': addTo,
  'POST /v1/statements/:id/retraction': addTo,
  'POST /v1/statements/:id/supersession': addTo,
  'POST /v1/persons/:id/links/:link/review': mergeOthers,
  'POST /v1/persons/:id/links/:link/withdrawal': mergeOthers,
  'POST /v1/evidence/:code/assessments': showFilm,
  'POST /v1/evidence/:code/assessments/:id/withdrawal': showFilm,
  'POST /v1/remains/:id/links/:link/confirmation': findRemains,
  'POST /v1/remains/:id/links/:link/hand-over': findRemains,
  'POST /v1/remains/:id/links/:link/withdrawal': findRemains,
  'POST /v1/sites/:id/counts': findRemains,
  'POST /v1/exchanges/:id/roster': exchange,
  'POST /v1/exchanges/:id/steps': exchange,
  'POST /v1/exchanges/:id/debriefs/:debrief/sightings': exchange,
  'POST /v1/lists/:id/answers': submitList,
  'POST /v1/lists/:id/answers/:answer/withdrawal': submitList,
  'POST /v1/lists/:id/lines/:line/match': submitList,
  'POST /v1/published-figures/:id/supersession': publishFigure,
};
/** Chapters told again for the sake of one step, at most; chance has brought each about by then. */
const MOST_AGAIN = 40;

/** Somebody of one office whom others may know of, so that there are some to merge. */
async function registerOpenly(clerk: CrowdClerk, at: number): Promise<void> {
  const [office] = clerk.cast.offices;
  if (office === undefined) return;
  const lost = { kind: 'capture', valid: '2020-11-10', source: 'witness', grade: 'B2' };
  const made = await clerk.send(office.worker, '/v1/persons', {
    reference: `P-${at}`,
    sharingLevel: 'partners_pseudonymous',
    legalBasis: 'vital_interests',
    particulars: { sex: 'male', birth: { date: '1999' } },
    side: clerk.key(clerk.anySide()),
    statements: [{ ...lost, details: { holder: clerk.key(clerk.anySide()) } }],
  });
  if (made !== null) clerk.registered(office, String(made['pseudonym']), true);
}

/** Whoever is merged already cannot be merged again. */
async function mergeOthers(clerk: CrowdClerk, at: number): Promise<void> {
  for (const name of [2 * at, 2 * at + 1]) await registerOpenly(clerk, 1_000 + name);
  await merge(clerk);
}

export class StoryPlayer {
  private told = 0;

  private constructor(
    readonly services: MirroredServices,
    readonly clerk: CrowdClerk,
  ) {}

  /** `taken` is called after every step that succeeded, once all are registered. */
  static async play(plan: StoryPlan, taken: (clerk: CrowdClerk) => Promise<void>): Promise<StoryPlayer> {
    const services = await MirroredServices.open([DEALINGS[0]]);
    const draw = drawsFrom(plan.seed);
    const state = { begun: false };
    const clerk: CrowdClerk = new CrowdClerk(services, await gatherCast(services), draw, {
      before: () => (state.begun ? draw(fc.constantFrom(...PAUSES)) : 1_000),
      after: () => (state.begun ? taken(clerk) : Promise.resolve()),
    });
    await foundPlaces(clerk);
    for (let at = 0; at < plan.persons; at += 1) await (at % 2 === 0 ? registerOpenly : register)(clerk, at);
    await clerk.lookAround();
    state.begun = true;
    const player = new StoryPlayer(services, clerk);
    for (let round = 0; round < plan.rounds; round += 1) for (const chapter of ROUND) await player.tell(chapter);
    for (let again = 0; again < MOST_AGAIN; again += 1) {
      const missing = player.missing();
      const step = missing[again % missing.length];
      if (step !== undefined) await player.tell(BROUGHT_ABOUT[step]!);
    }
    return player;
  }

  private async tell(chapter: Tell): Promise<void> {
    this.told += 1;
    await chapter(this.clerk, this.told);
    await this.clerk.lookAround();
  }

  /** Steps that this story has not taken. */
  missing(): string[] {
    const did = this.clerk.carriedOut.map(({ method, address }) => `${method} ${address}`);
    return Object.keys(BROUGHT_ABOUT).filter(
      (step) => !did.some((one) => new RegExp(`^${step.replaceAll(/:\w+/g, '[^/]+')}$`).test(one)),
    );
  }
}
