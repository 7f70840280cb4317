// Takes one well-formed CSV row apart into its cells.

const QUOTE = '"';

/**
 * The cells of a row whose quotes have been found to be in order. At most `limit` cells are taken, which bounds a row that is
 * nothing but delimiters.
 */
export function csvCells(row: string, delimiter: string, limit: number): string[] {
  if (!row.includes(QUOTE)) return row.split(delimiter, limit);
  const cells: string[] = [];
  let at = 0;
  while (cells.length < limit) {
    const end = row[at] === QUOTE ? closingQuote(row, at) + 1 : nextDelimiter(row, delimiter, at);
    cells.push(row[at] === QUOTE ? row.slice(at + 1, end - 1).replaceAll('""', QUOTE) : row.slice(at, end));
    if (end >= row.length) break;
    at = end + 1;
  }
  return cells;
}

function nextDelimiter(row: string, delimiter: string, from: number): number {
  const at = row.indexOf(delimiter, from);
  return at < 0 ? row.length : at;
}

function closingQuote(row: string, opening: number): number {
  let at = row.indexOf(QUOTE, opening + 1);
  while (row[at + 1] === QUOTE) at = row.indexOf(QUOTE, at + 2);
  return at;
}
