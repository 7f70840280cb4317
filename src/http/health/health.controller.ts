// Tells a watchdog whether the service lives and whether it can answer; nothing more.

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../request/answer.js';
import { OpenToAll } from '../../request/doors.js';
import { PassesOverParameters } from '../../request/query.guard.js';
import { CheckReadiness } from '../../usecases/access/check-readiness.js';

class HealthAnswer {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

@ApiTags('health')
@OpenToAll()
@PassesOverParameters()
@Controller('health')
export class HealthController {
  constructor(private readonly checkReadiness: CheckReadiness) {}

  @Get('live')
  @ApiOperation({ summary: 'The process lives; no database is asked.' })
  @ApiOkResponse({ type: HealthAnswer })
  live(): Answer<HealthAnswer> {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Database and vault answer and may be written to; 503 otherwise, `database_read_only` where they may not.',
  })
  @ApiOkResponse({ type: HealthAnswer })
  async ready(): Promise<Answer<HealthAnswer>> {
    await this.checkReadiness.execute();
    return { status: 'ok' };
  }
}
