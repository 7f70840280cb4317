// Queue workers and schedules of a running service.

import { Module, type DynamicModule } from '@nestjs/common';

@Module({})
export class JobsModule {
  static on(_databaseUrl: string): DynamicModule {
    return { module: JobsModule };
  }
}
