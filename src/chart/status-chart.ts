// Draws the published numbers of a release by whereabouts status as an SVG picture that stands alone: no script, no outside font.
import type { TopLevelSpec } from 'vega-lite';
import type { ReleaseDocument } from '../domain/statistics/release-document.js';
import { STATUS_GROUPS } from '../domain/statistics/status-group.js';

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

export interface Bar {
  readonly label: string;
  readonly count: number;
}

const GROUP_LABELS: ReadonlyMap<string, string> = new Map([
  ['missing', 'Missing'],
  ['held', 'Held, or last known held'],
  ['release_unconfirmed', 'Release said, arrival not attested'],
  ['at_liberty_elsewhere', 'At liberty elsewhere'],
  ['returned', 'Returned'],
  ['dead', 'Death reported or established'],
]);

/** One slate for every bar: a colour per group would rank them, and could stand for a side. */
const BAR_COLOUR = '#46586b';
const BAR_STEP = 34;
const WIDTH = 480;

/** Characters that XML 1.0 forbids, lone surrogates included, even when escaped. */
const NO_XML_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function xmlText(text: string): string {
  return text.replace(NO_XML_CHARACTER, '\u{fffd}');
}

function xmlAttribute(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return xmlText(text).replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function defaultLabel(value: string): string {
  return GROUP_LABELS.get(value) ?? value.replaceAll('_', ' ');
}

function chartTitle(document: ReleaseDocument, { title }: StatusChartOptions): string {
  return xmlText(title ?? `Persons reported to this registry, by whereabouts status, ${document.asOf}`);
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
  return STATUS_GROUPS.map((group) => ({ label: xmlText(labelOf(group)), count: published.get(group) ?? 0 }));
}

/** The picture in words, with the same numbers: for the `alt` of the page that shows it, and the picture's own label. */
export function describeStatusChart(document: ReleaseDocument, options: StatusChartOptions): string {
  const bars = statusBars(document, options.labelOf ?? defaultLabel).map(({ label, count }) => `${label}: ${count}`);
  const mark = options.demonstration ? `${options.demonstrationMark ?? 'Demonstration'}. ` : '';
  return xmlText(`${mark}${chartTitle(document, options)}. ${bars.join('; ')}.`);
}

/** An axis is described by its title alone: by itself Vega would read out the ends of the scale, which nobody published. */
function axisTitle(text: string): { readonly title: string; readonly description: string } {
  const title = xmlText(text);
  return { title, description: title };
}

/** The word across the picture; it is decoration, the picture's label says it in words. */
function demonstrationLayer(options: StatusChartOptions, height: number) {
  const text = xmlText(options.demonstrationMark ?? 'Demonstration');
  return {
    data: { values: [{}] },
    mark: { type: 'text', text, aria: false, angle: -20, fontSize: 54, opacity: 0.14, color: '#000000' },
    encoding: { x: { value: WIDTH / 2 }, y: { value: height / 2 } },
  } as const;
}

function chartSpec(document: ReleaseDocument, options: StatusChartOptions): TopLevelSpec {
  const bars = statusBars(document, options.labelOf ?? defaultLabel);
  // Two labels may be equal and positions not: rows are told apart by position and named by looking the label up.
  const rows = bars.map(({ label, count }, position) => ({ position, label, count, words: `${label}: ${count}` }));
  const category = {
    ...axisTitle(options.categoryAxis ?? 'Whereabouts status'),
    labelExpr: "data('bars')[datum.value].label",
    labelOverlap: false,
  };
  const value = {
    ...axisTitle(options.valueAxis ?? 'Persons (published numbers)'),
    format: 'd',
    tickCount: 5,
    tickMinStep: document.base,
  };
  const top = Math.max(document.base, ...bars.map(({ count }) => count));
  const x = {
    field: 'count',
    type: 'quantitative',
    scale: { domainMin: 0, domainMax: top, nice: true },
    axis: value,
  } as const;
  const y = { field: 'position', type: 'ordinal', sort: null, axis: category } as const;
  const height = bars.length * BAR_STEP;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 12,
    width: WIDTH,
    height,
    title: {
      text: chartTitle(document, options),
      anchor: 'start',
      frame: 'bounds',
      limit: 0,
      fontSize: 15,
      offset: 14,
    },
    data: { name: 'bars', values: rows },
    layer: [
      { mark: { type: 'bar', color: BAR_COLOUR }, encoding: { x, y, description: { field: 'words' } } },
      {
        mark: { type: 'text', align: 'left', dx: 4, fontSize: 12, aria: false },
        encoding: { x, y, text: { field: 'count', format: 'd' } },
      },
      ...(options.demonstration ? [demonstrationLayer(options, height)] : []),
    ],
    config: {
      font: 'sans-serif',
      axis: { labelLimit: 0, titleLimit: 0, labelFontSize: 12, titleFontSize: 12, titlePadding: 10 },
      legend: { labelLimit: 0 },
      view: { stroke: null },
    },
  };
}

/**
 * SVG text for a resource of its own, `image/svg+xml`, shown by `<img>`: there no script runs, nothing is fetched, and the
 * page's content security policy needs no exception. Loaded with `import()`, since the drawing library takes longer to
 * load than to draw.
 */
export async function drawStatusChart(document: ReleaseDocument, options: StatusChartOptions): Promise<string> {
  // One after the other: they have modules in common, which some loaders cannot link twice at a time.
  const vega = await import('vega');
  const vegaLite = await import('vega-lite');
  const view = new vega.View(vega.parse(vegaLite.compile(chartSpec(document, options)).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    const words = xmlAttribute(describeStatusChart(document, options));
    return svg.replace('<svg ', () => `<svg role="img" aria-label="${words}" `);
  } finally {
    view.finalize();
  }
}
