// Lists tasks, marks them as done, and takes that back.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { ListNewReplies } from '../../usecases/inquiries/list-new-replies.js';
import { ListReleasesToSign } from '../../usecases/statistics/list-releases-to-sign.js';
import { AddTask } from '../../usecases/tasks/add-task.js';
import { CompleteTask } from '../../usecases/tasks/complete-task.js';
import { ListTasks } from '../../usecases/tasks/list-tasks.js';
import { ReopenTask } from '../../usecases/tasks/reopen-task.js';
import { attempt } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ReleasesToSignPage } from './releases-to-sign.js';
import { AddTaskPage, TasksPage } from './tasks-page.js';

const PLACE = '/console/tasks';
const TO_SIGN = '/console/tasks/releases';
const TASKS_A_PAGE = 25;

@ConsolePages('console')
export class TasksController {
  constructor(
    private readonly pages: Pages,
    private readonly addTask: AddTask,
    private readonly completeTask: CompleteTask,
    private readonly listTasks: ListTasks,
    private readonly reopenTask: ReopenTask,
    private readonly listReleasesToSign: ListReleasesToSign,
    private readonly listNewReplies: ListNewReplies,
  ) {}

  @Get('tasks')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [person, cursor] = [queryText(query, 'person'), queryText(query, 'cursor')];
    const mine = queryText(query, 'show') !== 'all';
    const done = queryText(query, 'done') === 'yes';
    const page = await this.listTasks.execute(actor, {
      mine,
      done,
      overdue: false,
      limit: TASKS_A_PAGE,
      pseudonym: person,
      cursor,
    });
    const releases = allowed(actor, 'sign_release') ? await this.listReleasesToSign.execute(actor) : null;
    const replies = allowed(actor, 'read_new_replies') ? await this.listNewReplies.execute(actor) : null;
    const view = { ...page, releases, replies, mine, done, person: person ?? '', seal: this.pages.seal(request) };
    await this.pages.send(request, reply, { title: 'Tasks', place: PLACE, content: h(TasksPage, view) });
  }

  @Get('tasks/releases')
  async releases(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = h(ReleasesToSignPage, await this.listReleasesToSign.execute(actor));
    await this.pages.send(request, reply, { title: 'Releases to sign', place: TO_SIGN, content });
  }

  @Post('tasks/:taskId/completion')
  async complete(
    @CurrentActor() actor: Actor,
    @Param('taskId') taskId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.completeTask.execute(actor, taskId, formRequestKey(request, formValues(body)));
    goTo(reply, PLACE);
  }

  @Post('tasks/:taskId/reopening')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('taskId') taskId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.reopenTask.execute(actor, taskId, formRequestKey(request, formValues(body)));
    goTo(reply, PLACE);
  }

  @Get('persons/:pseudonym/tasks/new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'add_task');
    await this.draw(request, reply, pseudonym, NOTHING_SENT);
  }

  @Post('persons/:pseudonym/tasks')
  async add(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const assignedTo = (values['/assignedTo'] ?? '').trim();
    const command = {
      pseudonym,
      kind: values['/kind'] ?? '',
      due: values['/due'] ?? '',
      ...(assignedTo !== '' && { assignedTo }),
    };
    const { refusal } = await attempt(() => this.addTask.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, `${PLACE}?show=all&person=${pseudonym}`);
    else await this.draw(request, reply, pseudonym, { values, refusal });
  }

  private async draw(request: FastifyRequest, reply: FastifyReply, pseudonym: string, state: FormState): Promise<void> {
    await this.pages.send(request, reply, {
      title: 'Add a task',
      place: '/console/cases',
      status: state.refusal === null ? 200 : 422,
      content: h(AddTaskPage, { pseudonym, seal: this.pages.seal(request), state }),
    });
  }
}
