// The picture in pixels: a whole PNG without a word of text in it, the same bytes each time, drawn with letters of every script that a label may have.
import { describe, expect, it } from '@jest/globals';
import { crc32, inflateSync } from 'node:zlib';
import { drawPng } from '../../src/chart/picture-png.js';
import { drawStatusChart } from '../../src/chart/status-chart.js';
import type { ReleaseDocument } from '../../src/domain/statistics/release-document.js';

const SIGNATURE = '89504e470d0a1a0a';

function release(missing: number): ReleaseDocument {
  const cells = [{ key: { status_group: 'missing' }, count: missing }];
  const tables = [{ dimensions: ['status_group'], cells, margins: [{ key: {}, count: missing }] }];
  return { number: 3, measure: 'whereabouts-status', version: 1, base: 5, asOf: '2026-07-09', tables, notes: [] };
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** As strictly as the format asks: the signature, then chunks whose sums hold, to the last byte. */
function chunksOf(png: Uint8Array): readonly Chunk[] {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('hex')).toBe(SIGNATURE);
  const chunks: Chunk[] = [];
  let at = 8;
  while (at < bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at);
    expect(crc32(bytes.subarray(at + 4, end))).toBe(bytes.readUInt32BE(end));
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Rows as they are stored, each with the filter of its line. */
  readonly rows: Buffer;
}

function pixelsOf(png: Uint8Array): Pixels {
  const [header, ...rest] = chunksOf(png);
  const [width, height] = [header!.data.readUInt32BE(0), header!.data.readUInt32BE(4)];
  // Eight bits of red, green, blue and opacity, not interlaced.
  expect([...header!.data.subarray(8)]).toEqual([8, 6, 0, 0, 0]);
  const rows = inflateSync(Buffer.concat(rest.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  expect(rows.length).toBe(height * (1 + 4 * width));
  return { width, height, rows };
}

const line = (text: string, attributes = ''): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40">' +
  `<text x="10" y="25" font-family="sans-serif" font-size="14" ${attributes}>${text}</text></svg>`;

describe('drawPng', () => {
  it('refuses what is no picture, and draws the next one', async () => {
    await expect(drawPng('no picture')).rejects.toThrow();
    await expect(drawPng('')).rejects.toThrow();
    expect(chunksOf(await drawPng(line('after'))).length).toBeGreaterThan(2);
  });

  it('holds a header, pixels and an end, and no text, time or other word of where it comes from', async () => {
    const svg = await drawStatusChart(release(2755), { demonstration: true });
    const types = chunksOf(await drawPng(svg)).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  });

  it('is twice the size of the picture, and not blank', async () => {
    const svg = await drawStatusChart(release(2755), { demonstration: false });
    const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(svg)!;
    const pixels = pixelsOf(await drawPng(svg));
    expect([pixels.width, pixels.height]).toEqual([2 * Number(width), 2 * Number(height)]);
    const empty = pixelsOf(await drawPng(svg.replace(/<g [\s\S]*<\/g>/, '')));
    expect(empty.rows.equals(pixels.rows)).toBe(false);
    expect(new Set(empty.rows).size).toBeLessThan(10);
    expect(new Set(pixels.rows).size).toBeGreaterThan(50);
  });

  it('is the same bytes of the same release, and others of another', async () => {
    const draw = async (missing: number): Promise<Uint8Array> =>
      drawPng(await drawStatusChart(release(missing), { demonstration: false }));
    const first = await draw(2755);
    expect(Buffer.from(first).equals(await draw(2755))).toBe(true);
    expect(Buffer.from(first).equals(await draw(2760))).toBe(false);
  });

  it.each([
    ['Latin', 'şəhər', 'çöküş'],
    ['Cyrillic', 'город', 'место'],
    ['Greek', 'πόλις', 'τόπος'],
    ['Armenian', 'քաղաք', 'գյուղ'],
    ['Georgian', 'ქალაქ', 'სოფელ'],
    ['Hebrew', 'עירים', 'כפרים'],
    ['Arabic', 'مدينة', 'قرية١'],
  ])('has letters of %s, thin and bold', async (_script, one, other) => {
    expect(one.length).toBe(other.length);
    for (const weight of ['', 'font-weight="bold"']) {
      // Letters that a font lacks are all the same box, so that words of one length would be one picture.
      const [first, second] = [await drawPng(line(one, weight)), await drawPng(line(other, weight))];
      expect(Buffer.from(first).equals(second)).toBe(false);
      expect(Buffer.from(first).equals(await drawPng(line('', weight)))).toBe(false);
    }
    expect(Buffer.from(await drawPng(line(one))).equals(await drawPng(line(one, 'font-weight="bold"')))).toBe(false);
  });
});
