// Draws what several publishers state of one thing in rows beside one another, each with the registry's own count, in an SVG picture that stands alone.
import type { TopLevelSpec } from 'vega-lite';
import type { CountOnDay } from '../domain/published-figures/figure-comparison.js';
import { boundsOf, valueInWords, type FigureValue } from '../domain/published-figures/figure-value.js';
import { dateInWords } from '../domain/records/date-words.js';
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
import { linesOf } from './text-lines.js';
import { xmlText } from './xml-text.js';

export interface Claim {
  readonly publisher: string;
  /** Such as `as of 28 February 2021`. */
  readonly date: string;
  readonly value: FigureValue;
  /** What was reported to the registry under the same definition, a day each; none where nothing is counted or may be shown. */
  readonly counts: readonly CountOnDay[];
}

export interface ClaimChart extends Titled {
  /** Under the title. */
  readonly subtitle: string;
  readonly valueAxis: string;
  /** From the top; one at least. */
  readonly claims: readonly Claim[];
}

/** Pixels. A claim stands this far above the middle of its row, and the registry's count as far below it. */
const LIFT = 10;
const ROW = 58;
const LINE = 14;
const LONGEST_LABEL = 40;
const LONGEST_TITLE = 72;

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** What is drawn at a place of a row: from `x` to `x2` for a line, else at `x` alone. */
interface Drawn {
  readonly position: number;
  readonly x: number;
  readonly x2?: number;
  readonly words?: string;
}

/** How Vega-Lite draws one kind of mark. */
type Form = Readonly<Record<string, unknown>>;

const DOT: Form = { shape: 'circle', filled: true, size: 110 };
/** "About" is no number that somebody counted. */
const HOLLOW_DOT: Form = { shape: 'circle', fill: '#ffffff', size: 110, strokeWidth: 2 };
/** Where a line ends that could not go on. */
const END: Form = { shape: 'M0,-1L0,1', size: 220, strokeWidth: 2 };
const OPEN_ABOVE: Form = { shape: 'triangle-right', filled: true, size: 110 };
const OPEN_BELOW: Form = { shape: 'triangle-left', filled: true, size: 110 };
const OWN_COUNT: Form = { shape: 'diamond', filled: true, size: 130 };

/** The picture in words, with the same numbers: for those who do not see it. */
export function describeClaims(chart: ClaimChart): string {
  return describePicture(chart, chart.claims.map(claimInWords));
}

function claimInWords({ publisher, date, value, counts }: Claim): string {
  const stated = `${publisher}, ${date}: ${valueInWords(value)}`;
  return counts.length === 0 ? stated : `${stated}, ${reportedInWords(counts)}`;
}

function reportedInWords(counts: readonly CountOnDay[]): string {
  return `reported to this registry: ${counts.map(({ day, count }) => `${count} for ${dateInWords(day)}`).join(' and ')}`;
}

/** Further than every number, so that what is open above has room to say so. */
function topOf(claims: readonly Claim[]): number {
  const numbers = claims.flatMap(({ value, counts }) => [...Object.values(value), ...counts.map(({ count }) => count)]);
  return Math.max(1, Math.ceil(Math.max(...numbers) * 1.15));
}

interface Marks {
  readonly lines: Drawn[];
  readonly dots: Drawn[];
  readonly hollow: Drawn[];
  readonly ends: Drawn[];
  readonly openAbove: Drawn[];
  readonly openBelow: Drawn[];
}

function marksOf(claims: readonly Claim[], top: number): Marks {
  const marks: Marks = { lines: [], dots: [], hollow: [], ends: [], openAbove: [], openBelow: [] };
  claims.forEach(({ publisher, date, value }, position) => {
    const words = xmlText(`${publisher}, ${date}: ${valueInWords(value)}`);
    if ('exact' in value) marks.dots.push({ position, x: value.exact, words });
    else if ('approx' in value) marks.hollow.push({ position, x: value.approx, words });
    else addLine(marks, { position, value, words, top });
  });
  return marks;
}

function addLine(
  marks: Marks,
  { position, value, words, top }: { position: number; value: FigureValue; words: string; top: number },
): void {
  const { least, most } = boundsOf(value);
  marks.lines.push({ position, x: least, x2: Math.min(most, top), words });
  if ('min' in value) marks.ends.push({ position, x: value.min });
  else marks.openBelow.push({ position, x: 0 });
  if ('max' in value) marks.ends.push({ position, x: value.max });
  else marks.openAbove.push({ position, x: top });
}

interface Scales {
  readonly x: object;
  readonly y: object;
}

function scalesOf({ claims, valueAxis }: ClaimChart, top: number): Scales {
  const x = {
    field: 'x',
    type: 'quantitative',
    scale: { domain: [0, top], nice: true },
    axis: { ...axisTitle(valueAxis), format: 'd', tickCount: 5, tickMinStep: 1 },
  };
  const domain = claims.map((_, position) => position);
  const y = { field: 'position', type: 'ordinal', scale: { type: 'point', padding: 0.5, domain }, axis: null };
  return { x, y };
}

/** None of nothing: Vega would draw an empty group. */
function layer(values: readonly Drawn[], mark: Form, encoding: object): Layer[] {
  return values.length === 0 ? [] : [{ data: { values }, mark, encoding } as unknown as Layer];
}

function claimLayers({ claims }: ClaimChart, { x, y }: Scales, top: number): Layer[] {
  const { lines, dots, hollow, ends, openAbove, openBelow } = marksOf(claims, top);
  const described = { x, y, description: { field: 'words' } };
  const point = (shape: Form, aria: boolean): Form => ({
    type: 'point',
    color: COLOUR,
    opacity: 1,
    yOffset: -LIFT,
    aria,
    ...shape,
  });
  const line = { type: 'rule', color: COLOUR, strokeWidth: 3, yOffset: -LIFT };
  const said = claims.map(({ value }, position) => ({
    position,
    x: 'approx' in value ? value.approx : Math.min(boundsOf(value).most, top),
    text: valueInWords(value),
  }));
  return [
    ...layer(lines, line, { ...described, x2: { field: 'x2' } }),
    ...layer(ends, point(END, false), { x, y }),
    ...layer(openAbove, point(OPEN_ABOVE, false), { x, y }),
    ...layer(openBelow, point(OPEN_BELOW, false), { x, y }),
    ...layer(dots, point(DOT, true), described),
    ...layer(hollow, point(HOLLOW_DOT, true), described),
    ...textLayer(said, -LIFT, { x, y }),
  ];
}

function ownLayers({ claims }: ClaimChart, { x, y }: Scales): Layer[] {
  const counted = claims.flatMap(({ publisher, date, counts }, position) => {
    const beside = `beside ${publisher}, ${date}`;
    return counts.map((one) => ({ position, x: one.count, words: xmlText(`${beside}, ${reportedInWords([one])}`) }));
  });
  const said = claims.flatMap(({ counts }, position) =>
    counts.length === 0
      ? []
      : [{ position, x: Math.max(...counts.map(({ count }) => count)), text: capitalised(reportedInWords(counts)) }],
  );
  const diamond = { type: 'point', color: COLOUR, opacity: 1, yOffset: LIFT, ...OWN_COUNT };
  return [...layer(counted, diamond, { x, y, description: { field: 'words' } }), ...textLayer(said, LIFT, { x, y })];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** To the right of what it tells of. */
function textLayer(said: readonly (Drawn & { readonly text: string })[], yOffset: number, at: Scales): Layer[] {
  const mark = { type: 'text', align: 'left', baseline: 'middle', dx: 12, fontSize: 12, aria: false, yOffset };
  return layer(said, mark, { ...at, text: { field: 'text' } });
}

/** Left of the axis, in two lines of a publisher's name and two of a date at most; the picture's own label says it whole. A layer for each height of a line. */
function labelLayers({ claims }: ClaimChart, y: object): Layer[] {
  const lines = claims.flatMap(({ publisher, date }, position) => {
    const texts = [...linesOf(xmlText(publisher), LONGEST_LABEL, 2), ...linesOf(xmlText(date), LONGEST_LABEL, 2)];
    return texts.map((text, at) => ({ position, x: 0, text, offset: (at - (texts.length - 1) / 2) * LINE }));
  });
  return [...new Set(lines.map(({ offset }) => offset))].flatMap((yOffset) => {
    const mark = { type: 'text', align: 'right', baseline: 'middle', fontSize: 12, aria: false, yOffset };
    const values = lines.filter(({ offset }) => offset === yOffset);
    return layer(values, mark, { x: { value: -12 }, y, text: { field: 'text' } });
  });
}

function chartSpec(chart: ClaimChart): TopLevelSpec {
  const { title, subtitle, claims, mark } = chart;
  const top = topOf(claims);
  const scales = scalesOf(chart, top);
  const height = claims.length * ROW;
  return {
    ...FRAME,
    height,
    title: {
      ...TITLE,
      text: [...linesOf(xmlText(title), LONGEST_TITLE, 3)],
      subtitle: [...linesOf(xmlText(subtitle), LONGEST_TITLE, 2)],
      subtitleFontSize: 12,
      subtitlePadding: 6,
    },
    layer: [
      ...claimLayers(chart, scales, top),
      ...ownLayers(chart, scales),
      ...labelLayers(chart, scales.y),
      ...(mark === null ? [] : [markLayer(mark, height)]),
    ],
  };
}

/** SVG text for a resource of its own. */
export async function drawClaims(chart: ClaimChart): Promise<string> {
  return drawPicture(chartSpec(chart), describeClaims(chart));
}
