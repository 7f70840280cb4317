// The picture of a release: its published numbers by whereabouts status, as bars.
import type { ReleaseDocument } from '../domain/statistics/release-document.js';
import { STATUS_GROUPS } from '../domain/statistics/status-group.js';
import { describeBars, drawBars, type Bar, type BarChart } from './bar-chart.js';

export interface StatusChartOptions {
  /** Crosses the picture with the word "Demonstration", for worlds of invented people. */
  readonly demonstration: boolean;
  readonly title?: string;
  readonly demonstrationMark?: string;
  readonly categoryAxis?: string;
  readonly valueAxis?: string;
  /** The reader's word for a status or status group. */
  readonly labelOf?: (value: string) => string;
}

const GROUP_LABELS: ReadonlyMap<string, string> = new Map([
  ['missing', 'Missing'],
  ['held', 'Held, or last known held'],
  ['release_unconfirmed', 'Release said, arrival not attested'],
  ['at_liberty_elsewhere', 'At liberty elsewhere'],
  ['returned', 'Returned'],
  ['dead', 'Death reported or established'],
]);

function defaultLabel(value: string): string {
  return GROUP_LABELS.get(value) ?? value.replaceAll('_', ' ');
}

/**
 * The bars of the picture, from published numbers alone: every status group in the readers' order, an unlisted one as 0, so
 * that the set of bars says nothing about the true counts.
 * @throws RangeError when the release has no table by status group
 */
function statusBars(document: ReleaseDocument, labelOf: (value: string) => string): readonly Bar[] {
  const table = document.tables.find(({ dimensions }) => dimensions.join() === 'status_group');
  if (table === undefined) throw new RangeError('The release has no table by status group.');
  const published = new Map(table.cells.map(({ key, count }) => [key['status_group'], count]));
  return STATUS_GROUPS.map((group) => ({ label: labelOf(group), count: published.get(group) ?? 0 }));
}

function statusChart(document: ReleaseDocument, options: StatusChartOptions): BarChart {
  return {
    title: options.title ?? `Persons reported to this registry, by whereabouts status, ${document.asOf}`,
    categoryAxis: options.categoryAxis ?? 'Whereabouts status',
    valueAxis: options.valueAxis ?? 'Persons (published numbers)',
    bars: statusBars(document, options.labelOf ?? defaultLabel),
    step: document.base,
    mark: options.demonstration ? (options.demonstrationMark ?? 'Demonstration') : null,
  };
}

/** The picture in words, with the same numbers: for the `alt` of the page that shows it, and the picture's own label. */
export function describeStatusChart(document: ReleaseDocument, options: StatusChartOptions): string {
  return describeBars(statusChart(document, options));
}

/** SVG text for a resource of its own. */
export async function drawStatusChart(document: ReleaseDocument, options: StatusChartOptions): Promise<string> {
  return drawBars(statusChart(document, options));
}
