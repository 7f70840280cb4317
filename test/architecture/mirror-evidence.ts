// The part of the mirror's world in which offices of both parties, and one of neither, say what they find of a film.

type Given = Readonly<Record<string, unknown>>;

interface FilmClerk {
  post(token: string, address: string, body: Given): Promise<Record<string, unknown>>;
  get(who: string, token: string, address: string): Promise<void>;
  means(id: string, meaning: string): void;
}

const found = (verdict: string): Given => ({
  verdict,
  method: 'features_compared',
  ground: 'traces_of_generation',
  reason: 'Seen frame by frame.',
});

/** What two parties' offices find false keeps counting, whichever parties they are. */
export async function assessFilm(
  {
    bureaus,
    pseudonym,
    tokens,
  }: {
    readonly bureaus: readonly string[];
    readonly pseudonym: string;
    readonly tokens: Readonly<Record<string, string>>;
  },
  clerk: FilmClerk,
): Promise<void> {
  const { code } = await clerk.post(tokens['coordinator']!, '/v1/evidence', {
    sha256: '5e'.repeat(32),
    kind: 'video',
    source: 'holder_media',
    firstPublished: '2021-01-20',
    unidentified: { min: 2, max: 3 },
    sharingLevel: 'named_organisations',
    namedOrganisations: bureaus,
  });
  clerk.means(String(code), '«film»');
  for (const kind of ['depiction', 'death']) {
    const statement = {
      kind,
      valid: '2020-12-13/2021-01-20',
      source: 'media',
      grade: 'B2',
      details: { evidence: code },
    };
    const { id } = await clerk.post(tokens['coordinator']!, `/v1/persons/${pseudonym}/statements`, statement);
    clerk.means(String(id), `«${kind} in the film»`);
  }
  for (const [who, verdict] of [
    ['bound to the first', 'synthetic'],
    ['bound to the second', 'synthetic'],
    ['coordinator', 'staged'],
  ] as const) {
    const { id } = await clerk.post(tokens[who]!, `/v1/evidence/${String(code)}/assessments`, found(verdict));
    clerk.means(String(id), `«finding of the one ${who}»`);
  }
  for (const who of ['coordinator', 'bound to the first', 'bound to the second'])
    for (const rest of ['', `/${String(code)}`]) await clerk.get(who, tokens[who]!, `/v1/evidence${rest}`);
}
