// A published figure beside the others of the same: as the API answers it and as it draws it, to those who may count and to those who may not.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';
import { registerHeldPeople } from './held-people.js';

const PATH = '/v1/published-figures';
const SVG = 'image/svg+xml; charset=utf-8';

const held = (side: string): object => ({
  measure: 'whereabouts-status',
  filter: { status: ['believed_held', 'held_denied'], side: [side] },
});
const common = { subject: 'people held', asOf: '2021-05-20', definition: held('Northern') };
const ministry = {
  ...common,
  id: 'ministry',
  publisher: 'Ministry of the South',
  subject: 'persons in our care',
  value: { exact: 1 },
  allegedHolder: 'Southern',
  allegedBy: 'Ministry of the South',
  holderPosition: 'acknowledgement',
};
const monitor = {
  ...common,
  id: 'monitor',
  publisher: 'Vale Monitor',
  asOf: '2021-05',
  value: { min: 2 },
  allegedHolder: 'Southern',
  allegedBy: 'counsel',
  holderPosition: 'denial',
};
const commission = {
  ...common,
  id: 'commission',
  publisher: 'Commission of the North',
  value: { exact: 4 },
  breakdowns: [{ complete: true, parts: { military: 3, civilian: 2 } }],
};
const FIGURES = [
  ministry,
  commission,
  monitor,
  { ...common, id: 'counsel', publisher: 'Counsel', value: { min: 2, max: 3 } },
  { ...common, id: 'post', publisher: 'Harbour Post', value: { approx: 3 }, definition: null },
  { ...common, id: 'later', publisher: 'Counsel', asOf: '2021-05-21', value: { exact: 2 } },
  { ...common, id: 'of-the-others', publisher: 'Counsel', value: { exact: 2 }, definition: held('Southern') },
];

interface Claim {
  readonly id: string;
  readonly reported: { readonly state: string; readonly counts: readonly { day: string; count: number }[] };
  readonly positions: readonly { readonly position: string; readonly statedBy: string }[];
  readonly contradictions: readonly { readonly kind: string }[];
  readonly clashes: readonly { readonly id: string }[];
}
interface Beside {
  readonly claims: readonly Claim[];
  readonly leftOff: number;
  readonly words: string;
}

let application: TestApplication;
const tokens: Record<string, string> = {};
/** Before anything but the first figure was recorded. */
let early: string;

const get = (rest: string, who = 'analyst'): Promise<TestAnswer> =>
  application.request('GET', `${PATH}/${rest}`, { token: tokens[who]! });

async function load(figures: readonly object[]): Promise<void> {
  const { status, text } = await application.request('POST', `${PATH}/file`, {
    token: tokens['coordinator']!,
    body: { figures },
  });
  if (status !== 200) throw new Error(text);
}

async function beside(rest: string, who?: string): Promise<Beside> {
  const { status, text, body } = await get(rest, who);
  if (status !== 200) throw new Error(text);
  return (body as { beside: Beside }).beside;
}

const idsOf = ({ claims }: Beside): string[] => claims.map(({ id }) => id);

beforeAll(async () => {
  application = await startTestApplication();
  const office = await application.seedOrganisation({ name: 'Lantern Office', party: null });
  await application.seedOrganisation({ name: 'Northern Bureau', party: 'Northern' });
  await application.seedOrganisation({ name: 'Southern Bureau', party: 'Southern' });
  for (const role of ['coordinator', 'analyst', 'liaison', 'administrator'] as const)
    tokens[role] = await (await application.seedUser({ organisation: office, roles: [role] })).token();
  const { body } = await application.request('GET', '/v1/parties', { token: tokens['coordinator']! });
  const { parties } = body as { parties: { partyKey: string; label: string }[] };
  const north = parties.find(({ label }) => label === 'Northern')!.partyKey;
  await registerHeldPeople(application, tokens['coordinator']!, north);
  await load(FIGURES.slice(0, 1));
  early = new Date(application.clock.now()).toISOString();
  application.clock.advance(60_000);
  await load(FIGURES.slice(1));
});
afterAll(() => application.stop());

describe('the picture of a figure beside others', () => {
  it.each(['beside.svg', 'beside.png'])('is not for everybody, and not of what is not there (%s)', async (picture) => {
    expect((await application.request('GET', `${PATH}/commission/${picture}`)).status).toBe(401);
    expect((await get(`commission/${picture}`, 'administrator')).status).toBe(403);
    expect((await get(`nobody-knows/${picture}`)).status).toBe(404);
    expect((await get(`Nobody%20Knows/${picture}`)).status).toBe(404);
    expect((await get(`commission/${picture}?validAt=2021-04-30`)).status).toBe(404);
    expect((await get(`commission/${picture}?why=true`)).status).toBe(422);
  });

  it('is kept by nobody, and holds the words of the answer', async () => {
    const { words } = await beside('commission');
    const svg = await get('commission/beside.svg');
    expect([svg.status, svg.headers.get('content-type')]).toEqual([200, SVG]);
    expect(svg.headers.get('cache-control')).toBe('no-store');
    expect(svg.text).toContain(`aria-label="${words}"`);
    expect(words).toContain(
      'Commission of the North, as of 20 May 2021: 4, reported to this registry: 2 for 20 May 2021',
    );
    expect(words).toContain('Harbour Post, as of 20 May 2021: about 3.');
    const png = await get('commission/beside.png');
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(png.headers.get('cache-control')).toBe('no-store');
    expect(png.text).toMatch(/^.PNG/);
  });

  it('has no count in it for those who may not count', async () => {
    const [svg, { words }] = [await get('commission/beside.svg', 'liaison'), await beside('commission', 'liaison')];
    expect(svg.status).toBe(200);
    expect(words).toContain('Vale Monitor, as of May 2021: at least 2');
    for (const text of [svg.text, words]) expect(text).not.toMatch(/reported to this registry: /i);
  });

  it('is of what was known at another time', async () => {
    const { text } = await get(`ministry/beside.svg?knownAt=${early}`);
    expect(text).toContain('Ministry of the South');
    expect(text).not.toContain('Commission of the North');
  });

  it('names no party but where a publisher does', async () => {
    const { text } = await get('counsel/beside.svg');
    expect(text.replaceAll(/(Ministry|Commission) of the (North|South)/g, '')).not.toMatch(/North|South/);
  });
});

describe('a figure beside others', () => {
  it('has with it those that count the same on a day that can be the same, by day and id', async () => {
    const all = ['monitor', 'commission', 'counsel', 'ministry'];
    expect(idsOf(await beside('commission'))).toEqual([...all, 'post']);
    expect(idsOf(await beside('ministry'))).toEqual(all);
    // Its month holds the other day too.
    expect(idsOf(await beside('monitor'))).toEqual([...all, 'later']);
    // Without a definition by its words, and the monitor's speak of a holder.
    expect(idsOf(await beside('post'))).toEqual(['commission', 'counsel', 'of-the-others', 'post']);
    expect(idsOf(await beside('of-the-others'))).toEqual(['of-the-others', 'post']);
  });

  it('shows of each who says what of the holder, what does not fit and what was reported', async () => {
    const { claims, leftOff } = await beside('counsel?why=true');
    const of = (id: string): Claim => claims.find((claim) => claim.id === id)!;
    expect(leftOff).toBe(0);
    expect(of('monitor').positions).toMatchObject([
      { position: 'alleged_holder', statedBy: 'counsel' },
      { position: 'denial', statedBy: 'Vale Monitor' },
    ]);
    expect(of('ministry').positions[1]).toMatchObject({ position: 'acknowledgement' });
    expect(of('commission').contradictions).toMatchObject([{ kind: 'breakdown' }]);
    expect(
      of('ministry')
        .clashes.map(({ id }) => id)
        .sort(),
    ).toEqual(['commission', 'counsel', 'monitor']);
    expect(of('counsel').reported).toMatchObject({
      state: 'counted',
      counts: [{ day: '2021-05-20', count: 2, cells: [{ count: 2 }] }],
    });
    expect(of('monitor').reported.counts.map(({ day, count }) => [day, count])).toEqual([
      ['2021-05-01', 2],
      ['2021-05-31', 3],
    ]);
    expect(of('post').reported).toMatchObject({ state: 'not_comparable', counts: [] });
  });

  it('withholds every count from those who may not count', async () => {
    const { claims } = await beside('counsel', 'liaison');
    expect(claims.map(({ reported }) => reported.state)).toEqual([
      ...Array<string>(4).fill('withheld'),
      'not_comparable',
    ]);
    expect(claims.flatMap(({ reported }) => reported.counts)).toEqual([]);
  });

  it('leaves out what was not known then, and what is of a later day', async () => {
    expect(idsOf(await beside(`ministry?knownAt=${early}`))).toEqual(['ministry']);
    expect(idsOf(await beside('monitor?validAt=2021-05-20'))).not.toContain('later');
  });

  it('is among those shown however many there are, and says how many are not', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      id: `many-${String(at).padStart(2, '0')}`,
      publisher: `Monitor ${at}`,
      subject: 'people unheard of',
      asOf: '2021-03-01',
      value: { exact: at },
    }));
    await load(many);
    const last = await beside('many-29');
    expect([last.claims.length, last.leftOff, idsOf(last).at(-1), idsOf(last)[0]]).toEqual([
      25,
      5,
      'many-29',
      'many-00',
    ]);
    const first = await beside('many-00');
    expect([first.claims.length, first.leftOff, idsOf(first)[24]]).toEqual([25, 5, 'many-24']);
  });

  it('is noted in the log by what was counted, as a value and as a picture, and by none of its words', async () => {
    const readings = async (): Promise<readonly unknown[]> => {
      const rows = await auditRows(application.database);
      return rows
        .filter(({ action, subject_id: id }) => action === 'published_figure_read' && id === 'ministry')
        .map(({ details }) => details);
    };
    const before = (await readings()).length;
    await beside('ministry');
    await get('ministry/beside.svg');
    await get('ministry/beside.png', 'liaison');
    expect((await readings()).slice(before)).toEqual([
      { edition: 1, counted: true, beside: 3, countedBeside: 3 },
      { edition: 1, counted: true, beside: 3, countedBeside: 3 },
      { edition: 1, counted: false, beside: 3, countedBeside: 0 },
    ]);
    expect(JSON.stringify(await auditRows(application.database))).not.toMatch(/Harbour Post|persons in our care/);
  });
});
