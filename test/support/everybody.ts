// Lets a search of the vault open whomever it meets, where the vault alone is tested.

export function everybody(personIds: readonly string[]): Promise<ReadonlySet<string>> {
  return Promise.resolve(new Set(personIds));
}
