// Does the scheduled work of all service processes, each piece once per period, through the queues of pg-boss.

import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { SCHEDULED_WORK, SCHEDULED_WORK_NAMES, type ScheduledWorkName } from '../domain/scheduling/scheduled-work.js';
import { Log, safeError } from '../request/log.js';
import { Repetition } from './repetition.js';
import { Upkeep } from './upkeep.js';

export const JOB_DATABASE_URL = Symbol('job database url');

/** The shortest period is a minute. */
const PAUSE = 15_000;
const LONGEST_PAUSE = 120_000;

interface BossOptions extends PgBoss.ConstructorOptions {
  readonly connectionTimeoutMillis: number;
  readonly query_timeout: number;
}

/**
 * pg-boss keeps the queues; this loop takes from them itself. Its own workers finish a job without waiting for the
 * answer (10.4, `Manager.watch`), so that a database that goes away at that moment ends the whole process with an
 * unhandled rejection; its cron runs on such a worker too. Here a job is offered per period by a throttling key, which a
 * unique index keeps single among all processes.
 */
@Injectable()
export class ScheduledWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #repetition: Repetition;
  #boss: PgBoss | null = null;

  constructor(
    @Inject(JOB_DATABASE_URL) private readonly databaseUrl: string,
    private readonly upkeep: Upkeep,
    private readonly log: Log,
  ) {
    this.#repetition = new Repetition({
      work: () => this.doDueWork(),
      pause: PAUSE,
      longestPause: LONGEST_PAUSE,
      onFailure: (error, inARow) => {
        if (inARow === 1) this.#warn('scheduled work waits', error);
      },
      onRecovery: () => {
        this.log.lines.info('scheduled work goes on');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.#repetition.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#repetition.stop();
    await this.#boss?.stop({ graceful: false });
    this.#boss = null;
  }

  private async doDueWork(): Promise<void> {
    this.#boss ??= await this.open();
    for (const name of SCHEDULED_WORK_NAMES) {
      await this.#boss.send(name, {}, { singletonSeconds: SCHEDULED_WORK[name].everySeconds });
      await this.doNext(this.#boss, name);
    }
  }

  private async doNext(boss: PgBoss, name: ScheduledWorkName): Promise<void> {
    const [job] = await boss.fetch(name);
    if (job === undefined) return;
    try {
      await boss.complete(name, job.id, await this.upkeep.do(name));
    } catch (error) {
      this.#warn(`${name} failed`, error);
      await boss.fail(name, job.id, { code: safeError(error).code ?? 'unknown' });
    }
  }

  private async open(): Promise<PgBoss> {
    const options: BossOptions = {
      connectionString: this.databaseUrl,
      application_name: 'whereabouts-jobs',
      schema: 'jobs',
      max: 2,
      // Schema and queues are the owner's work; the role of a running service could not make them.
      migrate: false,
      schedule: false,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
    };
    const boss = new PgBoss(options);
    boss.on('error', (error) => {
      this.#warn('job queue failed', error);
    });
    return boss.start();
  }

  #warn(what: string, error: unknown): void {
    this.log.lines.warn({ error }, what);
  }
}
