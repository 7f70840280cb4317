// The second factor of one's own account: adding it in two steps, removing it, and whether there is one.

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
import { BeforeSecondFactor, CurrentActor } from '../../request/doors.js';
import { BeginSecondFactor } from '../../usecases/access/begin-second-factor.js';
import { ConfirmSecondFactor } from '../../usecases/access/confirm-second-factor.js';
import { ReadSecondFactor } from '../../usecases/access/read-second-factor.js';
import { RemoveSecondFactor } from '../../usecases/access/remove-second-factor.js';
import {
  BeginSecondFactorRequest,
  ConfirmSecondFactorRequest,
  RecoveryCodes,
  RemoveSecondFactorRequest,
  SecondFactorBegun,
  SecondFactorState,
} from './second-factor.dto.js';

@ApiTags('access')
@ApiBearerAuth('accessToken')
@BeforeSecondFactor()
@Controller('v1/auth/second-factor')
export class SecondFactorController {
  constructor(
    private readonly readSecondFactor: ReadSecondFactor,
    private readonly beginSecondFactor: BeginSecondFactor,
    private readonly confirmSecondFactor: ConfirmSecondFactor,
    private readonly removeSecondFactor: RemoveSecondFactor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether your account has a second factor' })
  @ApiOkResponse({ type: SecondFactorState })
  async read(@CurrentActor() actor: Actor): Promise<Answer<SecondFactorState>> {
    const { since, recoveryCodesLeft } = await this.readSecondFactor.execute(actor);
    return { since: since === null ? null : new Date(since).toISOString(), recoveryCodesLeft };
  }

  @Post()
  @ApiOperation({
    summary: 'Begin to add a second factor',
    description: 'Nothing is asked for at a sign-in before it is confirmed, within 15 minutes.',
  })
  @ApiCreatedResponse({ type: SecondFactorBegun })
  async begin(
    @CurrentActor() actor: Actor,
    @Body() { password }: BeginSecondFactorRequest,
  ): Promise<Answer<SecondFactorBegun>> {
    const { secret, address } = await this.beginSecondFactor.execute(actor, { password });
    return { secret, address };
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm it by its first code',
    description: 'Every sign-in of the account ends, this one too. Answers the codes for a lost device.',
  })
  @ApiOkResponse({ type: RecoveryCodes })
  async confirm(
    @CurrentActor() actor: Actor,
    @Body() { code }: ConfirmSecondFactorRequest,
  ): Promise<Answer<RecoveryCodes>> {
    const { recoveryCodes } = await this.confirmSecondFactor.execute(actor, { code });
    return { recoveryCodes };
  }

  @Post('remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove it, by password and code', description: 'Every sign-in of the account ends.' })
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @Body() body: RemoveSecondFactorRequest): Promise<void> {
    const { password, code } = body;
    await this.removeSecondFactor.execute(actor, { password, code });
  }
}
