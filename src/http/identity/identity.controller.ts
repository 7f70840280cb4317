// Changing an identity, and finding one's own people by name; names travel in bodies, never in an address.

import { Body, Controller, Get, Headers, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { tagsOf } from '../../request/entity-tag.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { ChangeIdentity } from '../../usecases/identity/change-identity.js';
import { SearchPersons } from '../../usecases/identity/search-persons.js';
import { ReadNameQuota } from '../../usecases/inquiries/read-name-quota.js';
import { IdentityChanged, NameQuotaAnswered, SearchAnswer, SearchRequest } from './identity.dto.js';

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class IdentityController {
  constructor(
    private readonly changeIdentity: ChangeIdentity,
    private readonly searchPersons: SearchPersons,
    private readonly readNameQuota: ReadNameQuota,
  ) {}

  @Patch('persons/:pseudonym/identity')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the person’s record; * for any.' })
  @ApiOperation({
    summary: 'Add, correct or remove fields of an identity',
    description: 'The fields of a registration’s identity; null removes one. `names` is replaced as a whole.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      additionalProperties: true,
      example: { birthDate: '2001-04-17', marks: null },
    },
  })
  @ApiOkResponse({ type: IdentityChanged })
  async change(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Body() change: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<IdentityChanged>> {
    const command = { pseudonym: person, change, ifMatch: tagsOf(ifMatch) };
    const { pseudonym, changed } = await this.changeIdentity.execute(actor, command, key);
    return { pseudonym, changed };
  }

  @Post('search')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Find people of your organisation by name',
    description:
      'Answers pseudonyms, the surest first. Names are compared by sound across scripts, in any order of their parts; a slip of one letter and a missing father’s name are forgiven. People of other organisations are asked after by an inquiry. Each search counts against the quota of the day; when that is used up, the answer is 429 `quota_exhausted` with `Retry-After`.',
  })
  @ApiOkResponse({ type: SearchAnswer })
  async search(@CurrentActor() actor: Actor, @Body() body: SearchRequest): Promise<Answer<SearchAnswer>> {
    const { found, more } = await this.searchPersons.execute(actor, body);
    return {
      found: found.map(({ pseudonym, band, status, why }) => ({
        pseudonym,
        band,
        status,
        why: why.map(({ part, finding, reason }) => ({ part, finding, reason })),
      })),
      more,
    };
  }

  @Get('search/quota')
  @ApiOperation({
    summary: 'How many names may still be asked after today',
    description: 'Searches and inquiries count together, for each person and for their organisation, by days in UTC.',
  })
  @ApiOkResponse({ type: NameQuotaAnswered })
  async quota(@CurrentActor() actor: Actor): Promise<Answer<NameQuotaAnswered>> {
    const { you, organisation, endsAt } = await this.readNameQuota.execute(actor);
    return {
      you: { most: you.most, left: you.left },
      organisation: { most: organisation.most, left: organisation.left },
      endsAt: new Date(endsAt).toISOString(),
    };
  }
}
