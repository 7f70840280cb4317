// What the routes of evidence give.

import { ApiProperty } from '@nestjs/swagger';
import { SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { AGREEMENTS, ASSESSMENT_STATES, GROUNDS, METHODS, VERDICTS } from '../../domain/evidence/assessment.js';
import { EVIDENCE_CODE_EXAMPLE } from '../../domain/evidence/evidence-code.js';
import { FILE_ACCESSES, FILE_TYPES } from '../../domain/evidence/evidence-file.js';
import { FILE_STATES } from '../../domain/evidence/file-state.js';
import { DATINGS, EVIDENCE_KINDS, SENSITIVITIES } from '../../domain/evidence/evidence-item.js';
import { REPORT_SOURCES } from '../../domain/evidence/statement-source.js';

const nullable = { nullable: true } as const;
const INSTANT = '2021-06-01T12:00:00.000Z';

export class EvidenceCodeAnswer {
  @ApiProperty({ example: EVIDENCE_CODE_EXAMPLE, description: 'By which statements name the item.' }) code!: string;
}

export class AssessmentIdAnswer {
  @ApiProperty({ example: '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11' }) id!: string;
}

export class UnidentifiedAnswer {
  @ApiProperty({ example: 4 }) min!: number;
  @ApiProperty({ example: 5 }) max!: number;
}

export class EvidenceItemAnswer extends EvidenceCodeAnswer {
  @ApiProperty({ description: 'Whether your organisation recorded it.' }) own!: boolean;
  @ApiProperty() organisation!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
  @ApiProperty({ description: 'SHA-256 of the original.' }) sha256!: string;
  @ApiProperty({ enum: EVIDENCE_KINDS }) kind!: string;
  @ApiProperty({ example: 'open_source_media' }) source!: string;
  @ApiProperty({ ...nullable, type: String, description: 'As it was given; never fetched.' }) link!: string | null;
  @ApiProperty({ ...nullable, type: String, example: '2020-12-29' }) firstPublished!: string | null;
  @ApiProperty({ ...nullable, type: String, description: 'Null: nobody stated it.' }) made!: string | null;
  @ApiProperty({
    enum: DATINGS,
    description:
      'last_sure_contact_to_first_publication: undated, made between these two, and no closer date is guessed.',
  })
  dating!: string;
  @ApiProperty({ isArray: true, enum: SENSITIVITIES }) sensitivities!: string[];
  @ApiProperty({ ...nullable, type: UnidentifiedAnswer, description: 'People in it whom nobody has identified.' })
  unidentified!: UnidentifiedAnswer | null;
  @ApiProperty({ enum: SHARING_LEVELS }) sharingLevel!: string;
  @ApiProperty({
    enum: AGREEMENTS,
    description: 'Of the standing assessments: none while fewer than two organisations have one.',
  })
  agreement!: string;
}

export class ListedEvidenceAnswer extends EvidenceItemAnswer {
  @ApiProperty({ description: 'How many organisations have an assessment that stands.' }) assessors!: number;
}

export class EvidencePage {
  @ApiProperty({ type: [ListedEvidenceAnswer] }) evidence!: ListedEvidenceAnswer[];
  @ApiProperty({ ...nullable, type: String, description: 'Of the next page; null on the last.' })
  cursor!: string | null;
}

export class KeeperAnswer {
  @ApiProperty({ ...nullable, type: String, description: 'Name of an organisation of the registry.' })
  organisation!: string | null;
  @ApiProperty({ ...nullable, type: String, enum: REPORT_SOURCES, description: 'Of anybody else.' })
  word!: string | null;
}

export class CustodyEntryAnswer {
  @ApiProperty({ type: KeeperAnswer }) from!: KeeperAnswer;
  @ApiProperty({ type: KeeperAnswer }) to!: KeeperAnswer;
  @ApiProperty({ example: '2021-01-04' }) handedOver!: string;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
}

export class AssessmentAnswer extends AssessmentIdAnswer {
  @ApiProperty() organisation!: string;
  @ApiProperty({ description: 'Whether that organisation depends on a party; its word is shown and is in no quorum.' })
  dependsOnParty!: boolean;
  @ApiProperty({ description: 'Whether it is your organisation’s.' }) own!: boolean;
  @ApiProperty({ enum: ASSESSMENT_STATES }) state!: string;
  @ApiProperty({ enum: VERDICTS }) verdict!: string;
  @ApiProperty({ enum: METHODS }) method!: string;
  @ApiProperty({ enum: GROUNDS }) ground!: string;
  @ApiProperty({ ...nullable, type: String, description: 'For the assessor’s own organisation.' })
  reason!: string | null;
  @ApiProperty({ example: INSTANT }) recordedAt!: string;
  @ApiProperty({ ...nullable, type: String, example: INSTANT }) withdrawnAt!: string | null;
}

export class EvidenceFileAnswer {
  @ApiProperty({
    enum: FILE_ACCESSES,
    description: 'open: for whoever may see the item; restricted: for its organisation, and for others by a grant.',
  })
  access!: string;
  @ApiProperty({
    enum: FILE_STATES,
    example: 'kept',
    description:
      'sealed: opened to nobody until its organisation decides, since somebody whom it is of was erased; destroyed: for good.',
  })
  state!: string;
  @ApiProperty({ enum: FILE_TYPES }) mediaType!: string;
  @ApiProperty({ example: 183_204 }) bytes!: number;
  @ApiProperty({ description: 'SHA-256 of the file: that of the item where it is the original.' }) sha256!: string;
  @ApiProperty({ example: INSTANT }) addedAt!: string;
}

export class EvidenceReadAnswer extends EvidenceItemAnswer {
  @ApiProperty({ type: [EvidenceFileAnswer], description: 'What is known of its files, at most one of each access.' })
  files!: EvidenceFileAnswer[];
  @ApiProperty({ type: [CustodyEntryAnswer], description: 'In the order in which it was recorded.' })
  custody!: CustodyEntryAnswer[];
  @ApiProperty({
    type: [String],
    description: 'Your pseudonyms of those whom it depicts, where your organisation stated it or registered them.',
  })
  persons!: string[];
  @ApiProperty({ type: [AssessmentAnswer], description: 'Standing ones first; each organisation has one at most.' })
  assessments!: AssessmentAnswer[];
}
