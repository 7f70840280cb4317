// The JSON API.

import { Module } from '@nestjs/common';
import { AuthController } from './access/auth.controller.js';
import { HealthController } from './health/health.controller.js';
import { ReleasesController } from './statistics/releases.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';

@Module({ controllers: [AuthController, HealthController, ReleasesController, StatisticsController] })
export class HttpModule {}
