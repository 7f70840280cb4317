// Shows lists and their lines.

import { Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ListLists } from '../../usecases/lists/list-lists.js';
import { ReadList } from '../../usecases/lists/read-list.js';
import { queryText } from '../forms/form-values.js';
import { ConsolePages } from '../layout/page-doors.js';
import { Pages } from '../layout/pages.js';
import { ListDetailPage, LISTS, ListsPage } from './list-pages.js';

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
    const page = await this.listLists.execute(actor, { cursor: queryText(query, 'cursor') });
    await this.pages.send(request, reply, { title: 'Lists', place: LISTS, content: h(ListsPage, page) });
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
    await this.pages.send(request, reply, { title: 'List', place: LISTS, content: h(ListDetailPage, found) });
  }
}
