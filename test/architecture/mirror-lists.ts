// The part of the mirror's world in which each party submits a list to the other and answers the other's.

interface Party {
  readonly key: string;
}

interface Clerk {
  post(address: string, body: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  get(address: string): Promise<void>;
  means(id: string, meaning: string): void;
}

/** The answers are statements about the people on the lists. */
export async function submitLists(
  { first, second }: { readonly first: Party; readonly second: Party },
  pseudonyms: ReadonlyMap<string, string>,
  clerk: Clerk,
): Promise<void> {
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    const lines = ['M-5', 'M-6'].map((reference) => ({ pseudonym: pseudonyms.get(reference) }));
    const list = { submitter: { party: from.key }, recipient: { party: to.key }, submittedOn: '2021-03-05', lines };
    const { id } = await clerk.post('/v1/lists', list);
    for (const [line, answer] of [
      [1, 'denied'],
      [2, to === first ? 'acknowledged' : 'returned'],
    ] as const) {
      const answered = { line, answer, answeredOn: '2021-04-02', answeredBy: { party: to.key } };
      const { statements } = await clerk.post(`/v1/lists/${String(id)}/answers`, answered);
      for (const written of statements as string[]) clerk.means(written, `«${answer} on line ${line}»`);
    }
    clerk.means(String(id), '«list»');
    await clerk.get(`/v1/lists/${String(id)}`);
  }
  await clerk.get('/v1/lists');
}
