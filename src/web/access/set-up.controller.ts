// The two one-time links: setting a registry up, and choosing a password.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { ORGANISATION_KINDS } from '../../domain/access/actor.js';
import { DomainError, invalidField, notFound } from '../../domain/domain-error.js';
import { SetPassword } from '../../usecases/access/set-password.js';
import { SetUpRegistry, type SetUpRegistryCommand } from '../../usecases/access/set-up-registry.js';
import { ConsoleForm, NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formValues } from '../forms/form-values.js';
import type { FieldGroup, FormValues } from '../forms/form-field.js';
import { PublicPages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { PASSWORD_FIELDS, passwordOf, SET_UP_FIELDS, usernameOf } from './account-fields.js';
import { LinkPage } from './link-page.js';

/** A page repeats its address only where it can be one of ours: what somebody typed into it is not said again. */
const OWN_ADDRESS = /^\/set-(?:up|password)\/[\w-]{43}$/;

interface LinkForm {
  readonly title: string;
  readonly groups: readonly FieldGroup[];
  readonly button: string;
}

const SET_UP: LinkForm = { title: 'Set up this registry', groups: SET_UP_FIELDS, button: 'Set up' };
const PASSWORD: LinkForm = { title: 'Choose your password', groups: PASSWORD_FIELDS, button: 'Set the password' };

@PublicPages()
export class SetUpController {
  constructor(
    private readonly pages: Pages,
    private readonly setUpRegistry: SetUpRegistry,
    private readonly setPassword: SetPassword,
  ) {}

  @Get('set-up/:token')
  async showSetUp(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, SET_UP, NOTHING_SENT);
  }

  @Post('set-up/:token')
  async setUp(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.carryOut(request, reply, { form: SET_UP, body, news: 'set-up' }, async (values) => {
      await this.setUpRegistry.execute(setUpCommand(token, values), request.id);
    });
  }

  @Get('set-password/:token')
  async showPassword(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.draw(request, reply, PASSWORD, NOTHING_SENT);
  }

  @Post('set-password/:token')
  async choosePassword(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.carryOut(request, reply, { form: PASSWORD, body, news: 'password-set' }, async (values) => {
      await this.setPassword.execute({ token, password: passwordOf(values) }, request.id);
    });
  }

  private async carryOut(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: { readonly form: LinkForm; readonly body: unknown; readonly news: string },
    work: (values: FormValues) => Promise<void>,
  ): Promise<void> {
    const values = formValues(asked.body);
    try {
      await work(values);
    } catch (error) {
      if (!(error instanceof DomainError) || error.faults.length === 0) throw error;
      await this.draw(request, reply, asked.form, { values, refusal: error });
      return;
    }
    goTo(reply, `/sign-in?after=${asked.news}`);
  }

  /** The form's address is the page's own, since the link is part of it. */
  private async draw(request: FastifyRequest, reply: FastifyReply, form: LinkForm, state: FormState): Promise<void> {
    const { title, groups, button } = form;
    const action = request.url.split('?', 1)[0] ?? '';
    if (!OWN_ADDRESS.test(action)) throw notFound();
    const seal = this.pages.seal(request);
    const content = h(LinkPage, { title }, h(ConsoleForm, { action, seal, groups, state, button }));
    await this.pages.send(request, reply, { title, status: state.refusal === null ? 200 : 422, content });
  }
}

function setUpCommand(token: string, values: FormValues): SetUpRegistryCommand {
  const text = (pointer: string): string => (values[pointer] ?? '').trim();
  const kind = ORGANISATION_KINDS.find((one) => one === text('/organisationKind'));
  if (text('/organisationName') === '') throw invalidField('/organisationName', 'the name of your organisation');
  if (kind === undefined) throw invalidField('/organisationKind', 'a kind from the list');
  return {
    token,
    organisationName: text('/organisationName'),
    organisationKind: kind,
    username: usernameOf(values),
    password: passwordOf(values),
  };
}
