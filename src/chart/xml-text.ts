// Makes any text one that an XML file can hold, as content or in an attribute.

/** Characters that XML 1.0 forbids, lone surrogates included, even when escaped. */
const NO_XML_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Not escaped: what writes the file escapes its content. */
export function xmlText(text: string): string {
  return text.replace(NO_XML_CHARACTER, '\u{fffd}');
}

/** Escaped, for between double quotes. */
export function xmlAttribute(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return xmlText(text).replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
