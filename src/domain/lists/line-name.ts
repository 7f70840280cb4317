// The name and the year of birth in a line of a list as it was submitted: "12. Tassin, Arvel (1990), of the mill".

export interface LineName {
  readonly name: string;
  readonly birthYear?: number;
}

/** A number of the line before the name. */
const NUMBERING = /^\s*(?:№|no\.?|#)?\s*\p{Nd}{1,4}\s*[.):-]?\s+/iu;
/** In European figures; years of others are often of other calendars. */
const YEAR = /(?<!\d)(?:18[5-9]\d|19\d\d|20\d\d)(?!\d)/gu;
/** Where whatever else is known of somebody begins: the first figure, bracket, semicolon or stroke. */
const REST = /[\p{Nd}()[\]{};|/\t\n].*$/su;

function wordsOf(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** A surname alone before a comma has its given name behind it; behind a whole name, a comma begins something else. */
function beforeComma(text: string): string {
  const [first = '', second = ''] = text.split(/[,،՝]/u).map(wordsOf);
  return first.includes(' ') ? first : wordsOf(`${first} ${second}`);
}

/** Any text has a name, which may be empty; a year where there is exactly one that is not to come. */
export function nameOfLine(text: string, thisYear: number): LineName {
  const line = text.replace(NUMBERING, '');
  const name = beforeComma(line.replace(REST, ''));
  const years = [...new Set(line.match(YEAR) ?? [])].map(Number).filter((year) => year <= thisYear);
  const [birthYear] = years;
  return years.length === 1 && birthYear !== undefined ? { name, birthYear } : { name };
}
