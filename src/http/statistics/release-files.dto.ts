// What the files of a release hold.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ReleaseSplitAnswer } from './releases.dto.js';

const nullable = { nullable: true, type: String } as const;

export class ReleaseRowAnswer {
  @ApiProperty({
    description: 'Dimensions of the row, or `total`. Rows of one table add up.',
    example: 'status_by_state',
  })
  table!: string;
  @ApiProperty({ ...nullable, example: 'missing' }) status!: string | null;
  @ApiProperty({ ...nullable, example: null }) statusGroup!: string | null;
  @ApiProperty({ ...nullable, description: '`unknown` is a value.', example: 'demo:10' }) stateCode!: string | null;
  @ApiProperty({ ...nullable, description: 'When the release was made.', example: 'North Vale' })
  stateName!: string | null;
  @ApiPropertyOptional({ ...nullable, description: 'Key of the party; absent of a release that is not by party.' })
  partyCode?: string | null;
  @ApiPropertyOptional({ ...nullable, description: 'Its label when the release was made.', example: 'North' })
  partyName?: string | null;
  @ApiProperty({ description: 'A row that is not there is 0.', example: 35 }) count!: number;
}

export class FlatReleaseAnswer {
  @ApiProperty({ example: 1 }) release!: number;
  @ApiProperty({ description: 'Whether the people are invented.', example: false }) demonstration!: boolean;
  @ApiProperty({ example: 'whereabouts-status' }) measure!: string;
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ description: 'Every number is a multiple of it.', example: 5 }) base!: number;
  @ApiProperty({ example: '2021-03-01' }) asOf!: string;
  @ApiProperty({ example: ['All sums hold.'] }) notes!: string[];
  @ApiPropertyOptional({ description: 'Absent of a release that is not by party.', type: ReleaseSplitAnswer })
  split?: ReleaseSplitAnswer;
  @ApiProperty({ type: [ReleaseRowAnswer] }) rows!: ReleaseRowAnswer[];
}

export class PackageFieldAnswer {
  @ApiProperty({ example: 'count' }) name!: string;
  @ApiProperty({ enum: ['integer', 'string', 'date'] }) type!: string;
  @ApiProperty({ example: 'Persons, as published.' }) description!: string;
}

export class PackageSchemaAnswer {
  @ApiProperty({ type: [PackageFieldAnswer] }) fields!: PackageFieldAnswer[];
  @ApiProperty({ type: [String], example: [''] }) missingValues!: string[];
}

export class PackageDialectAnswer {
  @ApiProperty({ example: ',' }) delimiter!: string;
  @ApiProperty({ example: '\r\n' }) lineTerminator!: string;
  @ApiProperty({ example: '"' }) quoteChar!: string;
  @ApiProperty({ example: true }) doubleQuote!: boolean;
  @ApiProperty({ example: true }) header!: boolean;
  @ApiPropertyOptional({ type: [Number], description: 'The row of HXL tags.', example: [2] }) commentRows?: number[];
}

export class PackageResourceAnswer {
  @ApiProperty({ example: 'cells' }) name!: string;
  @ApiProperty({ example: 'table' }) type!: string;
  @ApiProperty({ description: 'Beside this file.', example: 'cells.csv' }) path!: string;
  @ApiProperty({ example: 'csv' }) format!: string;
  @ApiProperty({ example: 'text/csv' }) mediatype!: string;
  @ApiProperty({ example: 'utf-8' }) encoding!: string;
  @ApiProperty({ example: 1234 }) bytes!: number;
  @ApiProperty({ example: 'sha256:5c1f0ad0…' }) hash!: string;
  @ApiProperty({ type: PackageDialectAnswer }) dialect!: PackageDialectAnswer;
  @ApiProperty({ type: PackageSchemaAnswer }) schema!: PackageSchemaAnswer;
}

export class DataPackageAnswer {
  @ApiProperty({ example: 'https://datapackage.org/profiles/2.0/datapackage.json' }) $schema!: string;
  @ApiProperty({ example: 'whereabouts-release-1' }) name!: string;
  @ApiProperty({ example: 'persons reported, whereabouts-status, as of 2021-03-01' }) title!: string;
  @ApiProperty({ example: 'All sums hold.' }) description!: string;
  @ApiProperty({ description: 'Number of the release.', example: '1' }) version!: string;
  @ApiPropertyOptional({ description: 'When it was published.', example: '2021-03-02T09:00:00.000Z' }) created?: string;
  @ApiProperty({ type: [PackageResourceAnswer] }) resources!: PackageResourceAnswer[];
}
