// Opens accounts, changes what they may do, and hands out the one-time links for their passwords.

import { Body, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import type { Actor } from '../../domain/access/actor.js';
import type { User } from '../../domain/access/user.js';
import { notFound } from '../../domain/domain-error.js';
import { CurrentActor } from '../../request/doors.js';
import { ParseId } from '../../request/path-parameters.js';
import { PublicAddress } from '../../request/public-address.js';
import { ChangeUser } from '../../usecases/administration/change-user.js';
import { CreateUser } from '../../usecases/administration/create-user.js';
import { IssuePasswordLink } from '../../usecases/administration/issue-password-link.js';
import { ListOrganisations } from '../../usecases/administration/list-organisations.js';
import { ListUsers } from '../../usecases/administration/list-users.js';
import { RemoveSecondFactorOfUser } from '../../usecases/administration/remove-second-factor-of-user.js';
import { usernameOf } from '../access/account-fields.js';
import { attempt, statusOfForm } from '../forms/attempt.js';
import { NOTHING_SENT, type FormState } from '../forms/console-form.js';
import { formValues } from '../forms/form-values.js';
import { SEEN_FIELD, seenTag } from '../forms/seen-tag.js';
import type { PageCall } from '../layout/page-call.js';
import { ConsolePages } from '../layout/page-doors.js';
import { goTo, Pages } from '../layout/pages.js';
import { pickedRoles, rolesAsValues, userGroups } from './administration-fields.js';
import { AddPage } from './administration-page.js';
import { LinkOncePage, UserPage } from './user-pages.js';

const PLACE = '/console/administration';
const TITLE = 'Open an account';

@ConsolePages('console/administration/users')
export class UsersController {
  constructor(
    private readonly pages: Pages,
    private readonly publicAddress: PublicAddress,
    private readonly listOrganisations: ListOrganisations,
    private readonly listUsers: ListUsers,
    private readonly createUser: CreateUser,
    private readonly changeUser: ChangeUser,
    private readonly issuePasswordLink: IssuePasswordLink,
    private readonly removeSecondFactor: RemoveSecondFactorOfUser,
  ) {}

  @Get('new')
  async ask(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.drawNew({ actor, request, reply }, NOTHING_SENT);
  }

  @Post()
  async open(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const { refusal, value: user } = await attempt(() => {
      const organisationId = values['/organisationId'] ?? '';
      return this.createUser.execute(actor, {
        username: usernameOf(values),
        organisationId,
        roles: pickedRoles(values),
      });
    });
    if (refusal === null) await this.showLink({ actor, request, reply }, user);
    else await this.drawNew({ actor, request, reply }, { values, refusal });
  }

  @Get(':userId')
  async show(
    @CurrentActor() actor: Actor,
    @Param('userId', ParseId) userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const user = await this.userOf(actor, userId);
    await this.drawUser({ actor, request, reply }, user, { values: rolesAsValues(user.roles), refusal: null });
  }

  @Post(':userId/roles')
  async changeRoles(
    @CurrentActor() actor: Actor,
    @Param('userId', ParseId) userId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { userId, roles: pickedRoles(values), ifMatch: seenTag(values[SEEN_FIELD]) };
    const { refusal } = await attempt(() => this.changeUser.execute(actor, command));
    if (refusal === null) goTo(reply, PLACE);
    else await this.drawUser({ actor, request, reply }, await this.userOf(actor, userId), { values, refusal });
  }

  @Post(':userId/access')
  async changeAccess(
    @CurrentActor() actor: Actor,
    @Param('userId', ParseId) userId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const values = formValues(body);
    const command = { userId, disabled: values['/disabled'] === 'yes', ifMatch: seenTag(values[SEEN_FIELD]) };
    const { refusal } = await attempt(() => this.changeUser.execute(actor, command));
    if (refusal === null) {
      goTo(reply, `${PLACE}/users/${userId}`);
      return;
    }
    const user = await this.userOf(actor, userId);
    await this.drawUser({ actor, request, reply }, user, { values: rolesAsValues(user.roles), refusal });
  }

  @Post(':userId/link')
  async issueLink(
    @CurrentActor() actor: Actor,
    @Param('userId', ParseId) userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const link = await this.issuePasswordLink.execute(actor, { id: userId });
    await this.showLink({ actor, request, reply }, link);
  }

  private async userOf(actor: Actor, userId: string): Promise<User> {
    const user = (await this.listUsers.execute(actor, null)).find(({ id }) => id === userId);
    if (user === undefined) throw notFound();
    return user;
  }

  @Post(':userId/second-factor/remove')
  async forgetDevice(
    @CurrentActor() actor: Actor,
    @Param('userId', ParseId) userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { refusal } = await attempt(() => this.removeSecondFactor.execute(actor, { id: userId }));
    if (refusal === null) {
      goTo(reply, `${PLACE}/users/${userId}`);
      return;
    }
    const user = await this.userOf(actor, userId);
    await this.drawUser({ actor, request, reply }, user, { values: rolesAsValues(user.roles), refusal });
  }

  /** In the answer itself and nowhere else: the link is a secret, and its address must not stay in a history. */
  private async showLink(
    { request, reply }: PageCall,
    given: { readonly username: string; readonly linkToken: string; readonly linkExpiresAt: number },
  ): Promise<void> {
    const link = `${this.publicAddress.url}/set-password/${given.linkToken}`;
    const content = h(LinkOncePage, { username: given.username, link, expiresAt: given.linkExpiresAt });
    await this.pages.send(request, reply, { title: 'Link for a password', place: PLACE, content });
  }

  private async drawNew({ actor, request, reply }: PageCall, state: FormState): Promise<void> {
    const groups = userGroups(await this.listOrganisations.execute(actor));
    const seal = this.pages.seal(request);
    const content = h(AddPage, { title: TITLE, action: `${PLACE}/users`, groups, state, seal, button: 'Open it' });
    const status = state.refusal === null ? 200 : 422;
    await this.pages.send(request, reply, { title: TITLE, place: PLACE, status, content });
  }

  private async drawUser({ actor, request, reply }: PageCall, user: User, state: FormState): Promise<void> {
    const own = user.id === actor.userId;
    const content = h(UserPage, { user, own, state, seal: this.pages.seal(request) });
    const status = statusOfForm(state.refusal);
    await this.pages.send(request, reply, { title: user.username, place: PLACE, status, content });
  }
}
