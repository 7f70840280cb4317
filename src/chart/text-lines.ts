// Breaks a text of any length into the few short lines that a picture has room for.

/** Between words where there are any; what is left over ends in an ellipsis. `longest` counts characters, `most` lines. */
export function linesOf(text: string, longest: number, most: number): readonly string[] {
  const pieces = text.split(/\s+/).flatMap((word) => piecesOf(word, longest));
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && lengthOf(last) + 1 + lengthOf(piece) <= longest)
      lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  const shown = lines.slice(0, most);
  if (lines.length > most)
    shown[most - 1] = `${Array.from(shown[most - 1] ?? '')
      .slice(0, longest - 1)
      .join('')}…`;
  return shown;
}

/** A character beyond the first plane is one, and is not cut in two. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function piecesOf(word: string, longest: number): readonly string[] {
  const characters = Array.from(word);
  const count = Math.ceil(characters.length / longest);
  return Array.from({ length: count }, (_, at) => characters.slice(at * longest, (at + 1) * longest).join(''));
}
