// The only door to a name: disclosing it for a purpose, showing it again while that lasts, hiding it, and who looked.

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import {
  IDENTITY_KEY,
  identityFieldsOf,
  type IdentityParticulars,
} from '../../domain/identity/identity-particulars.js';
import type { Answer } from '../../request/answer.js';
import { AsksRights, CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { readingPointOf } from '../../request/reading-point.js';
import { DiscloseIdentity } from '../../usecases/identity/disclose-identity.js';
import { HideDisclosure } from '../../usecases/identity/hide-disclosure.js';
import { ListDisclosures } from '../../usecases/identity/list-disclosures.js';
import { ShowDisclosure } from '../../usecases/identity/show-disclosure.js';
import {
  DisclosureAnswer,
  DisclosureList,
  DisclosureRequest,
  DisclosuresQuery,
  type DisclosedFields,
} from './identity.dto.js';

@ApiTags('identity')
@ApiBearerAuth('accessToken')
@Controller('v1/persons/:pseudonym/disclosures')
export class DisclosuresController {
  constructor(
    private readonly discloseIdentity: DiscloseIdentity,
    private readonly showDisclosure: ShowDisclosure,
    private readonly hideDisclosure: HideDisclosure,
    private readonly listDisclosures: ListDisclosures,
  ) {}

  @Post()
  @AsksRights()
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiOperation({
    summary: 'Disclose fields of an identity',
    description:
      'For a worker of the owner organisation who is assigned to the case, for 30 people in 24 hours at most; for anybody else by a ' +
      'granted request for disclosure. It is in the log before it is answered.',
  })
  @ApiCreatedResponse({ type: DisclosureAnswer })
  async disclose(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Body() body: DisclosureRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<DisclosureAnswer>> {
    const { purpose, fields, reason, request } = body;
    return answerOf(await this.discloseIdentity.execute(actor, { pseudonym, purpose, fields, reason, request }, key));
  }

  @Get()
  @ApiOperation({ summary: 'Who looked at this identity, when and why', description: 'For the owner organisation.' })
  @ApiOkResponse({ type: DisclosureList })
  async list(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') person: string,
    @Query() query: DisclosuresQuery,
  ): Promise<Answer<DisclosureList>> {
    const { knownAt } = readingPointOf(query);
    const limit = query.limit === undefined ? undefined : Number(query.limit);
    const command = { pseudonym: person, knownAt, cursor: query.cursor, limit };
    const { pseudonym, disclosures, cursor } = await this.listDisclosures.execute(actor, command);
    return {
      pseudonym,
      disclosures: disclosures.map((one) => ({
        disclosureId: one.id,
        username: one.username,
        organisation: one.organisation,
        requestId: one.requestId,
        purpose: one.purpose,
        fields: one.fields,
        reason: one.reason,
        disclosedAt: new Date(one.disclosedAt).toISOString(),
        expiresAt: new Date(one.expiresAt).toISOString(),
        hiddenAt: one.hiddenAt === null ? null : new Date(one.hiddenAt).toISOString(),
      })),
      cursor,
    };
  }

  @Get(':disclosureId')
  @ApiOperation({ summary: 'Show your own disclosure again, until it ends' })
  @ApiOkResponse({ type: DisclosureAnswer })
  async show(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('disclosureId') disclosureId: string,
  ): Promise<Answer<DisclosureAnswer>> {
    return answerOf(await this.showDisclosure.execute(actor, { pseudonym, disclosureId }));
  }

  @Delete(':disclosureId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Hide your own disclosure before it ends' })
  @ApiNoContentResponse()
  async hide(
    @CurrentActor() actor: Actor,
    @Param('pseudonym') pseudonym: string,
    @Param('disclosureId') disclosureId: string,
  ): Promise<void> {
    await this.hideDisclosure.execute(actor, { pseudonym, disclosureId });
  }
}

function answerOf(disclosed: {
  readonly disclosureId: string;
  readonly expiresAt: number;
  readonly identity: IdentityParticulars;
}): Answer<DisclosureAnswer> {
  const { disclosureId, expiresAt, identity } = disclosed;
  const entries = identityFieldsOf(identity).map((field) => [field, identity[IDENTITY_KEY[field]]] as const);
  const fields: Answer<DisclosedFields> = Object.fromEntries(entries);
  return { disclosureId, expiresAt: new Date(expiresAt).toISOString(), fields };
}
