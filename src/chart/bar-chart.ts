// Draws numbers as bars in an SVG picture that stands alone: no script, no outside font, one colour.
import type { TopLevelSpec } from 'vega-lite';

export interface Bar {
  readonly label: string;
  readonly count: number;
}

export interface BarChart {
  readonly title: string;
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** From the top. */
  readonly bars: readonly Bar[];
  /** The scale has no finer steps, and reaches this far at least. */
  readonly step: number;
  /** A word across the picture; null for none. */
  readonly mark: string | null;
}

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

/** The picture in words, with the same numbers: for those who do not see it. */
export function describeBars({ title, bars, mark }: BarChart): string {
  const numbers = bars.map(({ label, count }) => `${label}: ${count}`);
  const said = [...(mark === null ? [] : [mark]), title, ...(numbers.length === 0 ? [] : [numbers.join('; ')])];
  return xmlText(`${said.join('. ')}.`);
}

/** An axis is described by its title alone: by itself Vega would read out the ends of the scale, which nobody counted. */
function axisTitle(text: string): { readonly title: string; readonly description: string } {
  const title = xmlText(text);
  return { title, description: title };
}

/** The word across the picture; it is decoration, the picture's label says it in words. */
function markLayer(mark: string, height: number) {
  return {
    data: { values: [{}] },
    mark: { type: 'text', text: xmlText(mark), aria: false, angle: -20, fontSize: 54, opacity: 0.14, color: '#000000' },
    encoding: { x: { value: WIDTH / 2 }, y: { value: height / 2 } },
  } as const;
}

function chartSpec({ title, categoryAxis, valueAxis, bars, step, mark }: BarChart): TopLevelSpec {
  // Two labels may be equal and positions not: rows are told apart by position and named by looking the label up.
  const rows = bars.map(({ label, count }, position) => {
    const shown = xmlText(label);
    return { position, label: shown, count, words: `${shown}: ${count}` };
  });
  const category = {
    ...axisTitle(categoryAxis),
    labelExpr: "data('bars')[datum.value].label",
    labelOverlap: false,
  };
  const value = { ...axisTitle(valueAxis), format: 'd', tickCount: 5, tickMinStep: step };
  const top = Math.max(step, ...bars.map(({ count }) => count));
  const x = {
    field: 'count',
    type: 'quantitative',
    scale: { domainMin: 0, domainMax: top, nice: true },
    axis: value,
  } as const;
  const y = { field: 'position', type: 'ordinal', sort: null, axis: category } as const;
  const height = Math.max(1, bars.length) * BAR_STEP;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#ffffff',
    padding: 12,
    width: WIDTH,
    height,
    title: { text: xmlText(title), anchor: 'start', frame: 'bounds', limit: 0, fontSize: 15, offset: 14 },
    data: { name: 'bars', values: rows },
    layer: [
      { mark: { type: 'bar', color: BAR_COLOUR }, encoding: { x, y, description: { field: 'words' } } },
      {
        mark: { type: 'text', align: 'left', dx: 4, fontSize: 12, aria: false },
        encoding: { x, y, text: { field: 'count', format: 'd' } },
      },
      ...(mark === null ? [] : [markLayer(mark, height)]),
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
export async function drawBars(chart: BarChart): Promise<string> {
  // One after the other: they have modules in common, which some loaders cannot link twice at a time.
  const vega = await import('vega');
  const vegaLite = await import('vega-lite');
  const view = new vega.View(vega.parse(vegaLite.compile(chartSpec(chart)).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    const words = xmlAttribute(describeBars(chart));
    return svg.replace('<svg ', () => `<svg role="img" aria-label="${words}" `);
  } finally {
    view.finalize();
  }
}
