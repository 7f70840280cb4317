// Reads a picture as strictly as a browser reads `image/svg+xml`: its tags, its texts and what it says to those who do not see it.

import { SaxesParser, type SaxesTagPlain } from 'saxes';

export interface ReadPicture {
  readonly tags: readonly SaxesTagPlain[];
  readonly texts: readonly string[];
}

/** The first error throws. */
export function readPicture(svg: string): ReadPicture {
  const tags: SaxesTagPlain[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => tags.push(tag));
  parser.on('text', (text) => text.trim() !== '' && texts.push(text));
  parser.write(svg).close();
  return { tags, texts };
}

export function labelsIn({ tags }: ReadPicture): readonly string[] {
  return tags.flatMap(({ attributes }) => attributes['aria-label'] ?? []);
}
