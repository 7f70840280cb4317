// Whom the lines of a list may be about.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { SuggestPeople } from '../../usecases/lists/suggest-people.js';
import { ListSuggestions } from './list-suggestions.dto.js';
import { SuggestionsRequest } from './lists.dto.js';

@ApiTags('lists')
@ApiBearerAuth('accessToken')
@Controller('v1/lists/:id/suggestions')
export class ListSuggestionsController {
  constructor(private readonly suggestPeople: SuggestPeople) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Suggest whom of your own people the lines are about',
    description:
      'Each line that is asked counts as one name of your organisation’s day. Nothing is matched by it, and no line is shown.',
  })
  @ApiOkResponse({ type: ListSuggestions })
  async suggest(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Body() { purpose, after, limit }: SuggestionsRequest,
  ): Promise<Answer<ListSuggestions>> {
    const { lines, next } = await this.suggestPeople.execute(actor, { listId, purpose, after, limit });
    return { lines, next };
  }
}
