// The ladder by which records are coarsened for readers without disclosure: how much each rung tells, and on which one nobody stands alone.

/** How many people must look alike before any of them is shown so; the service's setting ANONYMITY_K. */
export const LEAST_ALIKE = 5;

/** Part of a date that is told; null where none is. */
export type ToldDate = 'month' | 'year' | null;

/** Part of an age that is told: the band, whether somebody is a child or an adult, or nothing. */
export type ToldAge = 'band' | 'adulthood' | null;

export interface Rung {
  readonly name: string;
  /** Of everything that is said of the person after the loss, and of the loss as one statement among them. */
  readonly dates: ToldDate;
  /** First administrative levels of the same. */
  readonly areas: boolean;
  readonly lossDate: ToldDate;
  readonly lossArea: boolean;
  readonly age: ToldAge;
  readonly sex: boolean;
  /** Categories and the sides that people belong to. */
  readonly categories: boolean;
}

/**
 * From the finest to the coarsest: each tells no more than the one before. Dates of a record single people out sooner than anything else, so
 * that they go first; what the loss was like, by which a family or a partner finds its way in a list, goes last.
 */
export const RUNGS = [
  {
    ...{ name: 'months', dates: 'month', areas: true, lossDate: 'month', lossArea: true },
    ...{ age: 'band', sex: true, categories: true },
  },
  {
    ...{ name: 'years', dates: 'year', areas: false, lossDate: 'month', lossArea: true },
    ...{ age: 'band', sex: true, categories: true },
  },
  {
    ...{ name: 'loss', dates: null, areas: false, lossDate: 'month', lossArea: true },
    ...{ age: 'band', sex: true, categories: true },
  },
  {
    ...{ name: 'year_of_loss', dates: null, areas: false, lossDate: 'year', lossArea: true },
    ...{ age: 'adulthood', sex: true, categories: false },
  },
  {
    ...{ name: 'adulthood', dates: null, areas: false, lossDate: 'year', lossArea: false },
    ...{ age: 'adulthood', sex: true, categories: false },
  },
  {
    ...{ name: 'nothing', dates: null, areas: false, lossDate: null, lossArea: false },
    ...{ age: null, sex: false, categories: false },
  },
] as const satisfies readonly Rung[];

const NOTHING: Rung = RUNGS[5];

/** The number of the last rung: status, flags and reasons, and nothing that tells people apart. */
export const NOTHING_TOLD = RUNGS.length - 1;

export interface Told {
  /** Number of a rung. */
  readonly rung: number;
  /** In whose ages people were compared; of any other year no age is told, since two bands in turn give the year of birth away. */
  readonly year: number;
}

/** What is told of whoever was not compared with others yet, or to a reader who may not see those others. */
export const UNCOMPARED: Told = { rung: NOTHING_TOLD, year: 0 };

export function rungOf({ rung }: Told): Rung {
  return RUNGS.find((_, number) => number === rung) ?? NOTHING;
}
