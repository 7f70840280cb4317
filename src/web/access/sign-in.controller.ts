// Signing in to the console and leaving it.

import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import { DomainError, type RefusalCode } from '../../domain/domain-error.js';
import { BeforeSecondFactor, CurrentActor } from '../../request/doors.js';
import { PublicAddress } from '../../request/public-address.js';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../../request/session-cookie.js';
import { CloseWebSession } from '../../usecases/access/close-web-session.js';
import { OpenWebSession } from '../../usecases/access/open-web-session.js';
import type { FormState } from '../forms/console-form.js';
import { formValues, queryText } from '../forms/form-values.js';
import { ConsolePages, PublicPages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { returnAddress } from './return-address.js';
import { SignInPage } from './sign-in-page.js';

/** With the status of the page. */
const TOLD_ON_THE_FORM: Partial<Record<RefusalCode, number>> = { credentials_refused: 401, second_factor_broken: 409 };

@PublicPages('sign-in')
export class SignInController {
  constructor(
    private readonly pages: Pages,
    private readonly openWebSession: OpenWebSession,
    private readonly publicAddress: PublicAddress,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const news = queryText(query, 'after');
    await this.draw(request, reply, {
      state: { values: { to: returnAddress(queryText(query, 'to')) }, refusal: null },
      ...(news !== undefined && { news }),
    });
  }

  @Post()
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const values = formValues(body);
    const { '/username': username = '', '/password': password = '', '/code': code = '' } = values;
    const credentials = { username: username.trim(), password, code };
    try {
      const { token } = await this.openWebSession.execute(credentials, request.id);
      setSessionCookie(reply, this.publicAddress.url, token);
      goTo(reply, returnAddress(values['to']));
    } catch (error) {
      const status = error instanceof DomainError ? TOLD_ON_THE_FORM[error.code] : undefined;
      if (!(error instanceof DomainError) || status === undefined) throw error;
      await this.draw(request, reply, { state: { values, refusal: error }, status });
    }
  }

  private async draw(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { readonly state: FormState; readonly news?: string; readonly status?: number },
  ): Promise<void> {
    const { state, news, status = 200 } = shown;
    const to = returnAddress(state.values['to']);
    const seal = this.pages.seal(request);
    const content = h(SignInPage, { seal, state, to, ...(news !== undefined && { news }) });
    await this.pages.send(request, reply, { title: 'Sign in', place: '/sign-in', status, content });
  }
}

@ConsolePages('sign-out')
@BeforeSecondFactor()
export class SignOutController {
  constructor(
    private readonly closeWebSession: CloseWebSession,
    private readonly publicAddress: PublicAddress,
  ) {}

  @Post()
  async signOut(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = readSessionCookie(request, this.publicAddress.url);
    if (token !== null) await this.closeWebSession.execute(actor, token);
    clearSessionCookie(reply, this.publicAddress.url);
    goTo(reply, '/sign-in?after=signed-out');
  }
}
