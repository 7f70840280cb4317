// Answers about persons without what tells one person from another, so that those of two worlds can be compared.

/** The same text with ids and pseudonyms numbered as they come. */
export function anonymous(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([name]) => /: \d/.test(name))
      .map(([name, text]) => {
        const met = new Map<string, string>();
        const numbered = text.replaceAll(/WB-[0-9A-Z*~$=-]{25}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
          if (!met.has(id)) met.set(id, `#${met.size}`);
          return met.get(id) ?? '';
        });
        return [name, numbered];
      }),
  );
}
