// Queue workers and schedules of a running service.

import { Module, type DynamicModule } from '@nestjs/common';
import { MatchingLoop } from './matching-loop.js';
import { ReadingAheadLoop } from './reading-ahead-loop.js';
import { JOB_DATABASE_URL, ScheduledWorker } from './scheduled-worker.js';
import { SealingLoop } from './sealing-loop.js';
import { Upkeep } from './upkeep.js';

@Module({})
export class JobsModule {
  /** `databaseUrl` is the application role's; the use cases must be provided globally. */
  static on(databaseUrl: string): DynamicModule {
    return {
      module: JobsModule,
      providers: [
        { provide: JOB_DATABASE_URL, useValue: databaseUrl },
        MatchingLoop,
        ReadingAheadLoop,
        ScheduledWorker,
        SealingLoop,
        Upkeep,
      ],
    };
  }
}
