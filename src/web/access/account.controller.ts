// One's own account at the console: its second factor is added in two steps, and removed.

import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import type { DomainError } from '../../domain/domain-error.js';
import { BeforeSecondFactor, CurrentActor } from '../../request/doors.js';
import { PublicAddress } from '../../request/public-address.js';
import { clearSessionCookie, readSessionCookie } from '../../request/session-cookie.js';
import { EndOwnSessions } from '../../usecases/access/end-own-sessions.js';
import { ListOwnSessions } from '../../usecases/access/list-own-sessions.js';
import { BeginSecondFactor } from '../../usecases/access/begin-second-factor.js';
import { ConfirmSecondFactor } from '../../usecases/access/confirm-second-factor.js';
import { ReadSecondFactor } from '../../usecases/access/read-second-factor.js';
import { RemoveSecondFactor } from '../../usecases/access/remove-second-factor.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NO_VALUES } from '../forms/form-field.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formValues } from '../forms/form-values.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { ALL_OTHERS } from './sessions-part.js';
import { AccountPage, BegunPage, RecoveryCodesPage } from './account-pages.js';

const PLACE = '/console/account';
const TITLE = 'Your account';

/** A form of the page that comes back. */
interface RefusedForm {
  readonly form: 'factor' | 'sessions';
  readonly refusal: DomainError;
}

@ConsolePages('console/account')
@BeforeSecondFactor()
export class AccountController {
  constructor(
    private readonly pages: Pages,
    private readonly publicAddress: PublicAddress,
    private readonly readSecondFactor: ReadSecondFactor,
    private readonly beginSecondFactor: BeginSecondFactor,
    private readonly confirmSecondFactor: ConfirmSecondFactor,
    private readonly removeSecondFactor: RemoveSecondFactor,
    private readonly listOwnSessions: ListOwnSessions,
    private readonly endOwnSessions: EndOwnSessions,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw({ actor, request, reply }, null);
  }

  @Post('second-factor')
  async begin(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const password = formValues(body)['/password'] ?? '';
    const { refusal, value } = await attempt(() => this.beginSecondFactor.execute(actor, { password }));
    if (refusal === null) await this.drawBegun({ actor, request, reply }, NOTHING_SENT, value);
    else await this.draw({ actor, request, reply }, { form: 'factor', refusal });
  }

  @Post('second-factor/confirm')
  async confirm(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const code = formValues(body)['/code'] ?? '';
    const { refusal, value } = await attempt(() => this.confirmSecondFactor.execute(actor, { code }));
    if (refusal === null) {
      this.leave(request, reply);
      const content = h(RecoveryCodesPage, { codes: value.recoveryCodes });
      await this.pages.send(request, reply, { title: 'Your recovery codes', content });
      return;
    }
    await this.drawBegun({ actor, request, reply }, { values: NO_VALUES, refusal }, null);
  }

  @Post('second-factor/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const given = { password: values['/password'] ?? '', code: values['/code'] ?? '' };
    const { refusal } = await attempt(() => this.removeSecondFactor.execute(actor, given));
    if (refusal === null) {
      this.leave(request, reply);
      goTo(reply, '/sign-in?after=second-factor-removed');
      return;
    }
    await this.draw({ actor, request, reply }, { form: 'factor', refusal });
  }

  @Post('sessions/end')
  async endSessions(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const chosen = values['/id'] ?? '';
    const given = {
      id: chosen === ALL_OTHERS ? null : chosen,
      password: values['/password'] ?? '',
      code: values['/code'] ?? '',
    };
    const { refusal, value } = await attempt(() => this.endOwnSessions.execute(actor, this.current(request), given));
    if (refusal !== null) {
      await this.draw({ actor, request, reply }, { form: 'sessions', refusal });
      return;
    }
    if (value.current) this.leave(request, reply);
    goTo(reply, value.current ? '/sign-in?after=signed-out' : PLACE);
  }

  /** The console knows a session by its cookie. */
  private current(request: FastifyRequest): { readonly cookie: string } {
    return { cookie: readSessionCookie(request, this.publicAddress.url) ?? '' };
  }

  /** The session has ended with the change. */
  private leave(request: FastifyRequest, reply: FastifyReply): void {
    clearSessionCookie(reply, this.publicAddress.url);
    request.actor = null;
  }

  private async draw({ actor, request, reply }: PageCall, refused: RefusedForm | null): Promise<void> {
    const factor = await this.readSecondFactor.execute(actor);
    const sessions = await this.listOwnSessions.execute(actor, this.current(request));
    const stateOf = (form: RefusedForm['form']): FormState =>
      refused?.form === form ? { values: NO_VALUES, refusal: refused.refusal } : NOTHING_SENT;
    const states = { factor: stateOf('factor'), sessions: stateOf('sessions') };
    const content = h(AccountPage, { actor, factor, sessions, states, seal: this.pages.seal(request) });
    const status = statusOfForm(refused?.refusal ?? null);
    await this.pages.send(request, reply, { title: TITLE, place: PLACE, status, content });
  }

  private async drawBegun(
    { request, reply }: PageCall,
    state: FormState,
    shown: { readonly secret: string; readonly address: string } | null,
  ): Promise<void> {
    const content = h(BegunPage, { shown, state, seal: this.pages.seal(request) });
    await this.pages.send(request, reply, { title: TITLE, place: PLACE, status: statusOfForm(state.refusal), content });
  }
}
