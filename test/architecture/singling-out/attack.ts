// An attacker who knows all true particulars of a person looks for those of the shown records that may be theirs.

import { readPartialDate, UNTOLD_DATE, type PartialDate } from '../../../src/domain/records/partial-date.js';

interface ShownPlace {
  readonly state: string | null;
}

interface Dated {
  readonly valid: string;
  readonly place?: ShownPlace | null;
}

export interface ShownStatement extends Dated {
  readonly id: string;
  readonly kind: string;
  /** Whether the reader's organisation gave it. */
  readonly own: boolean;
}

/** As the API answers it. */
export interface ShownPerson {
  readonly listed: {
    readonly month: string;
    readonly state: string;
    readonly ageBand: string;
    readonly flags: readonly string[];
  };
  readonly record: {
    readonly sex: string;
    readonly birthYears: { readonly from: number; readonly to: number } | null;
    readonly categories: readonly { readonly category: string }[];
    readonly sides: readonly { readonly partyKey: string }[];
    readonly loss: Dated | null;
    readonly lastContact: Dated | null;
    readonly lastSignOfLife: Dated | null;
    readonly custody: { readonly since: string | null; readonly places: readonly ShownPlace[] } | null;
    readonly custodyEpisodes: readonly {
      readonly since: string;
      readonly lastTold: string;
      readonly place: ShownPlace | null;
    }[];
    readonly positions: readonly Dated[];
    readonly sentences: readonly Dated[];
    readonly flags: readonly { readonly flag: string }[];
  };
  readonly statements: readonly ShownStatement[];
}

function dateOf(edtf: string): PartialDate {
  if (edtf === UNTOLD_DATE.edtf) return UNTOLD_DATE;
  const reading = readPartialDate(edtf);
  if (!reading.ok) throw new Error(`${edtf}: ${reading.reason}`);
  return reading.date;
}

function isTold({ valid }: Dated): boolean {
  return valid !== UNTOLD_DATE.edtf;
}

/** Whether what happened then may be what is shown so. */
function mayBe(shown: string, truth: string): boolean {
  const [coarse, exact] = [dateOf(shown), dateOf(truth)];
  return coarse.earliest <= exact.earliest && exact.latest <= coarse.latest;
}

function mayBeThere(shown: ShownPlace | null | undefined, truth: ShownPlace | null | undefined): boolean {
  return (shown?.state ?? null) === null || shown?.state === truth?.state;
}

function mayBeEvent(shown: Dated | null, truth: Dated | null): boolean {
  if (shown === null || truth === null) return shown === truth || (truth !== null && shown === null);
  return mayBe(shown.valid, truth.valid) && mayBeThere(shown.place, truth.place);
}

/** Each in turn, since both stand in the order of what happened; who is told no date knows of no number either. */
function mayBeEvents(shown: readonly Dated[], truth: readonly Dated[]): boolean {
  if (!shown.some(isTold)) return true;
  if (shown.length !== truth.length) return false;
  const sorted = (all: readonly Dated[]): readonly Dated[] =>
    [...all].sort((a, b) => dateOf(a.valid).earliest - dateOf(b.valid).earliest);
  const [these, those] = [sorted(shown), sorted(truth)];
  return these.every((one, at) => mayBeEvent(one, those[at] ?? null));
}

function mayBeSet(shown: readonly string[], truth: readonly string[]): boolean {
  return shown.length === 0 || [...shown].sort().join() === [...truth].sort().join();
}

function mayBeLike(shown: ShownPerson['record'], truth: ShownPerson['record']): boolean {
  const [born, bornIndeed] = [shown.birthYears, truth.birthYears];
  return (
    (shown.sex === 'unknown' || shown.sex === truth.sex) &&
    (born === null || (bornIndeed !== null && born.from <= bornIndeed.from && bornIndeed.to <= born.to)) &&
    mayBeSet(
      shown.categories.map(({ category }) => category),
      truth.categories.map(({ category }) => category),
    ) &&
    mayBeSet(
      shown.sides.map(({ partyKey }) => partyKey),
      truth.sides.map(({ partyKey }) => partyKey),
    ) &&
    shown.flags.every(({ flag }) => flag !== 'child' || truth.flags.some((one) => one.flag === 'child'))
  );
}

/** That somebody is held, told without a date, is a status, which is what is looked for. */
function mayHaveBegun(shown: string | null, truth: string | null): boolean {
  return shown === null || !isTold({ valid: shown }) || (truth !== null && mayBe(shown, truth));
}

function mayBeInCustody(shown: ShownPerson['record'], truth: ShownPerson['record']): boolean {
  const states = new Set(truth.custody?.places.map(({ state }) => state));
  return (
    mayHaveBegun(shown.custody?.since ?? null, truth.custody?.since ?? null) &&
    (shown.custody?.places ?? []).every(({ state }) => states.has(state)) &&
    mayBeEvents(
      shown.custodyEpisodes.map(({ since: valid, place }) => ({ valid, place })),
      truth.custodyEpisodes.map(({ since: valid, place }) => ({ valid, place })),
    )
  );
}

function mayBeListed(shown: ShownPerson['listed'], truth: ShownPerson['listed']): boolean {
  return (
    (shown.month === 'unknown' || truth.month.startsWith(shown.month)) &&
    (shown.state === 'unknown' || shown.state === truth.state) &&
    (shown.ageBand === 'unknown' || shown.ageBand === truth.ageBand) &&
    (!shown.flags.includes('child') || truth.flags.includes('child'))
  );
}

/**
 * Whether whoever knows all that is true of a person — sex, years of birth, category, side, day and municipality of the loss, the day and place
 * of everything that was ever said of them — may take this shown record for theirs. That a record has a status is what they want to learn.
 */
export function mayBeTheirs(shown: ShownPerson, truth: ShownPerson): boolean {
  const [told, known] = [shown.record, truth.record];
  return (
    mayBeListed(shown.listed, truth.listed) &&
    mayBeLike(told, known) &&
    mayBeEvent(told.loss, known.loss) &&
    mayBeEvent(told.lastContact, known.lastContact) &&
    mayBeEvent(told.lastSignOfLife, known.lastSignOfLife) &&
    mayBeInCustody(told, known) &&
    mayBeEvents(told.positions, known.positions) &&
    mayBeEvents(told.sentences, known.sentences) &&
    mayBeEvents(shown.statements, truth.statements)
  );
}
