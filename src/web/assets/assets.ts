// The two files beside the pages, each under a name that changes with its content.

import { createHash } from 'node:crypto';
import { FRAME_STYLE } from './frame-style.js';
import { PART_STYLE } from './part-style.js';

export interface Asset {
  readonly type: string;
  readonly content: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M20.5 8.3a9.2 9.2 0 1 1-4.8-4.8" fill="none" stroke="#34506b" stroke-width="2.6"/><circle cx="12" cy="12" r="2.8" fill="#34506b"/></svg>`;

const assets = new Map<string, Asset>();

function publish(stem: string, extension: string, asset: Asset): string {
  const digest = createHash('sha256').update(asset.content).digest('hex').slice(0, 16);
  const name = `${stem}-${digest}.${extension}`;
  assets.set(name, asset);
  return `/assets/${name}`;
}

export const STYLE_PATH = publish('console', 'css', {
  type: 'text/css; charset=utf-8',
  content: `${FRAME_STYLE.trim()}\n${PART_STYLE.trim()}\n`,
});

export const ICON_PATH = publish('icon', 'svg', { type: 'image/svg+xml', content: ICON });

export function findAsset(name: string): Asset | undefined {
  return assets.get(name);
}
