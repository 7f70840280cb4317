// Who works on a case.

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { KnownAtQuery, readingPointOf } from '../../request/reading-point.js';
import { AssignPerson } from '../../usecases/records/assign-person.js';
import { EndAssignment } from '../../usecases/records/end-assignment.js';
import { ListAssignees } from '../../usecases/records/list-assignees.js';
import { AssigneeList, AssignmentAnswer, AssignmentRequest } from './list.dto.js';

@ApiTags('records')
@ApiBearerAuth('accessToken')
@Controller('v1/persons/:pseudonym/assignments')
export class AssignmentsController {
  constructor(
    private readonly assignPerson: AssignPerson,
    private readonly endAssignment: EndAssignment,
    private readonly listAssignees: ListAssignees,
  ) {}

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Assign a colleague to a case' })
  @ApiCreatedResponse({ type: AssignmentAnswer })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Body() body: AssignmentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<AssignmentAnswer>> {
    const command = { pseudonym: person, username: body.username };
    const { pseudonym, username } = await this.assignPerson.execute(actor, command, key);
    return { pseudonym, username };
  }

  @Get()
  @ApiOperation({ summary: 'Who works on this case, or did at an instant' })
  @ApiOkResponse({ type: AssigneeList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: KnownAtQuery,
  ): Promise<Answer<AssigneeList>> {
    const { knownAt } = readingPointOf(query);
    const { pseudonym, assignees } = await this.listAssignees.execute(actor, person, knownAt);
    return {
      pseudonym,
      assignees: assignees.map(({ username, since }) => ({ username, since: new Date(since).toISOString() })),
    };
  }

  @Delete(':username')
  @HttpCode(204)
  @ApiOperation({ summary: 'End an assignment' })
  @ApiNoContentResponse()
  async end(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('username') username: string,
  ): Promise<void> {
    await this.endAssignment.execute(actor, { pseudonym, username });
  }
}
