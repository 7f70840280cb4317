// Reads published figures as somebody gives them, one or a file of them; everything that is wrong is named at once.

import { DomainError, type FieldFault } from '../domain-error.js';
import { isMeasureName, MEASURES, type Dimension } from '../statistics/measure.js';
import { readBreakdowns, readValue } from './breakdown-reading.js';
import { filterValueFault, type FigureDefinition, type FigureFilter } from './figure-definition.js';
import { ObjectFields } from './object-fields.js';
import { HOLDER_POSITIONS, type PublishedFigure } from './published-figure.js';

/** As in the file that holds the first set, and the definition. */
const FIGURE_FIELDS = [
  'id',
  'publisher',
  'publishedOn',
  'asOf',
  'subject',
  'affectedParty',
  'value',
  'definition',
  'breakdowns',
  'allegedHolder',
  'allegedBy',
  'holderPosition',
  'basis',
  'source',
  'sites',
  'derivedFrom',
  'conflictsWith',
] as const;

const FIGURE_ID = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const ID_WORDS = 'an id of 1 to 100 small letters, digits, dots, hyphens and underscores';
const SHORT = 300;
const LONG = 1000;
const MOST_REFERENCES = 50;
const MOST_FILTER_VALUES = 200;
const MOST_FIGURES = 2000;

export function isFigureId(text: unknown): text is string {
  return typeof text === 'string' && FIGURE_ID.test(text);
}

/** A figure; `id` is null where none was given. */
export type ReadFigure = Omit<PublishedFigure, 'id'> & { readonly id: string | null };

/** Null, with its faults added, where the figure cannot be taken as it is. */
function readFigure(given: unknown, now: number, pointer: string, faults: FieldFault[]): ReadFigure | null {
  const found = faults.length;
  const fields = ObjectFields.open(given, pointer, FIGURE_FIELDS, faults);
  if (fields === null) return null;
  const publisher = fields.neededText('publisher', SHORT);
  const subject = fields.neededText('subject', LONG);
  const value = readValue(fields.raw('value'), fields.at('value'), faults);
  const rest = {
    id: readId(fields),
    ...readDates(fields, now),
    affectedParty: fields.text('affectedParty', SHORT),
    definition: readDefinition(fields, faults),
    breakdowns: readBreakdowns(fields, faults),
    ...readAllegation(fields),
    basis: fields.text('basis', LONG),
    source: fields.text('source', LONG),
    sites: fields.count('sites'),
    minus: readMinus(fields, faults),
    conflictsWith: readReferences(fields, 'conflictsWith'),
  };
  if (faults.length > found || publisher === null || subject === null || value === null) return null;
  return { ...rest, publisher, subject, value };
}

/** The figure that stands by itself; throws `invalid_field` or `unknown_field` with every fault. */
export function requireFigure(given: unknown, now: number, pointer: string): ReadFigure {
  const faults: FieldFault[] = [];
  const figure = readFigure(given, now, pointer, faults);
  if (figure === null) throw figureRefusal(faults);
  return figure;
}

/** A file of figures: `figures`, each with an id, and a note that is not kept. Throws with every fault of every figure. */
export function requireFigures(given: unknown, now: number): readonly PublishedFigure[] {
  const faults: FieldFault[] = [];
  const file = ObjectFields.open(given, '', ['_note', 'figures'], faults);
  const items =
    file === null
      ? null
      : file.has('figures')
        ? file.list('figures', MOST_FIGURES)
        : file.fault('figures', 'a list of figures');
  const figures: PublishedFigure[] = [];
  const ids = new Set<string>();
  (items ?? []).forEach((item, position) => {
    const pointer = `/figures/${position}`;
    const figure = readFigure(item, now, pointer, faults);
    if (figure === null) return;
    const { id } = figure;
    if (id === null) faults.push({ pointer: `${pointer}/id`, code: 'invalid_field', expected: ID_WORDS });
    else if (ids.has(id)) faults.push({ pointer: `${pointer}/id`, code: 'duplicate_id', expected: 'each id once' });
    else figures.push({ ...figure, id });
    if (id !== null) ids.add(id);
  });
  if (faults.length > 0) throw figureRefusal(faults);
  return figures;
}

export function figureRefusal(faults: readonly FieldFault[]): DomainError {
  const onlyUnknown = faults.every(({ code }) => code === 'unknown_field');
  return onlyUnknown
    ? new DomainError('unknown_field', 'There is a field that is not known here; nothing was recorded.', faults)
    : new DomainError('invalid_field', 'There is a field that is not valid; nothing was recorded.', faults);
}

function readId(fields: ObjectFields): string | null {
  const id = fields.raw('id');
  if (id === null || isFigureId(id)) return id;
  return fields.fault('id', ID_WORDS);
}

function readDates(fields: ObjectFields, now: number): Pick<PublishedFigure, 'publishedOn' | 'asOf'> {
  if (!fields.has('publishedOn') && !fields.has('asOf'))
    fields.fault('asOf', 'a date in asOf, publishedOn or both', 'date_missing');
  return { publishedOn: fields.date('publishedOn', now), asOf: fields.date('asOf', now) };
}

/** An allegation has somebody who alleges it, and a position has somebody whose it is. */
function readAllegation(fields: ObjectFields): Pick<PublishedFigure, 'allegedHolder' | 'allegedBy' | 'holderPosition'> {
  const held = fields.has('allegedHolder');
  if (held && !fields.has('allegedBy')) fields.fault('allegedBy', 'who alleges it, beside allegedHolder');
  if (!held && fields.has('allegedBy')) fields.fault('allegedHolder', 'whom allegedBy alleges to hold these people');
  if (!held && fields.has('holderPosition')) fields.fault('allegedHolder', 'the party whose holderPosition it is');
  return {
    allegedHolder: fields.text('allegedHolder', SHORT),
    allegedBy: fields.text('allegedBy', SHORT),
    holderPosition: fields.choice('holderPosition', HOLDER_POSITIONS),
  };
}

function readReferences(fields: ObjectFields, key: string): readonly string[] {
  const items = fields.list(key, MOST_REFERENCES) ?? [];
  if (items.every(isFigureId) && new Set(items).size === items.length) return items;
  fields.fault(key, 'different ids of figures');
  return [];
}

function readMinus(fields: ObjectFields, faults: FieldFault[]): readonly string[] {
  if (!fields.has('derivedFrom')) return [];
  const inner = fields.inner('derivedFrom', ['minus']);
  if (inner === null) return [];
  const minus = readReferences(inner, 'minus');
  if (minus.length < 2) faults.push({ pointer: inner.at('minus'), code: 'invalid_field', expected: 'two ids or more' });
  return minus;
}

function readDefinition(fields: ObjectFields, faults: FieldFault[]): FigureDefinition | null {
  if (!fields.has('definition')) return null;
  const inner = fields.inner('definition', ['measure', 'version', 'filter']);
  if (inner === null) return null;
  const measure = inner.raw('measure');
  if (typeof measure !== 'string' || !isMeasureName(measure))
    return inner.fault('measure', `one of ${Object.keys(MEASURES).join(', ')}`);
  const version = inner.count('version') ?? MEASURES[measure].version;
  return { measure, version, filter: readFilter(inner, MEASURES[measure].dimensions, faults) };
}

/** Dimensions in the catalogue's order, values in their own, so that one definition is always written alike. */
function readFilter(fields: ObjectFields, dimensions: readonly Dimension[], faults: FieldFault[]): FigureFilter {
  if (!fields.has('filter')) return {};
  const inner = fields.inner('filter', dimensions);
  const filter: Partial<Record<Dimension, readonly string[]>> = {};
  for (const dimension of inner === null ? [] : dimensions) {
    if (inner?.has(dimension) !== true) continue;
    const values = readFilterValues(inner, dimension, faults);
    if (values !== null) filter[dimension] = values;
  }
  return filter;
}

function readFilterValues(fields: ObjectFields, dimension: Dimension, faults: FieldFault[]): readonly string[] | null {
  const raw = fields.raw(dimension);
  const given: readonly unknown[] | null = typeof raw === 'string' ? [raw] : fields.list(dimension, MOST_FILTER_VALUES);
  if (given === null) return null;
  if (given.length === 0) return fields.fault(dimension, 'a value or a list of values');
  const values: string[] = [];
  given.forEach((value, position) => {
    const fault = typeof value === 'string' ? filterValueFault(dimension, value) : 'a text';
    const at = typeof raw === 'string' ? fields.at(dimension) : `${fields.at(dimension)}/${position}`;
    if (fault !== null || typeof value !== 'string')
      faults.push({ pointer: at, code: 'invalid_field', expected: fault ?? 'a text' });
    else values.push(value);
  });
  return values;
}
