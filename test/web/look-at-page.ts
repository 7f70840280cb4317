// What is looked at on every page: whether it fits, names its fields once, and holds no script.

import type { Page } from 'playwright-core';

export interface Seen {
  readonly overflow: number;
  readonly scripts: number;
  readonly inlineStyles: number;
  readonly unnamed: readonly string[];
  readonly doubleIds: readonly string[];
  readonly headings: number;
  readonly language: string;
}

/** Looked at by the test's own eyes in the page: the page itself runs nothing. */
export async function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
    const ids = all('[id]').map(({ id }) => id);
    const named = (field: HTMLElement): boolean => document.querySelector(`label[for="${field.id}"]`) !== null;
    return {
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      scripts: document.scripts.length,
      inlineStyles: all('[style], style').length,
      unnamed: all('input:not([type=hidden]), select, textarea')
        .filter((field) => !named(field))
        .map((field) => field.outerHTML),
      doubleIds: ids.filter((id, at) => ids.indexOf(id) !== at),
      headings: all('h1').length,
      language: document.documentElement.lang,
    };
  });
}

export const SOUND: Seen = {
  overflow: 0,
  scripts: 0,
  inlineStyles: 0,
  unnamed: [],
  doubleIds: [],
  headings: 1,
  language: 'en',
};
