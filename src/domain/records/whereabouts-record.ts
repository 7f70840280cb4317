// The record that people read: a pure function of the statements that its reader may see.

import type { StatementSource, ContactStrength } from '../evidence/statement-source.js';
import type { RecordFlag } from './flags.js';
import type { PartialDate } from './partial-date.js';
import type { Instant } from './instant.js';
import type { BirthYears, Category, CustodyRegime, PartyKey, Place, Sex } from './statement.js';
import type { Fate, WhereaboutsStatus } from './whereabouts-status.js';
import type { FoldRule } from './fold-rules.js';

export interface FlagRaised {
  readonly flag: RecordFlag;
  /** The statements that raise it. */
  readonly statementIds: readonly string[];
}

export interface LastContact {
  readonly statementId: string;
  readonly valid: PartialDate;
  readonly place: Place | null;
}

export interface SignOfLife {
  readonly statementId: string;
  readonly valid: PartialDate;
  readonly source: StatementSource;
  readonly contactStrength: ContactStrength | null;
  /** Whole days from the earliest instant to the reader's day; null when that instant is open. */
  readonly ageDays: number | null;
}

export interface Custody {
  readonly holders: readonly PartyKey[];
  readonly places: readonly Place[];
  readonly regimes: readonly CustodyRegime[];
  readonly since: PartialDate | null;
  readonly statementIds: readonly string[];
}

export interface PartyPosition {
  readonly party: PartyKey;
  readonly position: 'acknowledgement' | 'denial';
  readonly statementId: string;
  readonly valid: PartialDate;
}

export interface Sentence {
  readonly statementId: string;
  readonly valid: PartialDate;
  readonly years: number | null;
  readonly months: number | null;
  /** Null where the reader may not know the length. */
  readonly life: boolean | null;
  readonly party: PartyKey | null;
}

export interface AssertedCategory {
  readonly category: Category;
  readonly ground: string | null;
  readonly assertedBy: PartyKey | null;
  readonly statementId: string;
}

export interface Explanation {
  readonly rule: FoldRule;
  /** The rule in words that a liaison worker understands. */
  readonly words: string;
  readonly deciding: readonly string[];
  readonly dissenting: readonly { readonly statementId: string; readonly says: WhereaboutsStatus }[];
}

export interface WhereaboutsRecord {
  readonly status: WhereaboutsStatus;
  readonly fate: Fate;
  /** 1 for the first loss; a credible loss or capture after a return opens the next. */
  readonly episode: number;
  readonly lastContact: LastContact | null;
  readonly lastSignOfLife: SignOfLife | null;
  readonly custody: Custody | null;
  readonly positions: readonly PartyPosition[];
  readonly sentences: readonly Sentence[];
  readonly sex: Sex;
  readonly birthYears: BirthYears | null;
  readonly nationalities: readonly string[];
  readonly categories: readonly AssertedCategory[];
  readonly sides: readonly PartyKey[];
  /** Time and place of the loss that opened the newest episode. */
  readonly loss: { readonly valid: PartialDate; readonly place: Place | null } | null;
  readonly flags: readonly FlagRaised[];
  readonly why: Explanation;
  /** The instant that the fold took for today. */
  readonly asOf: Instant;
}
