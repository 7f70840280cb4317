// The picture: published numbers and no other, well-formed, escaped, and nothing in it that runs or is fetched.
import { describe, expect, it } from '@jest/globals';
import { describeStatusChart, drawStatusChart } from '../../src/chart/status-chart.js';
import type { ReleaseDocument } from '../../src/domain/statistics/release-document.js';
import { labelsIn, readPicture as read } from './read-picture.js';

const release: ReleaseDocument = {
  number: 3,
  measure: 'whereabouts-status',
  version: 1,
  base: 5,
  asOf: '2026-07-09',
  tables: [
    {
      dimensions: ['status', 'state'],
      cells: [{ key: { status: 'missing', state: 'A' }, count: 2755 }],
      margins: [{ key: {}, count: 2755 }],
    },
    {
      dimensions: ['status_group'],
      cells: [
        { key: { status_group: 'missing' }, count: 2755 },
        { key: { status_group: 'returned' }, count: 17095 },
      ],
      margins: [{ key: {}, count: 19850 }],
    },
  ],
  notes: [],
};
const plain = { demonstration: false };

const numbersIn = (texts: readonly string[]): readonly number[] =>
  texts.flatMap((text) => [...text.replaceAll(release.asOf, '').matchAll(/\d+/g)].map(([digits]) => Number(digits)));

describe('drawStatusChart', () => {
  it('refuses a release without a table by status group', async () => {
    await expect(drawStatusChart({ ...release, tables: release.tables.slice(0, 1) }, plain)).rejects.toThrow(
      RangeError,
    );
  });

  it('runs nothing, fetches nothing and needs no inline style', async () => {
    const svg = await drawStatusChart(release, { demonstration: true });
    const { tags } = read(svg);
    expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(['svg', 'rect', 'g', 'path', 'line', 'text']));
    const attributes = tags.flatMap((tag) => Object.entries(tag.attributes));
    expect(attributes.filter(([name]) => /^(style|href|xlink:href|src|on.*)$/i.test(name))).toEqual([]);
    expect(svg).not.toMatch(/url\(|@import|javascript:|<!/i);
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']);
    expect(new Set(attributes.filter(([name]) => name === 'font-family').map(([, font]) => font))).toEqual(
      new Set(['sans-serif']),
    );
  });

  it('says the published numbers to those who do not see, and no others', async () => {
    const picture = read(await drawStatusChart(release, plain));
    const [root] = picture.tags;
    expect(root).toMatchObject({
      name: 'svg',
      attributes: { role: 'img', 'aria-label': describeStatusChart(release, plain) },
    });
    expect(new Set(numbersIn(labelsIn(picture)))).toEqual(new Set([2755, 17095, 0]));
    expect(labelsIn(picture)).toContain('Missing: 2755');
  });

  it('shows the published numbers beside the bars, and otherwise round numbers of the scale', async () => {
    const { texts } = read(await drawStatusChart(release, plain));
    expect(texts).toEqual(
      expect.arrayContaining([
        '2755',
        '17095',
        'Missing',
        'Returned',
        'Whereabouts status',
        'Persons (published numbers)',
      ]),
    );
    expect(numbersIn(texts).every((number) => number % release.base === 0)).toBe(true);
  });

  it('shows every group in the same order, whatever is listed', () => {
    const words = describeStatusChart(release, { ...plain, labelOf: (value) => value });
    expect(words.split('. ')[1]).toBe(
      'missing: 2755; held: 0; release_unconfirmed: 0; at_liberty_elsewhere: 0; returned: 17095; dead: 0.',
    );
  });

  it('escapes hostile labels and replaces what XML forbids', async () => {
    const hostile = `"/><script>alert(1)</script>&amp;'\u0000\uD800]]>$&`;
    const svg = await drawStatusChart(release, {
      demonstration: true,
      title: hostile,
      labelOf: () => hostile,
      categoryAxis: hostile,
      valueAxis: hostile,
      demonstrationMark: hostile,
    });
    const picture = read(svg);
    expect(picture.tags.some(({ name }) => name === 'script')).toBe(false);
    const kept = hostile.replace('\u0000', '\u{fffd}').replace('\uD800', '\u{fffd}');
    expect(picture.texts).toContain(kept);
    expect(labelsIn(picture)).toContain(`${kept}: 17095`);
  });

  it('is marked as a demonstration only when it is one', async () => {
    expect(await drawStatusChart(release, plain)).not.toContain('Demonstration');
    const marked = read(await drawStatusChart(release, { demonstration: true }));
    expect(marked.texts).toContain('Demonstration');
    expect(marked.tags[0]?.attributes['aria-label']).toMatch(/^Demonstration\. /);
  });

  it('draws an empty release, and the same one the same way', async () => {
    const empty = {
      ...release,
      tables: [{ dimensions: ['status_group'], cells: [], margins: [{ key: {}, count: 0 }] }],
    };
    const svg = await drawStatusChart(empty, plain);
    expect(new Set(numbersIn(labelsIn(read(svg))))).toEqual(new Set([0]));
    expect(await drawStatusChart(empty, plain)).toBe(svg);
  });

  it('gives no bar a colour of its own', async () => {
    const { tags } = read(await drawStatusChart(release, plain));
    const bars = tags.filter(({ attributes }) => attributes['aria-roledescription'] === 'bar');
    expect(bars.length).toBe(6);
    expect(new Set(bars.map(({ attributes }) => attributes['fill'])).size).toBe(1);
  });
});
