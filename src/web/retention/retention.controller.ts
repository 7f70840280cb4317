// Shows until when identities are kept, sets and moves the date of one, opens it again, and sets the rule of the organisation.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { allowed, requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { CurrentActor } from '../../request/doors.js';
import { ParsePseudonym } from '../../request/path-parameters.js';
import { ListRetention } from '../../usecases/retention/list-retention.js';
import { ReadRetention } from '../../usecases/retention/read-retention.js';
import { ReopenIdentity } from '../../usecases/retention/reopen-identity.js';
import { SetRetention } from '../../usecases/retention/set-retention.js';
import { SetRetentionRule } from '../../usecases/retention/set-retention-rule.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formRequestKey } from '../forms/form-key.js';
import type { FormValues } from '../forms/form-field.js';
import { formValues } from '../forms/form-values.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { sendForm } from '../layout/send-form.js';
import {
  RETENTION,
  RETENTION_GROUPS,
  retentionAddress,
  RetentionEffects,
  RetentionListPage,
  RetentionPage,
} from './retention-page.js';

/** The version that the worker saw when the form was drawn. */
const VERSION = 'version';

@ConsolePages('console')
export class RetentionController {
  constructor(
    private readonly pages: Pages,
    private readonly listRetention: ListRetention,
    private readonly readRetention: ReadRetention,
    private readonly reopenIdentity: ReopenIdentity,
    private readonly setRetention: SetRetention,
    private readonly setRetentionRule: SetRetentionRule,
  ) {}

  @Get('retention')
  async list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.drawList({ actor, request, reply }, NOTHING_SENT);
  }

  @Post('retention/rule')
  async rule(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const given = (values['/months'] ?? '').trim();
    const command = { months: given === '' ? null : Number(given) };
    const { refusal } = await attempt(() =>
      this.setRetentionRule.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, RETENTION);
    else await this.drawList({ actor, request, reply }, { values, refusal });
  }

  @Get('persons/:pseudonym/retention')
  async read(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const shown = await this.readRetention.execute(actor, { pseudonym });
    const content = h(RetentionPage, { shown, mayChange: allowed(actor, 'set_retention') });
    await this.pages.send(request, reply, { title: 'How long this identity is kept', place: RETENTION, content });
  }

  @Get('persons/:pseudonym/retention/new')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'set_retention');
    const { until, version } = await this.readRetention.execute(actor, { pseudonym });
    const values = { [VERSION]: String(version), '/until': until ?? '' };
    await this.drawDate({ actor, request, reply }, pseudonym, { values, refusal: null });
  }

  @Post('persons/:pseudonym/retention')
  async set(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const seen = values[VERSION] ?? '';
    const command = { pseudonym, ...dateGiven(values), ifVersion: /^\d{1,9}$/.test(seen) ? [Number(seen)] : null };
    const { refusal } = await attempt(() => this.setRetention.execute(actor, command, formRequestKey(request, values)));
    if (refusal === null) goTo(reply, retentionAddress(pseudonym));
    else await this.drawDate({ actor, request, reply }, pseudonym, { values, refusal });
  }

  @Get('persons/:pseudonym/retention/reopening')
  async askToReopen(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireAllowed(actor, 'set_retention');
    await this.readRetention.execute(actor, { pseudonym });
    await this.drawReopening({ actor, request, reply }, pseudonym, NOTHING_SENT);
  }

  @Post('persons/:pseudonym/retention/reopening')
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('pseudonym', ParsePseudonym) pseudonym: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { pseudonym, ...dateGiven(values) };
    const { refusal } = await attempt(() =>
      this.reopenIdentity.execute(actor, command, formRequestKey(request, values)),
    );
    if (refusal === null) goTo(reply, retentionAddress(pseudonym));
    else await this.drawReopening({ actor, request, reply }, pseudonym, { values, refusal });
  }

  private async drawList({ actor, request, reply }: PageCall, state: FormState): Promise<void> {
    const listed = await this.listRetention.execute(actor);
    const maySetRule = allowed(actor, 'set_retention_rule');
    const content = h(RetentionListPage, { ...listed, maySetRule, seal: this.pages.seal(request), state });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: 'How long identities are kept', place: RETENTION, status, content });
  }

  private drawDate({ request, reply }: PageCall, pseudonym: string, state: FormState): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: RETENTION,
      title: 'Say until when this identity is kept',
      back: retentionAddress(pseudonym),
      action: retentionAddress(pseudonym),
      groups: RETENTION_GROUPS,
      state,
      button: 'Set the date',
      seen: { [VERSION]: state.values[VERSION] ?? '' },
      children: h(RetentionEffects, null),
    });
  }

  private drawReopening({ request, reply }: PageCall, pseudonym: string, state: FormState): Promise<void> {
    return sendForm(this.pages, request, reply, {
      place: RETENTION,
      title: 'Open this identity again',
      lead: 'Whoever works on the case can be shown it again from now on.',
      back: retentionAddress(pseudonym),
      action: `${retentionAddress(pseudonym)}/reopening`,
      groups: RETENTION_GROUPS,
      state,
      button: 'Open it again',
      children: h(RetentionEffects, null),
    });
  }
}

/** A date left open is none. */
function dateGiven(values: FormValues): { until: string | null; reason: string } {
  const until = (values['/until'] ?? '').trim();
  return { until: until === '' ? null : until, reason: values['/reason'] ?? '' };
}
