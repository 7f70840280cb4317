// A module loader that finds x.ts behind an import of x.js and compiles it with the settings that Jest uses.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const packageFile = new URL('../../package.json', import.meta.url);
const [, settings] = JSON.parse(readFileSync(packageFile, 'utf8')).jest.transform['^.+\\.tsx?$'];

export async function resolve(specifier, context, next) {
  if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.startsWith('file:')) {
    for (const ending of ['.ts', '.tsx']) {
      const source = new URL(specifier.replace(/\.js$/, ending), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(readFileSync(filename, 'utf8'), { ...settings, filename, swcrc: false });
  return { format: 'module', source: code, shortCircuit: true };
}
