// Parties, organisations and the gazetteer.

import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../domain/access/actor.js';
import type { RequestKey } from '../../domain/access/request-key.js';
import type { Organisation, Party } from '../../domain/organisations/organisation.js';
import type { Answer } from '../../request/answer.js';
import { CurrentActor } from '../../request/doors.js';
import { IdempotencyKey } from '../../request/idempotency-key.js';
import { CreateOrganisation } from '../../usecases/administration/create-organisation.js';
import { CreateParty } from '../../usecases/administration/create-party.js';
import { ListOrganisations } from '../../usecases/administration/list-organisations.js';
import { ListParties } from '../../usecases/administration/list-parties.js';
import { ListPlaces } from '../../usecases/administration/list-places.js';
import {
  CreateOrganisationRequest,
  CreatePartyRequest,
  ListPlacesQuery,
  OrganisationAnswer,
  OrganisationList,
  PartyAnswer,
  PartyList,
  PlaceList,
} from './administration.dto.js';

@ApiTags('administration')
@ApiBearerAuth('accessToken')
@Controller('v1')
export class OrganisationsController {
  constructor(
    private readonly createParty: CreateParty,
    private readonly listParties: ListParties,
    private readonly createOrganisation: CreateOrganisation,
    private readonly listOrganisations: ListOrganisations,
    private readonly listPlaces: ListPlaces,
  ) {}

  @Post('parties')
  @ApiOperation({ summary: 'Add a side' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: PartyAnswer })
  async addParty(
    @CurrentActor() actor: Actor,
    @Body() body: CreatePartyRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<PartyAnswer>> {
    return partyAnswer(await this.createParty.execute(actor, { label: body.label }, key));
  }

  @Get('parties')
  @ApiOperation({ summary: 'The sides and their keys' })
  @ApiOkResponse({ type: PartyList })
  async parties(@CurrentActor() actor: Actor): Promise<Answer<PartyList>> {
    return { parties: (await this.listParties.execute(actor)).map(partyAnswer) };
  }

  @Post('organisations')
  @ApiOperation({ summary: 'Add an organisation' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiCreatedResponse({ type: OrganisationAnswer })
  async addOrganisation(
    @CurrentActor() actor: Actor,
    @Body() body: CreateOrganisationRequest,
    @IdempotencyKey() key: RequestKey | null,
  ): Promise<Answer<OrganisationAnswer>> {
    const { name, kind, partyId } = body;
    return organisationAnswer(
      await this.createOrganisation.execute(actor, { name, kind, partyId: partyId ?? null }, key),
    );
  }

  @Get('organisations')
  @ApiOperation({ summary: 'Every organisation' })
  @ApiOkResponse({ type: OrganisationList })
  async organisations(@CurrentActor() actor: Actor): Promise<Answer<OrganisationList>> {
    return { organisations: (await this.listOrganisations.execute(actor)).map(organisationAnswer) };
  }

  @Get('places')
  @ApiOperation({ summary: 'The gazetteer, one level at a time' })
  @ApiOkResponse({ type: PlaceList })
  async places(@CurrentActor() actor: Actor, @Query() query: ListPlacesQuery): Promise<Answer<PlaceList>> {
    const places = await this.listPlaces.execute(actor, query.parent ?? null);
    return { places: places.map(({ code, parentCode, name, level }) => ({ code, parentCode, name, level })) };
  }
}

function partyAnswer({ id, partyKey, label }: Party): Answer<PartyAnswer> {
  return { id, partyKey, label };
}

function organisationAnswer({ id, name, kind, party }: Organisation): Answer<OrganisationAnswer> {
  return { id, name, kind, party: party === null ? null : partyAnswer(party) };
}
