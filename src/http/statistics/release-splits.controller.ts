// Splits of releases by party: asking for one, and how many agree; the release is prepared as all others are.

import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AskSplit } from '../../usecases/statistics/ask-split.js';
import { ListSplits } from '../../usecases/statistics/list-splits.js';
import { refusalAnswer } from './release-answers.js';
import { SplitBody, SplitCreated, SplitList } from './release-splits.dto.js';

@ApiTags('releases')
@ApiBearerAuth()
@Controller('v1/releases/splits')
export class ReleaseSplitsController {
  constructor(
    private readonly askSplit: AskSplit,
    private readonly listSplits: ListSplits,
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
      splits: splits.map(({ id, by, corrects, askedAt, asked, agreed, reasons, release, replaced, refused }) => ({
        ...{ id, by, corrects, asked, agreed, release, replaced },
        refused: refused === null ? null : refusalAnswer(refused),
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
      'Nothing is counted by party before all of them have agreed. One that was asked for before and not used is replaced. With `corrects` they are asked ' +
      'about the correction of that release, for which alone it can be used.',
  })
  @ApiCreatedResponse({ type: SplitCreated })
  async ask(
    @CurrentActor() actor: Actor,
    @Body() body: SplitBody,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<SplitCreated> {
    const { id, by, corrects, asked } = await this.askSplit.execute(
      actor,
      { by: body.by, corrects: body.corrects },
      key,
    );
    return { id, by, corrects, asked };
  }
}
