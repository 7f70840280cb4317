// Shows lists and their lines.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListLists } from '../../usecases/lists/list-lists.js';
import { ReadList } from '../../usecases/lists/read-list.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { ListDetailPage, LISTS, ListsPage } from './list-pages.js';

const LISTS_A_PAGE = 25;

@ConsolePages('console/lists')
export class ListsController {
  constructor(
    private readonly pages: Pages,
    private readonly listLists: ListLists,
    private readonly readList: ReadList,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = await this.listLists.execute(actor, { cursor: queryText(query, 'cursor'), limit: LISTS_A_PAGE });
    const mayTakeIn = allowed(actor, 'add_list');
    await this.pages.send(request, reply, {
      title: 'Lists',
      place: LISTS,
      content: h(ListsPage, { ...page, mayTakeIn }),
    });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') listId: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = queryText(query, 'after');
    const found = await this.readList.execute(actor, { listId, ...(after !== undefined && { after: Number(after) }) });
    const content = h(ListDetailPage, { found, mayAnswer: allowed(actor, 'answer_list') });
    await this.pages.send(request, reply, { title: 'List', place: LISTS, content });
  }
}
