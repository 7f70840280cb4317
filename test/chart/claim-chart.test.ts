// The picture of claims beside one another: each number where it belongs and in the form it was stated in, escaped, in one colour.
import { describe, expect, it } from '@jest/globals';
import { describeClaims, drawClaims, type Claim, type ClaimChart } from '../../src/chart/claim-chart.js';
import { drawPng } from '../../src/chart/picture-png.js';
import { labelsIn, readPicture, type ReadPicture } from './read-picture.js';

const claim = (publisher: string, value: Claim['value'], counts: Claim['counts'] = []): Claim => ({
  publisher,
  date: 'as of 28 February 2021',
  value,
  counts,
});
const CLAIMS = [
  claim('Ministry of the Vale', { exact: 24 }),
  claim('Coast Monitor', { approx: 65 }, [{ day: '2021-02-28', count: 57 }]),
  claim('Counsel of the families', { min: 50, max: 60 }),
  claim('Vale Monitor', { min: 40 }),
  claim('Harbour Post', { max: 70 }),
];
const CHART: ClaimChart = {
  title: 'People held: who states what',
  subtitle: 'Published figure held',
  valueAxis: 'People',
  claims: CLAIMS,
  mark: null,
};

const draw = async (claims: readonly Claim[], more: Partial<ClaimChart> = {}): Promise<ReadPicture> =>
  readPicture(await drawClaims({ ...CHART, claims, ...more }));

interface Shape {
  /** Pixels from the left end of the axis. */
  readonly x: number;
  readonly y: number;
  readonly path: string;
  readonly fill: string;
}

/** Points of one kind: Vega writes each as a path at a place. */
function shapesIn({ tags }: ReadPicture): readonly Shape[] {
  return tags.flatMap(({ name, attributes }) => {
    const place = /^translate\(([\d.-]+),([\d.-]+)\)$/.exec(attributes['transform'] ?? '');
    if (name !== 'path' || place === null || attributes['d'] === undefined) return [];
    return [{ x: Number(place[1]), y: Number(place[2]), path: attributes['d'], fill: attributes['fill'] ?? 'none' }];
  });
}

/** Length and place of each line that stands for numbers; axes and their ticks are thinner. */
function linesIn({ tags }: ReadPicture): readonly { readonly from: number; readonly length: number }[] {
  return tags.flatMap(({ name, attributes }) => {
    if (name !== 'line' || attributes['stroke-width'] !== '3') return [];
    const from = Number(/^translate\(([\d.-]+)/.exec(attributes['transform'] ?? '')?.[1]);
    return [{ from, length: Number(attributes['x2']) }];
  });
}

describe('the picture of claims', () => {
  it('shows a claim as it is stated, and no more of it', async () => {
    const shapes = async (value: Claim['value']): Promise<{ points: readonly Shape[]; lines: number }> => {
      const picture = await draw([claim('Vale Monitor', value)]);
      return { points: shapesIn(picture), lines: linesIn(picture).length };
    };
    const [exact, about] = [await shapes({ exact: 40 }), await shapes({ approx: 40 })];
    expect([exact.points.length, exact.lines, about.points.length, about.lines]).toEqual([1, 0, 1, 0]);
    expect(exact.points[0]!.path).toBe(about.points[0]!.path);
    expect([exact.points[0]!.fill, about.points[0]!.fill]).toEqual(['#46586b', '#ffffff']);
    const [range, least, most] = [
      await shapes({ min: 30, max: 40 }),
      await shapes({ min: 30 }),
      await shapes({ max: 40 }),
    ];
    expect([range.lines, least.lines, most.lines]).toEqual([1, 1, 1]);
    // Two ends; an end and an arrow to the right; an arrow to the left and an end.
    const ends = new Set(range.points.map(({ path }) => path));
    expect([range.points.length, ends.size]).toEqual([2, 1]);
    const arrows = [least, most].map(({ points }) => points.filter(({ path }) => !ends.has(path)));
    expect(arrows.map((some) => some.length)).toEqual([1, 1]);
    expect(arrows[0]![0]!.path).not.toBe(arrows[1]![0]!.path);
    const endOf = ({ points }: typeof least): number => points.find(({ path }) => ends.has(path))!.x;
    expect(arrows[0]![0]!.x).toBeGreaterThan(endOf(least));
    expect(arrows[1]![0]!.x).toBeLessThan(endOf(most));
  });

  it('puts every number where the same scale has it', async () => {
    const picture = await draw([
      claim('A', { exact: 10 }),
      claim('B', { approx: 40 }, [{ day: '2021-02-28', count: 20 }]),
      claim('C', { min: 20, max: 50 }),
    ]);
    const points = shapesIn(picture);
    const at = (row: number): readonly number[] =>
      points.filter(({ y }) => Math.floor(y / 58) === row).map(({ x }) => x);
    const step = at(0)[0]! / 10;
    expect(step).toBeGreaterThan(1);
    expect(
      at(1)
        .map((x) => Math.round(x / step))
        .sort(),
    ).toEqual([20, 40]);
    expect(
      at(2)
        .map((x) => Math.round(x / step))
        .sort(),
    ).toEqual([20, 50]);
    const [line] = linesIn(picture);
    expect([line!.from / step, line!.length / step].map(Math.round)).toEqual([20, 30]);
  });

  it('marks the registry’s own count by another form, below the claim, and says what it is', async () => {
    const counts = [
      { day: '2020-12-31', count: 57 },
      { day: '2021-12-31', count: 61 },
    ];
    const [without, picture] = [
      await draw([claim('A', { exact: 57 })]),
      await draw([claim('A', { exact: 57 }, counts)]),
    ];
    const forms = new Set(shapesIn(without).map(({ path }) => path));
    const own = shapesIn(picture).filter(({ path }) => !forms.has(path));
    const [stated] = shapesIn(picture).filter(({ path }) => forms.has(path));
    expect(own).toHaveLength(2);
    expect(own[0]!.x).toBe(stated!.x);
    expect(own.every(({ y }) => y > stated!.y)).toBe(true);
    expect(picture.texts).toContain('Reported to this registry: 57 for 31 December 2020 and 61 for 31 December 2021');
    expect(without.texts.join(' ')).not.toContain('Reported');
    expect(labelsIn(without).join(' ')).not.toContain('reported');
  });

  it('says the same numbers in words', async () => {
    const picture = await draw(CLAIMS);
    const [root] = picture.tags;
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', 'aria-label': describeClaims(CHART) } });
    expect(describeClaims(CHART)).toBe(
      'People held: who states what. Ministry of the Vale, as of 28 February 2021: 24; ' +
        'Coast Monitor, as of 28 February 2021: about 65, reported to this registry: 57 for 28 February 2021; ' +
        'Counsel of the families, as of 28 February 2021: 50 to 60; Vale Monitor, as of 28 February 2021: at least 40; ' +
        'Harbour Post, as of 28 February 2021: at most 70.',
    );
    const said = CLAIMS.map(({ publisher }) => labelsIn(picture).filter((label) => label.startsWith(publisher)).length);
    expect(said).toEqual([1, 1, 1, 1, 1]);
    for (const text of ['24', 'about 65', '50 to 60', 'at least 40', 'at most 70', 'People', 'as of 28 February 2021'])
      expect(picture.texts).toContain(text);
  });

  it('has rows in the order that it is given, and one colour for all', async () => {
    const picture = await draw(CLAIMS);
    const placeOf = (text: string): number => {
      const at = picture.texts.indexOf(text);
      return at === -1 ? Number.NaN : at;
    };
    const names = CLAIMS.map(({ publisher }) => placeOf(publisher));
    expect(names).toEqual([...names].sort((one, other) => one - other));
    const rows = (claims: readonly Claim[]): Promise<number[]> =>
      draw(claims).then((drawn) => shapesIn(drawn).map(({ y }) => y));
    const [first] = await rows([claim('A', { exact: 3 }), claim('B', { approx: 3 })]);
    const [second] = await rows([claim('B', { approx: 3 }), claim('A', { exact: 3 })]);
    expect(first).toBeLessThan(second!);
    expect(new Set(shapesIn(picture).map(({ fill }) => fill))).toEqual(new Set(['#46586b', '#ffffff', 'none']));
    const strokes = picture.tags.filter(
      ({ name, attributes }) => name === 'line' && attributes['stroke-width'] === '3',
    );
    expect(new Set(strokes.map(({ attributes }) => attributes['stroke']))).toEqual(new Set(['#46586b']));
  });

  it('runs nothing, fetches nothing and needs no inline style', async () => {
    const svg = await drawClaims({ ...CHART, mark: 'Demonstration' });
    const { tags } = readPicture(svg);
    expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(['svg', 'rect', 'g', 'path', 'line', 'text']));
    const attributes = tags.flatMap((tag) => Object.entries(tag.attributes));
    expect(attributes.filter(([name]) => /^(style|href|xlink:href|src|on.*)$/i.test(name))).toEqual([]);
    expect(svg).not.toMatch(/url\(|@import|javascript:|<!/i);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']);
  });

  it('escapes hostile words, replaces what XML forbids, and keeps long ones in few lines', async () => {
    const hostile = `"/><script>alert(1)</script>&amp;'\u0000\uD800]]>$&`;
    const kept = hostile.replace('\u0000', '\u{fffd}').replace('\uD800', '\u{fffd}');
    const hurt = claim(hostile, { exact: 3 }, [{ day: '2021-02-28', count: 2 }]);
    const picture = await draw([{ ...hurt, date: hostile }], {
      title: hostile,
      subtitle: hostile,
      valueAxis: hostile,
      mark: hostile,
    });
    expect(picture.tags.some(({ name }) => name === 'script')).toBe(false);
    expect(picture.tags[0]?.attributes['aria-label']).toContain(`${kept}, ${kept}: 3`);
    const long = await drawClaims({
      ...CHART,
      title: 'word '.repeat(200),
      claims: [claim('W'.repeat(300), { exact: 1 })],
    });
    expect(Number(/^<svg[^>]* width="(\d+)"/.exec(long)![1])).toBeLessThan(1_200);
    expect(readPicture(long).texts.filter((text) => text.endsWith('…'))).toHaveLength(2);
  });

  it('is marked as a demonstration only when it is one', async () => {
    expect((await draw(CLAIMS)).texts).not.toContain('Demonstration');
    const marked = await draw(CLAIMS, { mark: 'Demonstration' });
    expect(marked.texts).toContain('Demonstration');
    expect(marked.tags[0]?.attributes['aria-label']).toMatch(/^Demonstration\. /);
  });

  it('is the same picture of the same claims, and can be had in pixels', async () => {
    const svg = await drawClaims(CHART);
    expect(await drawClaims(CHART)).toBe(svg);
    const pixels = Buffer.from(await drawPng(svg));
    expect(pixels.subarray(1, 4).toString('latin1')).toBe('PNG');
    const other = await drawClaims({ ...CHART, claims: [...CLAIMS.slice(0, 4), claim('Harbour Post', { max: 71 })] });
    expect(pixels.equals(Buffer.from(await drawPng(other)))).toBe(false);
  });

  it('is drawn of nothing but noughts', async () => {
    const picture = await draw([claim('A', { exact: 0 }), claim('B', { min: 0 }), claim('C', { max: 0 })]);
    expect(picture.texts).toEqual(expect.arrayContaining(['0', 'at least 0']));
  });
});
