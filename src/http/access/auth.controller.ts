// Signing in to the API, refreshing and signing out; setting up; and who one is.

import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { Answer } from '../../request/answer.js';
import { BeforeSecondFactor, CurrentActor, CurrentSignIn, OpenToAll, RequestId } from '../../request/doors.js';
import { RefreshSession } from '../../usecases/access/refresh-session.js';
import { SetPassword } from '../../usecases/access/set-password.js';
import { SetUpRegistry } from '../../usecases/access/set-up-registry.js';
import { SignIn } from '../../usecases/access/sign-in.js';
import { SignOut } from '../../usecases/access/sign-out.js';
import {
  CurrentUser,
  PasswordChosen,
  RefreshRequest,
  SetPasswordRequest,
  SetUpAnswer,
  SetUpRequest,
  SignInRequest,
  TokenPair,
} from './auth.dto.js';

@ApiTags('access')
@Controller('v1')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
    private readonly setUpRegistry: SetUpRegistry,
    private readonly setPassword: SetPassword,
  ) {}

  @Post('auth/token')
  @OpenToAll()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in',
    description:
      'With `code` where the account has a second factor: of the authenticator app, or one of the recovery codes. The same refusal for an unknown ' +
      'user, a wrong password, a wrong or missing code and a closed account; ten of them close the account for 15 minutes. ' +
      'To the right password with a code of the app 409 `second_factor_broken` says that what the code is checked by was altered.',
  })
  @ApiOkResponse({ type: TokenPair })
  async token(@Body() body: SignInRequest, @RequestId() requestId: string): Promise<Answer<TokenPair>> {
    const { username, password, code } = body;
    const credentials = { username, password, ...(code !== undefined && { code }) };
    const signedIn = await this.signIn.execute(credentials, requestId);
    return pairOf(signedIn);
  }

  @Post('auth/refresh')
  @OpenToAll()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Exchange a refresh token for a new pair',
    description: 'A refresh token works once. Its second use ends the sign-in, since one of the two users is a thief.',
  })
  @ApiOkResponse({ type: TokenPair })
  async refresh(@Body() body: RefreshRequest, @RequestId() requestId: string): Promise<Answer<TokenPair>> {
    return pairOf(await this.refreshSession.execute(body.refreshToken, requestId));
  }

  @Post('auth/sign-out')
  @BeforeSecondFactor()
  @HttpCode(204)
  @ApiBearerAuth('accessToken')
  @ApiOperation({ summary: 'End this sign-in, with every token of it' })
  @ApiNoContentResponse()
  async leave(@CurrentActor() actor: Actor, @CurrentSignIn() signInId: string): Promise<void> {
    await this.signOut.execute(actor, signInId);
  }

  @Post('auth/password')
  @OpenToAll()
  @HttpCode(200)
  @ApiOperation({ summary: 'Choose a password with a one-time link from the administrator' })
  @ApiOkResponse({ type: PasswordChosen })
  async choosePassword(
    @Body() body: SetPasswordRequest,
    @RequestId() requestId: string,
  ): Promise<Answer<PasswordChosen>> {
    const { username } = await this.setPassword.execute({ token: body.token, password: body.password }, requestId);
    return { username };
  }

  @Post('set-up')
  @OpenToAll()
  @ApiOperation({ summary: 'Give an empty registry its first organisation and administrator' })
  @ApiCreatedResponse({ type: SetUpAnswer })
  async setUp(@Body() body: SetUpRequest, @RequestId() requestId: string): Promise<Answer<SetUpAnswer>> {
    const { organisationId, username } = await this.setUpRegistry.execute(
      {
        token: body.token,
        organisationName: body.organisation.name,
        organisationKind: body.organisation.kind,
        username: body.username,
        password: body.password,
      },
      requestId,
    );
    return { organisationId, username };
  }

  @Get('me')
  @BeforeSecondFactor()
  @ApiBearerAuth('accessToken')
  @ApiOperation({ summary: 'Who you are to the registry' })
  @ApiOkResponse({ type: CurrentUser })
  me(@CurrentActor() actor: Actor): Answer<CurrentUser> {
    return {
      userId: actor.userId,
      username: actor.username,
      organisationId: actor.organisationId,
      organisationKind: actor.organisationKind,
      party: actor.party,
      roles: actor.roles,
    };
  }
}

function pairOf(tokens: Answer<TokenPair>): Answer<TokenPair> {
  return { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken, expiresIn: tokens.expiresIn };
}
