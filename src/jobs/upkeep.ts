// Which use case does which piece of scheduled work; a piece without one does not compile.

import { Injectable } from '@nestjs/common';
import { servicePrincipal, type ServicePrincipal } from '../domain/access/actor.js';
import { Entropy } from '../domain/entropy.js';
import type { ScheduledWorkName } from '../domain/scheduling/scheduled-work.js';
import { FinishErasures } from '../usecases/erasures/finish-erasures.js';
import { SplitDataKeys } from '../usecases/erasures/split-data-keys.js';
import { RenewSearchCodes } from '../usecases/identity/renew-search-codes.js';
import { SweepOrphans } from '../usecases/identity/sweep-orphans.js';
import { ComparePersons } from '../usecases/records/compare-persons.js';
import { ForgetExpired } from '../usecases/retention/forget-expired.js';
import { KeepRetention } from '../usecases/retention/keep-retention.js';
import { leastMarksOf, MakeCountBlocks } from '../usecases/statistics/make-count-blocks.js';
import { PrepareRelease } from '../usecases/statistics/prepare-release.js';

/** People whose search codes one run makes anew: well within its minute. */
const MOST_RENEWED = 10_000;

@Injectable()
export class Upkeep {
  readonly #work: Readonly<Record<ScheduledWorkName, (principal: ServicePrincipal) => Promise<object>>>;

  constructor(
    sweepOrphans: SweepOrphans,
    forgetExpired: ForgetExpired,
    finishErasures: FinishErasures,
    splitDataKeys: SplitDataKeys,
    renewSearchCodes: RenewSearchCodes,
    comparePersons: ComparePersons,
    makeCountBlocks: MakeCountBlocks,
    keepRetention: KeepRetention,
    prepareRelease: PrepareRelease,
    private readonly entropy: Entropy,
  ) {
    this.#work = {
      'sweep-orphans': (principal) => sweepOrphans.execute(principal),
      'finish-erasures': (principal) => finishErasures.execute(principal),
      'split-data-keys': (principal) => splitDataKeys.execute(principal),
      'renew-search-codes': (principal) => renewSearchCodes.execute(principal, { most: MOST_RENEWED }),
      'compare-persons': (principal) => comparePersons.execute(principal),
      'make-count-blocks': (principal) => makeCountBlocks.execute(principal, { least: leastMarksOf }),
      'keep-retention': (principal) => keepRetention.execute(principal),
      'prepare-release': async (principal) => ({
        prepared: (await prepareRelease.ofMonth(principal))?.document.number ?? null,
      }),
      'forget-expired': (principal) => forgetExpired.execute(principal),
    };
  }

  /** Answers with counts, which are kept beside the finished job for a week. */
  do(name: ScheduledWorkName): Promise<object> {
    return this.#work[name](servicePrincipal('job', this.entropy.shownId()));
  }
}
