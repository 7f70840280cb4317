// Splits of releases by party: asking for one, how many agree, and preparing the release once all do.

import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AskSplit } from '../../usecases/statistics/ask-split.js';
import { ListSplits } from '../../usecases/statistics/list-splits.js';
import { PrepareRelease } from '../../usecases/statistics/prepare-release.js';
import { SplitBody, SplitCreated, SplitList } from './release-splits.dto.js';
import { ReleaseStep } from './releases.dto.js';

@ApiTags('releases')
@ApiBearerAuth()
@Controller('v1/releases/splits')
export class ReleaseSplitsController {
  constructor(
    private readonly askSplit: AskSplit,
    private readonly listSplits: ListSplits,
    private readonly prepareRelease: PrepareRelease,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Splits by party that were asked for, and how many agree',
    description: 'Which organisations were asked, and what each of them says, is not told.',
  })
  @ApiOkResponse({ type: SplitList })
  async list(@CurrentActor() actor: Actor): Promise<Answer<SplitList>> {
    const splits = await this.listSplits.execute(actor);
    return {
      splits: splits.map(({ id, by, askedAt, asked, agreed, reasons, release, replaced }) => ({
        ...{ id, by, asked, agreed, release, replaced },
        askedAt: new Date(askedAt).toISOString(),
        reasons: [...reasons],
      })),
    };
  }

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Ask every organisation that feeds it whether the next release may be split by party',
    description:
      'Nothing is counted by party before all of them have agreed. One that was asked for before and not used is replaced.',
  })
  @ApiCreatedResponse({ type: SplitCreated })
  async ask(
    @CurrentActor() actor: Actor,
    @Body() body: SplitBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<SplitCreated> {
    const { id, by, asked } = await this.askSplit.execute(actor, body.by, key);
    return { id, by, asked };
  }

  @Post(':splitId/release')
  @ApiOperation({
    summary: 'Count, round and check a release by party, once all have agreed',
    description:
      'Whoever began to feed the registry after the asking is asked now, and `release_not_agreed` is answered until they agree too. It is signed and ' +
      'published like any other, and only while all still agree.',
  })
  @ApiCreatedResponse({ type: ReleaseStep })
  async prepare(@CurrentActor() actor: Actor, @Param('splitId') split: string): Promise<ReleaseStep> {
    const { document } = await this.prepareRelease.execute(actor, { split });
    return { number: document.number, state: 'audited', signatures: 0 };
  }
}
