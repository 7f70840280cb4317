// What every picture has in common: its frame, its one colour, the word across it, the words for those who do not see it, and how it becomes SVG.
import type { TopLevelSpec } from 'vega-lite';
import { xmlAttribute, xmlText } from './xml-text.js';

/** One slate for every mark: a colour per group would rank them, and could stand for a side. */
export const COLOUR = '#46586b';
/** Of what is inside the axes, in pixels. */
const WIDTH = 480;

export const FRAME = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  background: '#ffffff',
  padding: 12,
  width: WIDTH,
  config: {
    font: 'sans-serif',
    axis: { labelLimit: 0, titleLimit: 0, labelFontSize: 12, titleFontSize: 12, titlePadding: 10 },
    legend: { labelLimit: 0 },
    view: { stroke: null },
  },
} as const;

export const TITLE = { anchor: 'start', frame: 'bounds', limit: 0, fontSize: 15, offset: 14 } as const;

export interface Titled {
  readonly title: string;
  /** A word across the picture; null for none. */
  readonly mark: string | null;
}

/** An axis is described by its title alone: by itself Vega would read out the ends of the scale, which nobody counted. */
export function axisTitle(text: string): { readonly title: string; readonly description: string } {
  const title = xmlText(text);
  return { title, description: title };
}

/** The word across the picture; it is decoration, the picture's label says it in words. `height` is that of what is inside the axes. */
export function markLayer(mark: string, height: number) {
  return {
    data: { values: [{}] },
    mark: { type: 'text', text: xmlText(mark), aria: false, angle: -20, fontSize: 54, opacity: 0.14, color: '#000000' },
    encoding: { x: { value: WIDTH / 2 }, y: { value: height / 2 } },
  } as const;
}

/** The picture in words, with the same numbers: for those who do not see it. */
export function describePicture({ title, mark }: Titled, told: readonly string[]): string {
  const said = [...(mark === null ? [] : [mark]), title, ...(told.length === 0 ? [] : [told.join('; ')])];
  return xmlText(`${said.join('. ')}.`);
}

/**
 * SVG text for a resource of its own, `image/svg+xml`, shown by `<img>`: there no script runs, nothing is fetched, and the
 * page's content security policy needs no exception. Loaded with `import()`, since the drawing library takes longer to
 * load than to draw.
 */
export async function drawPicture(spec: TopLevelSpec, words: string): Promise<string> {
  // One after the other: they have modules in common, which some loaders cannot link twice at a time.
  const vega = await import('vega');
  const vegaLite = await import('vega-lite');
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    const label = xmlAttribute(words);
    return svg.replace('<svg ', () => `<svg role="img" aria-label="${label}" `);
  } finally {
    view.finalize();
  }
}
