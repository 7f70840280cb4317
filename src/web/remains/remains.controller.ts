// Lists cases of remains, shows one, and records one.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import type { Site } from '../../domain/remains/remains-case.js';
import { isUuid } from '../../domain/uuid.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { ListRemains } from '../../usecases/remains/list-remains.js';
import { ListSites } from '../../usecases/remains/list-sites.js';
import { ReadRemains } from '../../usecases/remains/read-remains.js';
import { ReadSite } from '../../usecases/remains/read-site.js';
import { RecordRemains } from '../../usecases/remains/record-remains.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import type { FormState } from '../forms/console-form.js';
import { fieldsOf, type Option } from '../forms/form-field.js';
import { FormPage } from '../forms/form-page.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { remainsGiven, remainsGroups } from './remains-fields.js';
import { REMAINS, remainsAddress, RemainsListPage, RemainsPage } from './remains-pages.js';
import { siteWords, type PlaceNames } from './remains-words.js';

const ON_A_PAGE = 25;
/** The newest sites that a form offers; any other is reached from its own page. */
const SITES_OFFERED = 200;

@ConsolePages('console/remains')
export class RemainsController {
  constructor(
    private readonly pages: Pages,
    private readonly listPlaces: ListPlaces,
    private readonly listRemains: ListRemains,
    private readonly readRemains: ReadRemains,
    private readonly recordRemains: RecordRemains,
    private readonly listSites: ListSites,
    private readonly readSite: ReadSite,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [siteId, cursor] = [queryText(query, 'site'), queryText(query, 'cursor')];
    const page = await this.listRemains.execute(actor, { siteId, cursor, limit: ON_A_PAGE });
    const content = h(RemainsListPage, {
      ...page,
      places: await this.placeNames(actor),
      onlySite: siteId ?? null,
      later: cursor !== undefined,
      mayRecord: allowed(actor, 'record_remains'),
    });
    await this.pages.send(request, reply, { title: 'Remains', place: REMAINS, content });
  }

  @Get('new')
  async ask(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_remains');
    const siteId = queryText(query, 'site') ?? '';
    await this.draw(actor, request, reply, { values: { '/siteId': siteId }, refusal: null });
  }

  @Post()
  async record(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_remains');
    const values = formValues(body);
    const { value } = readForm(fieldsOf(remainsGroups([])), values);
    const { refusal, value: recorded } = await attempt(() =>
      this.recordRemains.execute(actor, remainsGiven(value), formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, remainsAddress(recorded.id));
    else await this.draw(actor, request, reply, { values, refusal });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = await this.readRemains.execute(actor, { id });
    const content = h(RemainsPage, { answer, places: await this.placeNames(actor), actor });
    await this.pages.send(request, reply, { title: 'Remains', place: REMAINS, content });
  }

  private async placeNames(actor: Actor): Promise<PlaceNames> {
    const places = await this.listPlaces.gazetteer(actor);
    return new Map(places.map(({ code, name }) => [code, name]));
  }

  private async draw(actor: Actor, request: FastifyRequest, reply: FastifyReply, state: FormState): Promise<void> {
    const groups = remainsGroups(await this.siteOptions(actor, state.values['/siteId'] ?? ''));
    const title = 'Record remains';
    const seal = this.pages.seal(request);
    const lead = 'What is estimated of them. Whose they are is linked afterwards, by two people.';
    const form = { title, lead, back: REMAINS, action: REMAINS, groups, seal, state, button: 'Record' };
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title, place: REMAINS, status, content: h(FormPage, form) });
  }

  private async siteOptions(actor: Actor, chosen: string): Promise<Option[]> {
    const places = await this.placeNames(actor);
    const { sites } = await this.listSites.execute(actor, { limit: SITES_OFFERED });
    const missing = isUuid(chosen) && sites.every(({ id }) => id !== chosen);
    const offered: readonly Site[] = missing ? [await this.readSite.execute(actor, { id: chosen }), ...sites] : sites;
    return offered.map((site) => ({ value: site.id, label: siteWords(site, places) }));
  }
}
