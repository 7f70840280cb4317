// Accounts: opening them, changing what they may do, closing them.

import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../domain/access/actor.js';
import type { User } from '../../domain/access/user.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { entityTag, tagsOf } from '../../request/entity-tag.js';
import { ParseId } from '../../request/path-parameters.js';
import { PublicAddress } from '../../request/public-address.js';
import { ChangeUser } from '../../usecases/administration/change-user.js';
import { CreateUser } from '../../usecases/administration/create-user.js';
import { IssuePasswordLink } from '../../usecases/administration/issue-password-link.js';
import { ListUsers } from '../../usecases/administration/list-users.js';
import { RemoveSecondFactorOfUser } from '../../usecases/administration/remove-second-factor-of-user.js';
import {
  ChangeUserRequest,
  CreatedUserAnswer,
  CreateUserRequest,
  ListUsersQuery,
  PasswordLink,
  UserAnswer,
  UserList,
} from './administration.dto.js';

/** Of an account that was only just opened. */
const FIRST_VERSION = 1;

@ApiTags('administration')
@ApiBearerAuth('accessToken')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly createUser: CreateUser,
    private readonly listUsers: ListUsers,
    private readonly changeUser: ChangeUser,
    private readonly issuePasswordLink: IssuePasswordLink,
    private readonly removeSecondFactor: RemoveSecondFactorOfUser,
    private readonly publicAddress: PublicAddress,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Open an account', description: 'The answer holds the one-time link, shown this once.' })
  @ApiCreatedResponse({ type: CreatedUserAnswer })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateUserRequest): Promise<Answer<CreatedUserAnswer>> {
    const { organisationId, username, roles } = body;
    const created = await this.createUser.execute(actor, { organisationId, username, roles });
    return {
      id: created.id,
      username: created.username,
      organisationId: created.organisationId,
      roles: created.roles,
      disabled: false,
      secondFactorSince: null,
      etag: entityTag(FIRST_VERSION),
      setPassword: this.linkOf(created),
    };
  }

  @Get()
  @ApiOperation({ summary: 'The accounts, of all organisations or of one' })
  @ApiOkResponse({ type: UserList })
  async list(@CurrentActor() actor: Actor, @Query() query: ListUsersQuery): Promise<Answer<UserList>> {
    return { users: (await this.listUsers.execute(actor, query.organisation ?? null)).map(userAnswer) };
  }

  @Patch(':id')
  @ApiHeader({ name: 'If-Match', required: true, description: 'As the list of accounts answers it; * for any.' })
  @ApiOperation({ summary: 'Change roles, close or open an account', description: 'The sign-ins of the user end.' })
  @ApiOkResponse({ type: UserAnswer })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseId) userId: string,
    @Body() body: ChangeUserRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer<UserAnswer>> {
    const { roles, disabled } = body;
    const user = await this.changeUser.execute(actor, {
      userId,
      ifMatch: tagsOf(ifMatch),
      ...(roles === undefined ? {} : { roles }),
      ...(disabled === undefined ? {} : { disabled }),
    });
    void reply.header('etag', entityTag(user.tokenVersion));
    return userAnswer(user);
  }

  @Post(':id/password-link')
  @ApiOperation({ summary: 'Make a new one-time link', description: 'For a lost password; earlier links end.' })
  @ApiCreatedResponse({ type: PasswordLink })
  async renewLink(@CurrentActor() actor: Actor, @Param('id', ParseId) userId: string): Promise<Answer<PasswordLink>> {
    return this.linkOf(await this.issuePasswordLink.execute(actor, { id: userId }));
  }

  @Delete(':id/second-factor')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove the second factor of an account',
    description:
      'For a lost device whose recovery codes are lost too. The sign-ins of the user end; the password stays.',
  })
  @ApiNoContentResponse()
  async forgetDevice(@CurrentActor() actor: Actor, @Param('id', ParseId) userId: string): Promise<void> {
    await this.removeSecondFactor.execute(actor, { id: userId });
  }

  private linkOf(issued: { readonly linkToken: string; readonly linkExpiresAt: number }): Answer<PasswordLink> {
    return {
      link: `${this.publicAddress.url}/set-password/${issued.linkToken}`,
      expiresAt: new Date(issued.linkExpiresAt).toISOString(),
    };
  }
}

function userAnswer({ id, username, organisation, roles, disabled, ...user }: User): Answer<UserAnswer> {
  const since = user.secondFactorSince;
  const secondFactorSince = since === null ? null : new Date(since).toISOString();
  return {
    id,
    username,
    organisationId: organisation.id,
    roles,
    disabled,
    secondFactorSince,
    etag: entityTag(user.tokenVersion),
  };
}
