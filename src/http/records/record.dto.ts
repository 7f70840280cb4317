// A folded record as the API answers it.

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CONTACT_STRENGTHS, STATEMENT_SOURCES } from '../../domain/evidence/statement-source.js';
import { LEGAL_BASES, SHARING_LEVELS } from '../../domain/access/person-visibility.js';
import { RECORD_FLAGS } from '../../domain/records/flags.js';
import { CONFLICT_TYPES } from '../../domain/records/kinds/kind-values.js';
import { CATEGORIES, CUSTODY_REGIMES, PLACE_PRECISIONS, SEXES } from '../../domain/records/statement.js';
import { FATES, WHEREABOUTS_STATUSES } from '../../domain/records/whereabouts-status.js';
import { PSEUDONYM_EXAMPLE } from '../../domain/identity/pseudonym.js';

const INSTANT = '2021-06-01T12:00:00.000Z';
const STATEMENT_ID = '0b0f6f9e-3b1d-4a37-9a43-3f0c1f6f2b11';
const nullable = { nullable: true } as const;

export class NamedParty {
  @ApiProperty({ description: 'Stays when labels change.' }) partyKey!: string;
  @ApiProperty({ example: 'Northern Republic' }) label!: string;
}

export class ShownPlace {
  @ApiProperty({ example: 'demo:10' }) code!: string;
  @ApiProperty({ ...nullable, type: String, example: 'demo:10' }) state!: string | null;
  @ApiProperty({ ...nullable, type: String, example: null }) municipality!: string | null;
  @ApiProperty({ enum: PLACE_PRECISIONS, example: 'admin_area' }) precision!: string;
}

export class FlagAnswer {
  @ApiProperty({ enum: RECORD_FLAGS, example: 'denied_despite_proof' }) flag!: string;
  @ApiProperty() words!: string;
  @ApiProperty({ description: 'The statements that raise it.', example: [STATEMENT_ID] }) statementIds!: string[];
}

export class LastContactAnswer {
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ example: '2020-12-12' }) valid!: string;
  @ApiProperty({ ...nullable, type: ShownPlace }) place!: ShownPlace | null;
}

export class SignOfLifeAnswer {
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ example: '2020-12-13' }) valid!: string;
  @ApiProperty({ enum: STATEMENT_SOURCES, example: 'holder_media' }) source!: string;
  @ApiProperty({ ...nullable, type: String, enum: CONTACT_STRENGTHS }) contactStrength!: string | null;
  @ApiProperty({ ...nullable, type: Number, description: 'Whole days.', example: 170 }) ageDays!: number | null;
}

export class CustodyAnswer {
  @ApiProperty({ type: [NamedParty] }) holders!: NamedParty[];
  @ApiProperty({ type: [ShownPlace] }) places!: ShownPlace[];
  @ApiProperty({ enum: CUSTODY_REGIMES, isArray: true }) regimes!: string[];
  @ApiProperty({ ...nullable, type: String, example: '2020-12' }) since!: string | null;
  @ApiProperty({ example: [STATEMENT_ID] }) statementIds!: string[];
}

export class CustodyEpisodeAnswer {
  @ApiProperty({ description: 'Of the record: 1 for the first loss.', example: 1 }) episode!: number;
  @ApiProperty({ ...nullable, type: NamedParty }) holder!: NamedParty | null;
  @ApiProperty({ ...nullable, type: ShownPlace }) place!: ShownPlace | null;
  @ApiProperty({ ...nullable, type: String, enum: CUSTODY_REGIMES }) regime!: string | null;
  @ApiProperty({ example: '2020-12' }) since!: string;
  @ApiProperty({ description: 'The newest that is told of it.', example: '2021-06' }) lastTold!: string;
  @ApiProperty({ example: [STATEMENT_ID] }) statementIds!: string[];
}

export class ClockAnswer {
  @ApiProperty({ enum: RECORD_FLAGS, example: 'capture_card_not_seen' }) flag!: string;
  @ApiProperty({ example: 'GC III 70' }) rule!: string;
  @ApiProperty({ example: INSTANT }) since!: string;
  @ApiProperty({ description: 'From then on the flag is raised.', example: INSTANT }) due!: string;
  @ApiProperty({ description: 'The statements that started it.', example: [STATEMENT_ID] }) statementIds!: string[];
}

export class PositionAnswer {
  @ApiProperty({ type: NamedParty }) party!: NamedParty;
  @ApiProperty({ enum: ['acknowledgement', 'denial', 'refusal_of_information'] }) position!: string;
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ example: '2021-01-10' }) valid!: string;
}

export class SentenceAnswer {
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ example: '2023-07' }) valid!: string;
  @ApiProperty({ ...nullable, type: Number, example: 11 }) years!: number | null;
  @ApiProperty({ ...nullable, type: Number, example: 6 }) months!: number | null;
  @ApiProperty({ ...nullable, type: Boolean, description: 'Null where you may not know the length.' })
  life!: boolean | null;
  @ApiProperty({ ...nullable, type: NamedParty }) party!: NamedParty | null;
}

export class CategoryAnswer {
  @ApiProperty({ enum: CATEGORIES, example: 'missing_armed_forces_member' }) category!: string;
  @ApiProperty({ ...nullable, type: String, example: 'conscript' }) ground!: string | null;
  @ApiProperty({ ...nullable, type: NamedParty }) assertedBy!: NamedParty | null;
  @ApiProperty({ ...nullable, type: String, enum: CONFLICT_TYPES }) conflict!: string | null;
  @ApiProperty({ ...nullable, type: String, example: '2020-11-10' }) hostilitiesEnded!: string | null;
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
}

export class DissentAnswer {
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES, description: 'The status it would give.' }) says!: string;
}

export class SetAsideAnswer {
  @ApiProperty({ example: STATEMENT_ID }) statementId!: string;
  @ApiProperty({ enum: ['evidence_refuted'] }) rule!: string;
  @ApiProperty() words!: string;
}

export class WhyAnswer {
  @ApiProperty({ example: 'holder_denies' }) rule!: string;
  @ApiProperty() words!: string;
  @ApiPropertyOptional({ description: 'With why=true: the statements that decide.' }) deciding?: string[];
  @ApiPropertyOptional({ description: 'With why=true: those that say otherwise.', type: [DissentAnswer] })
  dissenting?: DissentAnswer[];

  @ApiPropertyOptional({
    description:
      'With why=true: those that do not count because the item of evidence that they name is refuted by quorum.',
    type: [SetAsideAnswer],
  })
  setAside?: SetAsideAnswer[];
}

export class StatusAnswer {
  @ApiProperty({ example: PSEUDONYM_EXAMPLE }) pseudonym!: string;
  @ApiProperty({ enum: WHEREABOUTS_STATUSES, example: 'held_denied' }) status!: string;
  @ApiProperty({ enum: FATES, example: 'unknown' }) fate!: string;
  @ApiProperty({ example: 1 }) episode!: number;
  @ApiProperty({ ...nullable, type: LastContactAnswer }) lastContact!: LastContactAnswer | null;
  @ApiProperty({ ...nullable, type: SignOfLifeAnswer }) lastSignOfLife!: SignOfLifeAnswer | null;
  @ApiProperty({ type: [FlagAnswer] }) flags!: FlagAnswer[];
  @ApiProperty({ type: WhyAnswer }) why!: WhyAnswer;
  @ApiProperty({
    ...nullable,
    type: String,
    description: 'Where the record is closed because it was merged: your pseudonym of the one that survives.',
    example: null,
  })
  mergedInto!: string | null;
  @ApiProperty({ description: 'The instant taken for today.', example: INSTANT }) asOf!: string;
  @ApiProperty({ description: 'What had been recorded by then counts.', example: INSTANT }) knownAt!: string;
}

export class BirthYearsAnswer {
  @ApiProperty({ example: 2001 }) from!: number;
  @ApiProperty({ example: 2001 }) to!: number;
}

export class LossAnswer {
  @ApiProperty({ example: '2020-12' }) valid!: string;
  @ApiProperty({ ...nullable, type: ShownPlace }) place!: ShownPlace | null;
}

export class ErasedAnswer {
  @ApiProperty({ description: 'Since when nothing is disclosed and all see the coarse record.', example: INSTANT })
  at!: string;
}

export class OwnCaseAnswer {
  @ApiProperty({ ...nullable, type: String, example: '2020/0117' }) reference!: string | null;
  @ApiProperty({ enum: SHARING_LEVELS }) sharingLevel!: string;
  @ApiProperty({ enum: LEGAL_BASES }) legalBasis!: string;
  @ApiProperty({ description: 'Whether the vault knows who it is.' }) hasIdentity!: boolean;
  @ApiProperty({ ...nullable, type: ErasedAnswer, description: 'Null where the identity is not erased.' })
  erased!: ErasedAnswer | null;
  @ApiProperty({ description: 'Whether you work on this case.' }) assigned!: boolean;
}

export class RecordAnswer extends StatusAnswer {
  @ApiProperty({ ...nullable, type: CustodyAnswer }) custody!: CustodyAnswer | null;
  @ApiProperty({ type: [CustodyEpisodeAnswer], description: 'In the order of their beginnings.' })
  custodyEpisodes!: CustodyEpisodeAnswer[];
  @ApiProperty({
    type: [ClockAnswer],
    description: 'Started, and of no answer known to us; empty for any organisation but the owner.',
  })
  clocks!: ClockAnswer[];
  @ApiProperty({ type: [PositionAnswer] }) positions!: PositionAnswer[];
  @ApiProperty({ type: [SentenceAnswer] }) sentences!: SentenceAnswer[];
  @ApiProperty({ enum: SEXES }) sex!: string;
  @ApiProperty({ ...nullable, type: BirthYearsAnswer }) birthYears!: BirthYearsAnswer | null;
  @ApiProperty({ example: ['XA'] }) nationalities!: string[];
  @ApiProperty({ type: [CategoryAnswer] }) categories!: CategoryAnswer[];
  @ApiProperty({ type: [NamedParty] }) sides!: NamedParty[];
  @ApiProperty({ ...nullable, type: LossAnswer }) loss!: LossAnswer | null;
  @ApiProperty({
    ...nullable,
    enum: ['call_your_coordinator'],
    description:
      'While news of the person is being verified, good or bad: call your coordinator before any contact. Null for any organisation but the owner.',
  })
  banner!: string | null;
  @ApiProperty({ ...nullable, type: OwnCaseAnswer, description: 'Null for any organisation but the owner.' })
  own!: OwnCaseAnswer | null;
}
