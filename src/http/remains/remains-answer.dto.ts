// What the routes of remains and sites give.

import { ApiProperty } from '@nestjs/swagger';
import { IDENTIFICATION_LEVELS, IDENTIFICATION_METHODS } from '../../domain/records/kinds/kind-values.js';
import { PLACE_PRECISIONS, SEXES } from '../../domain/records/statement.js';
import { REMAINS_EXTENTS, REMAINS_SHARING_LEVELS } from '../../domain/remains/remains-case.js';
import { LINK_STATES } from '../../domain/remains/remains-link.js';

const nullable = { nullable: true } as const;
const ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const INSTANT = '2021-06-01T12:00:00.000Z';

export class RecordedAnswer {
  @ApiProperty({ example: ID }) id!: string;
}

export class SiteCountAnswer {
  @ApiProperty({ example: '2024-02-23' }) asOf!: string;
  @ApiProperty({ ...nullable, type: Number, description: 'Null: nobody knows.' }) recovered!: number | null;
  @ApiProperty({ ...nullable, type: Number }) identified!: number | null;
  @ApiProperty({ ...nullable, type: Number }) handedOver!: number | null;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class SitePlaceAnswer {
  @ApiProperty({ example: 'demo:1004' }) code!: string;
  @ApiProperty({ enum: PLACE_PRECISIONS }) precision!: string;
}

export class SiteAnswer extends RecordedAnswer {
  @ApiProperty({ description: 'Whether your organisation recorded it.' }) own!: boolean;
  @ApiProperty() organisation!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
  @ApiProperty({ type: SitePlaceAnswer }) place!: SitePlaceAnswer;
  @ApiProperty({ enum: REMAINS_SHARING_LEVELS }) sharingLevel!: string;
  @ApiProperty({ type: [SiteCountAnswer], description: 'Newest record first.' }) counts!: SiteCountAnswer[];
}

export class SitePage {
  @ApiProperty({ type: [SiteAnswer] }) sites!: SiteAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class AgeAnswer {
  @ApiProperty({ example: 18 }) from!: number;
  @ApiProperty({ example: 30 }) to!: number;
}

export class RemainsAnswer extends RecordedAnswer {
  @ApiProperty({ description: 'Whether your organisation recorded it.' }) own!: boolean;
  @ApiProperty() organisation!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
  @ApiProperty({ ...nullable, type: String }) siteId!: string | null;
  @ApiProperty({ enum: REMAINS_EXTENTS }) extent!: string;
  @ApiProperty({ example: 1 }) minimumIndividuals!: number;
  @ApiProperty({ enum: SEXES }) sex!: string;
  @ApiProperty({ ...nullable, type: AgeAnswer }) age!: AgeAnswer | null;
  @ApiProperty({ ...nullable, type: String, example: '1992/1994' }) died!: string | null;
  @ApiProperty({ enum: REMAINS_SHARING_LEVELS }) sharingLevel!: string;
}

export class RemainsPage {
  @ApiProperty({ type: [RemainsAnswer] }) remains!: RemainsAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class RemainsLinkStepAnswer {
  @ApiProperty() organisation!: string;
  @ApiProperty({ ...nullable, type: String, description: 'For colleagues alone.' }) username!: string | null;
  @ApiProperty({ example: INSTANT }) at!: string;
}

export class RemainsLinkAnswer extends RecordedAnswer {
  @ApiProperty({ enum: LINK_STATES }) state!: string;
  @ApiProperty({ enum: IDENTIFICATION_METHODS }) method!: string;
  @ApiProperty({ enum: IDENTIFICATION_LEVELS }) level!: string;
  @ApiProperty({ example: '2024-03-01' }) valid!: string;
  @ApiProperty({ description: 'Whose remains they are, of those whom you may know of.', type: [String] })
  persons!: string[];
  @ApiProperty({ type: RemainsLinkStepAnswer }) proposed!: RemainsLinkStepAnswer;
  @ApiProperty({ ...nullable, type: RemainsLinkStepAnswer, description: 'Who signed it.' })
  confirmed!: RemainsLinkStepAnswer | null;
  @ApiProperty({ ...nullable, type: RemainsLinkStepAnswer }) withdrawn!: RemainsLinkStepAnswer | null;
  @ApiProperty({ ...nullable, type: String, description: 'Of the withdrawal; for the organisation that signed.' })
  reason!: string | null;
  @ApiProperty({ ...nullable, type: String, enum: ['whole', 'part'] }) handedOver!: string | null;
}

export class RemainsReadAnswer extends RemainsAnswer {
  @ApiProperty({ type: [RemainsLinkAnswer] }) links!: RemainsLinkAnswer[];
}
