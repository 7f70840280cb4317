// Adding to the gazetteer.

import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { AddPlace } from '../../usecases/records/add-place.js';
import { PlaceAdded, PlaceToAdd } from './list.dto.js';

@ApiTags('records')
@ApiBearerAuth('accessToken')
@Controller('v1/places')
export class PlacesController {
  constructor(private readonly addPlace: AddPlace) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Add a place to the gazetteer' })
  @ApiCreatedResponse({ type: PlaceAdded })
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: PlaceToAdd,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<PlaceAdded>> {
    const { code, parentCode, name, level } = await this.addPlace.execute(actor, body, key);
    return { code, parentCode, name, level };
  }
}
