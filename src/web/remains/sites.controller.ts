// Lists sites, shows one, records one, and adds counts without persons.

import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError } from '../../domain/domain-error.js';
import type { Site } from '../../domain/remains/remains-case.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import { CountSite } from '../../usecases/remains/count-site.js';
import { ListSites } from '../../usecases/remains/list-sites.js';
import { ReadSite } from '../../usecases/remains/read-site.js';
import { RecordSite } from '../../usecases/remains/record-site.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { FormPage, type FormPageProps } from '../forms/form-page.js';
import { fieldsOf } from '../forms/form-field.js';
import { formRequestKey } from '../forms/form-key.js';
import { formValues, queryText } from '../forms/form-values.js';
import { readForm } from '../forms/read-form.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import type { ListedPlace } from '../records/place-options.js';
import { REMAINS, siteAddress, SITES } from './remains-pages.js';
import { countGiven, countGroups, siteGiven, siteGroups } from './site-fields.js';
import { SiteListPage, SitePage } from './site-pages.js';

const ON_A_PAGE = 25;

@ConsolePages('console/sites')
export class SitesController {
  constructor(
    private readonly pages: Pages,
    private readonly listPlaces: ListPlaces,
    private readonly listSites: ListSites,
    private readonly readSite: ReadSite,
    private readonly recordSite: RecordSite,
    private readonly countSite: CountSite,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cursor = queryText(query, 'cursor');
    const page = await this.listSites.execute(actor, { cursor, limit: ON_A_PAGE });
    const content = h(SiteListPage, {
      ...page,
      places: await this.placeNames(actor),
      later: cursor !== undefined,
      mayRecord: allowed(actor, 'record_remains'),
    });
    await this.pages.send(request, reply, { title: 'Sites', place: REMAINS, content });
  }

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    requireAllowed(actor, 'record_remains');
    await this.drawSite(request, reply, await this.listPlaces.gazetteer(actor), NOTHING_SENT);
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
    const { value } = readForm(fieldsOf(siteGroups([])), values);
    const { refusal, value: recorded } = await attempt(() =>
      this.recordSite.execute(actor, siteGiven(value), formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, siteAddress(recorded.id));
    else await this.drawSite(request, reply, await this.listPlaces.gazetteer(actor), { values, refusal });
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const site = await this.readSite.execute(actor, { id });
    const mayRecord = allowed(actor, 'record_remains');
    const mayCount = mayRecord && isOwn(site, actor);
    const content = h(SitePage, { site, places: await this.placeNames(actor), mayCount, mayRecord });
    await this.pages.send(request, reply, { title: 'Site', place: REMAINS, content });
  }

  @Get(':id/counts/new')
  async askCount(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'record_remains');
    const site = await this.readSite.execute(actor, { id });
    if (!isOwn(site, actor))
      throw new DomainError('forbidden', 'A site is counted by the organisation that recorded it.');
    await this.drawCount(request, reply, id, NOTHING_SENT);
  }

  @Post(':id/counts')
  async count(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) siteId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { value } = readForm(fieldsOf(countGroups()), values);
    const command = { siteId, count: countGiven(value) };
    const { refusal } = await attempt(() => this.countSite.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, siteAddress(siteId));
    else await this.drawCount(request, reply, siteId, { values, refusal });
  }

  private async placeNames(actor: Actor): Promise<ReadonlyMap<string, string>> {
    const places = await this.listPlaces.gazetteer(actor);
    return new Map(places.map(({ code, name }) => [code, name]));
  }

  private async drawForm(
    request: FastifyRequest,
    reply: FastifyReply,
    form: Omit<FormPageProps, 'seal'>,
  ): Promise<void> {
    const status = statusOfForm(form.state.refusal);
    const content = h(FormPage, { ...form, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: form.title, place: REMAINS, status, content });
  }

  private drawSite(
    request: FastifyRequest,
    reply: FastifyReply,
    places: readonly ListedPlace[],
    state: FormState,
  ): Promise<void> {
    const title = 'Record a site';
    const groups = siteGroups(places);
    return this.drawForm(request, reply, { title, back: SITES, action: SITES, groups, state, button: 'Record' });
  }

  private drawCount(request: FastifyRequest, reply: FastifyReply, id: string, state: FormState): Promise<void> {
    const back = siteAddress(id);
    const form = { title: 'Add a count', back, action: `${back}/counts`, groups: countGroups(), button: 'Add' };
    const lead = 'Beside the counts before it, which stay on record.';
    return this.drawForm(request, reply, { ...form, lead, state });
  }
}

function isOwn(site: Site, actor: Actor): boolean {
  return site.organisationId === actor.organisationId;
}
