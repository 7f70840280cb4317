// Draws numbers as bars in an SVG picture that stands alone: no script, no outside font, one colour.
import type { TopLevelSpec } from 'vega-lite';
import {
  axisTitle,
  COLOUR,
  describePicture,
  drawPicture,
  FRAME,
  markLayer,
  TITLE,
  type Titled,
} from './picture-frame.js';
import { xmlText } from './xml-text.js';

export interface Bar {
  readonly label: string;
  readonly count: number;
}

export interface BarChart extends Titled {
  readonly categoryAxis: string;
  readonly valueAxis: string;
  /** From the top. */
  readonly bars: readonly Bar[];
  /** The scale has no finer steps, and reaches this far at least. */
  readonly step: number;
}

const BAR_STEP = 34;

/** The picture in words, with the same numbers: for those who do not see it. */
export function describeBars(chart: BarChart): string {
  return describePicture(
    chart,
    chart.bars.map(({ label, count }) => `${label}: ${count}`),
  );
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
    ...FRAME,
    height,
    title: { ...TITLE, text: xmlText(title) },
    data: { name: 'bars', values: rows },
    layer: [
      { mark: { type: 'bar', color: COLOUR }, encoding: { x, y, description: { field: 'words' } } },
      {
        mark: { type: 'text', align: 'left', dx: 4, fontSize: 12, aria: false },
        encoding: { x, y, text: { field: 'count', format: 'd' } },
      },
      ...(mark === null ? [] : [markLayer(mark, height)]),
    ],
  };
}

/** SVG text for a resource of its own. */
export async function drawBars(chart: BarChart): Promise<string> {
  return drawPicture(chartSpec(chart), describeBars(chart));
}
