// The part of the mirror's world in which records are merged and split, and remains are linked to people and handed over by a party.

type Given = Readonly<Record<string, unknown>>;

export interface Clerk {
  /** Sent by the coordinator; the answer must be a success. */
  post(address: string, body: Given): Promise<Given>;
  /** The same by the second person. */
  postAsSecond(address: string, body?: Given): Promise<Given>;
  /** Kept as an answer that is compared; of several at one address each says when it was asked for. */
  get(address: string, when?: string): Promise<void>;
  means(id: string, meaning: string): void;
}

interface Parties {
  readonly first: { readonly key: string };
  readonly second: { readonly key: string };
}

const REASON = 'One register line in two lists.';

/** A second record, taken for the same person, held by the other party; a merge of what contradicts each other, and one that is split again. */
export async function mergeRecords({ first, second }: Parties, clerk: Clerk, people: readonly string[]): Promise<void> {
  for (const [at, holder] of [first, second].entries()) {
    const into = people[at] ?? '';
    const capture = { kind: 'capture', valid: '2020-11-02', source: 'witness', grade: 'B2' };
    const shared = { sharingLevel: 'partners_pseudonymous', legalBasis: 'public_interest' };
    const registered = await clerk.post('/v1/persons', {
      ...shared,
      statements: [{ ...capture, details: { holder: holder.key } }],
    });
    const from = String(registered['pseudonym']);
    clerk.means(from, `«the record merged into ${at}»`);
    for (const [nth, id] of (registered['statements'] as string[]).entries())
      clerk.means(id, `«statement ${nth} of the record merged into ${at}»`);
    const { id } = await clerk.post(`/v1/persons/${from}/links`, { into, reason: REASON });
    const link = `/v1/persons/${from}/links/${String(id)}`;
    clerk.means(String(id), `«link into ${at}»`);
    await clerk.get(link, 'before the review');
    await clerk.postAsSecond(`${link}/review`, { verdict: 'confirmed', reason: REASON });
    const reads = [link, `/v1/persons/${from}?why=true`, `/v1/persons/${into}?why=true`, `/v1/persons/${into}/links`];
    for (const address of [...reads, `/v1/persons/${into}/statements`]) await clerk.get(address, 'merged');
    // The second of the two is taken back, so that both a merge and a split stand behind what is read later.
    if (holder === second) {
      await clerk.post(`${link}/withdrawal`, { reason: 'The two are brothers.' });
      for (const address of reads) await clerk.get(address, 'split again');
    }
  }
}

/** Whose remains they are is signed by a second person; a party hands over the whole of one's and a part of the other's. */
export async function identifyRemains(
  { first, second }: Parties,
  clerk: Clerk,
  people: readonly string[],
): Promise<void> {
  const sharingLevel = 'partners_pseudonymous';
  const place = { code: 'demo:10', precision: 'admin_area' };
  const count = { asOf: '2021-05', recovered: 28, identified: 11 };
  const site = await clerk.post('/v1/sites', { place, sharingLevel, count });
  clerk.means(String(site['id']), '«site»');
  for (const [at, giver] of [first, second].entries()) {
    const estimated = { extent: 'whole', sex: 'male', age: { from: 18, to: 30 }, died: '2020/2021' };
    const { id } = await clerk.post('/v1/remains', { ...estimated, siteId: site['id'], sharingLevel });
    const remains = `/v1/remains/${String(id)}`;
    clerk.means(String(id), `«remains ${at}»`);
    const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
    const link = await clerk.post(`${remains}/links`, { ...identified, persons: [people[at]] });
    clerk.means(String(link['id']), `«link of the remains ${at}»`);
    const address = `${remains}/links/${String(link['id'])}`;
    await clerk.postAsSecond(`${address}/confirmation`);
    const handedOver = { valid: '2021-05-20', source: 'forensic_report', grade: 'A1', party: giver.key };
    await clerk.post(`${address}/hand-over`, { ...handedOver, extent: at === 0 ? 'whole' : 'part' });
    const reads = [remains, `/v1/persons/${people[at] ?? ''}?why=true`];
    for (const read of reads) await clerk.get(read, 'handed over');
    if (giver === second) {
      await clerk.post(`${address}/withdrawal`, { reason: 'The samples were exchanged.' });
      for (const read of reads) await clerk.get(read, 'withdrawn');
    }
  }
  for (const list of ['/v1/remains', '/v1/sites']) await clerk.get(list);
}
