// The record that people read: a pure function of the statements that its reader may see.

import type { StatementSource, ContactStrength } from '../evidence/statement-source.js';
import type { RecordFlag } from './flags.js';
import type { ConflictType } from './kinds/kind-values.js';
import type { PartialDate } from './partial-date.js';
import type { Instant } from './instant.js';
import type { StaleDays } from './stale-days.js';
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

/** A stretch of custody with one holder, or with none that is named, at one place. */
export interface CustodyEpisode {
  /** Of the record: 1 for the first loss. */
  readonly episode: number;
  readonly holder: PartyKey | null;
  readonly place: Place | null;
  readonly regime: CustodyRegime | null;
  readonly since: PartialDate;
  /** The newest that is told of it. */
  readonly lastTold: PartialDate;
  readonly statementIds: readonly string[];
}

export interface PartyPosition {
  readonly party: PartyKey;
  readonly position: 'acknowledgement' | 'denial' | 'refusal_of_information';
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
  /** The conflict as whoever asserts it sees it, and the day on which active hostilities ended. */
  readonly conflict: ConflictType | null;
  readonly hostilitiesEnded: string | null;
  readonly statementId: string;
}

/** A clock of the Conventions that has started and of whose answer nothing is known to us. */
export interface RunningClock {
  readonly flag: RecordFlag;
  /** The article, as `GC III 70`. */
  readonly rule: string;
  readonly since: Instant;
  /** From this instant on the flag is raised. */
  readonly due: Instant;
  /** The statements that started it. */
  readonly statementIds: readonly string[];
}

/** A statement that does not count because of its evidence. */
export interface SetAside {
  readonly statementId: string;
  readonly rule: 'evidence_refuted';
  readonly words: string;
}

export interface Explanation {
  readonly rule: FoldRule;
  /** The rule in words that a liaison worker understands. */
  readonly words: string;
  readonly deciding: readonly string[];
  readonly dissenting: readonly { readonly statementId: string; readonly says: WhereaboutsStatus }[];
  readonly setAside: readonly SetAside[];
}

export interface WhereaboutsRecord {
  readonly status: WhereaboutsStatus;
  readonly fate: Fate;
  /** 1 for the first loss; a credible loss or capture after a return opens the next. */
  readonly episode: number;
  readonly lastContact: LastContact | null;
  readonly lastSignOfLife: SignOfLife | null;
  readonly custody: Custody | null;
  /** In the order of their beginnings, ended ones among them. */
  readonly custodyEpisodes: readonly CustodyEpisode[];
  readonly positions: readonly PartyPosition[];
  readonly sentences: readonly Sentence[];
  readonly sex: Sex;
  readonly birthYears: BirthYears | null;
  readonly nationalities: readonly string[];
  readonly categories: readonly AssertedCategory[];
  readonly sides: readonly PartyKey[];
  /** Time and place of the loss that opened the newest episode. */
  readonly loss: { readonly valid: PartialDate; readonly place: Place | null } | null;
  /** From where that loss was reported; several where several reports of one date began the episode. */
  readonly lossSources: readonly StatementSource[];
  /** When the return that gives the status was, where the person is back or free elsewhere. */
  readonly cameBack: { readonly earliest: Instant; readonly latest: Instant } | null;
  readonly flags: readonly FlagRaised[];
  /** Clocks that run or have run out; one that was answered is not among them. */
  readonly clocks: readonly RunningClock[];
  readonly why: Explanation;
  /** The instant that the fold took for today. */
  readonly asOf: Instant;
  /** By which it calls the last sign of life stale. */
  readonly staleDays: StaleDays;
}
