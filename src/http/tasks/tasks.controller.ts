// Tasks: giving one to one's organisation, listing them, marking them as done, and taking that back.

import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { ListedTask } from '../../domain/tasks/listed-task.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { readingPointOf } from '../../request/reading-point.js';
import { ListReleasesToSign } from '../../usecases/statistics/list-releases-to-sign.js';
import { AddTask } from '../../usecases/tasks/add-task.js';
import { AssignTask } from '../../usecases/tasks/assign-task.js';
import { CompleteTask } from '../../usecases/tasks/complete-task.js';
import { ListTasks } from '../../usecases/tasks/list-tasks.js';
import { ReopenTask } from '../../usecases/tasks/reopen-task.js';
import { standingAnswer } from '../statistics/release-answers.js';
import {
  ReleasesToSign,
  TaskAssignmentRequest,
  TaskCreated,
  TaskMarked,
  TaskPage,
  TaskQuery,
  TaskRequest,
  type TaskAnswer,
} from './tasks.dto.js';

@ApiTags('tasks')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class TasksController {
  constructor(
    private readonly addTask: AddTask,
    private readonly assignTask: AssignTask,
    private readonly completeTask: CompleteTask,
    private readonly listTasks: ListTasks,
    private readonly reopenTask: ReopenTask,
    private readonly listReleasesToSign: ListReleasesToSign,
  ) {}

  @Post('persons/:pseudonym/tasks')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Add a task about a person', description: 'It exists for your organisation alone.' })
  @ApiCreatedResponse({ type: TaskCreated })
  async add(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: TaskRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TaskCreated>> {
    const { kind, due, assignedTo } = body;
    const { id } = await this.addTask.execute(actor, { pseudonym, kind, due, assignedTo }, key);
    return { id };
  }

  @Get('tasks')
  @ApiOperation({ summary: 'List the tasks of your organisation' })
  @ApiOkResponse({ type: TaskPage })
  async list(@CurrentActor() actor: Actor, @Query() query: TaskQuery): Promise<Answer<TaskPage>> {
    const { knownAt, validAt } = readingPointOf(query);
    const { tasks, cursor } = await this.listTasks.execute(actor, {
      knownAt,
      validAt,
      mine: query.mine === 'true',
      overdue: query.overdue === 'true',
      done: query.done === 'true',
      pseudonym: query.person,
      cursor: query.cursor,
      limit: query.limit === undefined ? undefined : Number(query.limit),
    });
    return { tasks: tasks.map(taskAnswer), cursor };
  }

  @Get('tasks/releases')
  @ApiOperation({
    summary: 'List the releases that wait for your signature, and whether the month’s was refused',
    description:
      'A release is about no person, so that it is no task to mark: it leaves the list once you have signed it or it can no longer be published.',
  })
  @ApiOkResponse({ type: ReleasesToSign })
  async releases(@CurrentActor() actor: Actor): Promise<Answer<ReleasesToSign>> {
    const { releases, refused } = await this.listReleasesToSign.execute(actor);
    return {
      refused: standingAnswer(refused),
      releases: releases.map(({ number, asOf, preparedAt, byService, signatures }) => ({
        number,
        asOf,
        preparedAt: new Date(preparedAt).toISOString(),
        byService,
        signatures,
      })),
    };
  }

  @Post('tasks/:id/completion')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Mark a task as done', description: 'Where two do it together, each of them marks it.' })
  @ApiCreatedResponse({ type: TaskMarked })
  async complete(
    @CurrentActor() actor: Actor,
    @Param('id') taskId: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TaskMarked>> {
    const { id, done } = await this.completeTask.execute(actor, taskId, key);
    return { id, done };
  }

  @Post('tasks/:id/reopening')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Take back that a task was done' })
  @ApiCreatedResponse({ type: TaskCreated })
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id') taskId: string,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TaskCreated>> {
    const { id } = await this.reopenTask.execute(actor, taskId, key);
    return { id };
  }

  @Post('tasks/:id/assignment')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({ summary: 'Give a task to a colleague, or open it' })
  @ApiCreatedResponse({ type: TaskCreated })
  async assign(
    @CurrentActor() actor: Actor,
    @Param('id') taskId: string,
    @Body() body: TaskAssignmentRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<TaskCreated>> {
    const { id } = await this.assignTask.execute(actor, { taskId, username: body.username }, key);
    return { id };
  }
}

function taskAnswer(task: ListedTask): Answer<TaskAnswer> {
  const { id, pseudonym, kind, words, due, overdue, assignedTo, people, markedBy, origin, originId, createdBy } = task;
  return {
    id,
    pseudonym,
    kind,
    words,
    due,
    overdue,
    assignedTo,
    people,
    markedBy,
    doneAt: task.doneAt === null ? null : new Date(task.doneAt).toISOString(),
    lapsed: task.lapsed,
    origin,
    originId,
    createdBy,
    createdAt: new Date(task.createdAt).toISOString(),
  };
}
