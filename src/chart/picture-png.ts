// Turns a picture drawn here into a PNG, with fonts of its own, so that every machine makes the same bytes of it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Twice the size in points: sharp on screens of today and in print, and some 60 kB. */
const PIXELS_A_POINT = 2;

/** One family for Latin, Cyrillic, Greek, Armenian, Georgian, Hebrew and Arabic; titles are bold. Fonts of the machine are never read. */
const FAMILY = 'DejaVu Sans';
const require = createRequire(import.meta.url);
const FONT_FILES = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];
const MODULE_FILE = require.resolve('@resvg/resvg-wasm/index_bg.wasm');

type Rasterise = (svg: string) => Uint8Array;

async function load(): Promise<Rasterise> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(MODULE_FILE));
  const fontBuffers = await Promise.all(FONT_FILES.map((file) => readFile(file)));
  const font = { fontBuffers, sansSerifFamily: FAMILY, defaultFontFamily: FAMILY };
  return (svg) => {
    // What lies in the module's own memory is given back by hand.
    const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: PIXELS_A_POINT } });
    try {
      const image = picture.render();
      try {
        return image.asPng();
      } finally {
        image.free();
      }
    } finally {
      picture.free();
    }
  };
}

/** The module can be started once in a process, so that a start that failed is not tried again before the next one. */
let loaded: Promise<Rasterise> | null = null;

/**
 * A PNG with a header, its pixels and an end, and no word of text in it. The words that a picture carries for those who do not see it are lost: whoever
 * shows this one says them beside it. It blocks the thread for some 20 to 100 ms.
 */
export async function drawPng(svg: string): Promise<Uint8Array> {
  loaded ??= load();
  return (await loaded)(svg);
}
