// Where one's own account is signed in, and ending that.

import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { Answer } from '../../request/answer.js';
import { BeforeSecondFactor, CurrentActor, CurrentSignIn } from '../../request/doors.js';
import { EndOwnSessions } from '../../usecases/access/end-own-sessions.js';
import { ListOwnSessions } from '../../usecases/access/list-own-sessions.js';
import { EndSessionsRequest, OwnSessions, SessionsEnded } from './own-sessions.dto.js';

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

@ApiTags('access')
@ApiBearerAuth('accessToken')
@BeforeSecondFactor()
@Controller('v1/auth/sessions')
export class OwnSessionsController {
  constructor(
    private readonly listOwnSessions: ListOwnSessions,
    private readonly endOwnSessions: EndOwnSessions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Where your account is signed in', description: 'By tokens and at the console.' })
  @ApiOkResponse({ type: OwnSessions })
  async list(@CurrentActor() actor: Actor, @CurrentSignIn() signInId: string): Promise<Answer<OwnSessions>> {
    const sessions = await this.listOwnSessions.execute(actor, { signInId });
    return {
      sessions: sessions.map(({ id, via, begunAt, lastUsedAt, endsAt, current }) => ({
        id,
        via,
        begunAt: instant(begunAt),
        lastUsedAt: instant(lastUsedAt),
        endsAt: instant(endsAt),
        current,
      })),
    };
  }

  @Post('end')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End one of them, or all others',
    description: 'Password and, where there is one, second factor are proved again.',
  })
  @ApiOkResponse({ type: SessionsEnded })
  async end(
    @CurrentActor() actor: Actor,
    @CurrentSignIn() signInId: string,
    @Body() { id, password, code }: EndSessionsRequest,
  ): Promise<Answer<SessionsEnded>> {
    const given = { id: id?.toLowerCase() ?? null, password, code: code ?? '' };
    const { ended } = await this.endOwnSessions.execute(actor, { signInId }, given);
    return { ended };
  }
}
