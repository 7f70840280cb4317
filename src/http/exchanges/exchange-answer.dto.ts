// An exchange as the API answers it.

import { ApiProperty } from '@nestjs/swagger';
import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { COUNTED, VERIFIERS } from '../../domain/exchanges/exchange.js';
import { EXCHANGE_STATES } from '../../domain/exchanges/exchange-state.js';
import { CONTRADICTIONS } from '../../domain/exchanges/roster-totals.js';
import { ABSENCE_REASONS, STANDINGS } from '../../domain/exchanges/roster.js';
import { PLACE_PRECISIONS } from '../../domain/records/statement.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const INSTANT = '2021-06-01T12:00:00.000Z';
const ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const nullable = { nullable: true } as const;

export class ExchangeParty {
  @ApiProperty({ description: 'Stays when labels change.' }) partyKey!: string;
  @ApiProperty({ example: 'Northern Republic' }) label!: string;
}

export class ExchangePlace {
  @ApiProperty({ example: 'demo:10' }) code!: string;
  @ApiProperty({ ...nullable, type: String, example: 'demo:10' }) state!: string | null;
  @ApiProperty({ ...nullable, type: String, example: null }) municipality!: string | null;
  @ApiProperty({ enum: PLACE_PRECISIONS, example: 'locality_1km' }) precision!: string;
}

export class IntermediaryAnswer {
  @ApiProperty({ ...nullable, type: ExchangeParty }) party!: ExchangeParty | null;
  @ApiProperty({ ...nullable, type: String, description: 'Name of an organisation.' }) organisation!: string | null;
}

export class SideTotalsAnswer {
  @ApiProperty({ type: ExchangeParty, description: 'The side that hands over.' }) side!: ExchangeParty;
  @ApiProperty({ example: 3 }) agreed!: number;
  @ApiProperty({ example: 2 }) handedOver!: number;
  @ApiProperty({ example: 1 }) absent!: number;
  @ApiProperty({ description: 'Contained in `handedOver`.', example: 0 }) unlisted!: number;
  @ApiProperty({ description: 'Contained in `unlisted`.', example: 0 }) unidentified!: number;
  @ApiProperty({ description: 'Agreed upon, and nothing is said since.', example: 0 }) notAccounted!: number;
}

export class ListedExchangeAnswer {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ description: 'Whether your organisation recorded it.' }) own!: boolean;
  @ApiProperty({ description: 'Name of the organisation that recorded it.' }) organisation!: string;
  @ApiProperty({ enum: EXCHANGE_STATES, example: 'handed_over' }) state!: string;
  @ApiProperty({ type: [ExchangeParty] }) sides!: ExchangeParty[];
  @ApiProperty({ ...nullable, type: String, example: 'TRUCE-2020-11' }) agreement!: string | null;
  @ApiProperty({ ...nullable, type: String, example: '8' }) clause!: string | null;
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'Of the hand-over, or else as planned.',
    example: '2020-12-14',
  })
  day!: string | null;
  @ApiProperty({ type: [SideTotalsAnswer] }) totals!: SideTotalsAnswer[];
}

export class ExchangeList {
  @ApiProperty({ type: [ListedExchangeAnswer] }) exchanges!: ListedExchangeAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class StepAnswer {
  @ApiProperty({ enum: EXCHANGE_STATES, example: 'agreed' }) state!: string;
  @ApiProperty({ ...nullable, type: String, example: '2020-12-14' }) day!: string | null;
  @ApiProperty({ ...nullable, type: ExchangePlace }) place!: ExchangePlace | null;
  @ApiProperty({ ...nullable, type: String, enum: VERIFIERS }) attestedBy!: string | null;
  @ApiProperty({ description: 'Name of the organisation that recorded it.' }) organisation!: string;
  @ApiProperty({ ...nullable, type: String, description: 'Told to colleagues alone, as the next.' }) by!: string | null;
  @ApiProperty({ ...nullable, type: String, example: 'api' }) via!: string | null;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class CountAnswer {
  @ApiProperty({ type: ExchangeParty }) side!: ExchangeParty;
  @ApiProperty({ enum: COUNTED, example: 'agreed' }) of!: string;
  @ApiProperty({ example: 60 }) count!: number;
  @ApiProperty({ ...nullable, type: ExchangeParty }) saidBy!: ExchangeParty | null;
}

export class RosterLineAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) person!: string;
  @ApiProperty({ type: ExchangeParty }) side!: ExchangeParty;
  @ApiProperty({ enum: STANDINGS, example: 'handed_over' }) standing!: string;
  @ApiProperty({ ...nullable, type: String, enum: ABSENCE_REASONS }) said!: string | null;
  @ApiProperty() unidentified!: boolean;
  @ApiProperty() confidential!: boolean;
  @ApiProperty({ description: 'What the line wrote and still stands.', example: [ID] }) statementIds!: string[];
}

export class NotShownAnswer {
  @ApiProperty({ type: ExchangeParty }) side!: ExchangeParty;
  @ApiProperty({ description: 'People of the totals whom you may not see.', example: 12 }) count!: number;
}

export class ContradictionAnswer {
  @ApiProperty({ type: ExchangeParty }) side!: ExchangeParty;
  @ApiProperty({ enum: CONTRADICTIONS, example: 'count_against_roster' }) contradiction!: string;
  @ApiProperty({ enum: COUNTED, example: 'handed_over' }) of!: string;
  @ApiProperty({ ...nullable, type: Number, example: 60 }) said!: number | null;
  @ApiProperty({ ...nullable, type: ExchangeParty }) saidBy!: ExchangeParty | null;
  @ApiProperty({ example: 58 }) against!: number;
}

export class OwnExchangeFacts {
  @ApiProperty({ enum: SHARING_LEVELS }) sharingLevel!: string;
  @ApiProperty({ description: 'Names of organisations.' }) namedOrganisations!: string[];
  @ApiProperty({ enum: LEGAL_BASES }) legalBasis!: string;
}

export class ExchangeAnswer extends ListedExchangeAnswer {
  @ApiProperty({ ...nullable, type: IntermediaryAnswer }) intermediary!: IntermediaryAnswer | null;
  @ApiProperty({ ...nullable, type: ExchangePlace }) place!: ExchangePlace | null;
  @ApiProperty({ type: [StepAnswer] }) steps!: StepAnswer[];
  @ApiProperty({ enum: EXCHANGE_STATES, isArray: true, description: 'What can follow.' }) next!: string[];
  @ApiProperty({ type: [CountAnswer], description: 'Numbers without names, as they are said.' }) counts!: CountAnswer[];
  @ApiProperty({ type: [RosterLineAnswer], description: 'Persons whom you may see.' }) roster!: RosterLineAnswer[];
  @ApiProperty({ type: [NotShownAnswer] }) notShown!: NotShownAnswer[];
  @ApiProperty({ type: [ContradictionAnswer], description: 'Shown, not corrected.' })
  contradictions!: ContradictionAnswer[];
  @ApiProperty({ ...nullable, type: OwnExchangeFacts }) ownFacts!: OwnExchangeFacts | null;
  @ApiProperty({ example: INSTANT }) knownAt!: string;
}

export class ExchangeCreated {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: EXCHANGE_STATES, example: 'proposed' }) state!: string;
}

export class StepCreated extends ExchangeCreated {
  @ApiProperty({ description: 'Statements written.', example: 60 }) written!: number;
  @ApiProperty({ description: 'Your pseudonyms for people who cannot say who they are.', example: [PSEUDONYM_EXAMPLE] })
  unidentified!: string[];
}

export class RosterCreated {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ description: 'Lines that changed something.', example: 60 }) entered!: number;
  @ApiProperty({ description: 'Statements written.', example: 0 }) written!: number;
  @ApiProperty({ description: 'Statements retracted.', example: 0 }) retracted!: number;
  @ApiProperty({ description: 'Your pseudonyms for people who cannot say who they are.', example: [] })
  unidentified!: string[];
}
