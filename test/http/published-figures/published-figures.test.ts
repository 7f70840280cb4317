// Published figures through the API: loaded, corrected, and shown beside what was reported to the registry.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import { startTestApplication, type TestAnswer, type TestApplication } from '../../support/http-application.js';
import { registerHeldPeople } from './held-people.js';

const PATH = '/v1/published-figures';
const ONE = { publisher: 'Vale Monitoring Group', subject: 'people held', asOf: '2021-05-20', value: { min: 2 } };
const HELD = {
  measure: 'whereabouts-status',
  filter: { status: ['believed_held', 'held_denied'], side: ['Northern'] },
};

const FILE = {
  _note: 'Invented.',
  figures: [
    {
      ...ONE,
      id: 'held',
      affectedParty: 'Northern',
      definition: HELD,
      allegedHolder: 'Southern',
      allegedBy: 'counsel',
    },
    { id: 'all', publisher: 'Commission', asOf: '2020', subject: 'people missing', value: { exact: 719 } },
    {
      id: 'parts',
      publisher: 'Commission',
      asOf: '2020',
      subject: 'people missing, by age',
      value: { exact: 719 },
      breakdowns: [{ complete: false, parts: { children: 71, women: 267, elderly: 326 } }],
      derivedFrom: { minus: ['all', 'found'] },
    },
    { id: 'found', publisher: 'Commission', publishedOn: '2020-12~', subject: 'people found', value: { exact: 0 } },
    { id: 'uncovered', publisher: 'Association', asOf: '2021-02', subject: 'remains uncovered', value: { min: 62 } },
    {
      id: 'identified',
      publisher: 'Association',
      asOf: '2021-03~',
      subject: 'remains identified',
      value: { exact: 62 },
      conflictsWith: ['uncovered'],
    },
  ],
};

interface Shown {
  readonly id: string;
  readonly reported: {
    readonly state: string;
    readonly comparison: unknown;
    readonly counts: unknown[];
    readonly reason: unknown;
  };
  readonly contradictions: unknown[];
  readonly clashes: { readonly id: string; readonly statedBy: unknown }[];
  readonly parties: unknown;
  readonly edition: number;
  readonly value: unknown;
}

let application: TestApplication;
const tokens: Record<string, string> = {};

async function post(path: string, token: string, body: object, headers = {}): Promise<TestAnswer> {
  return application.request('POST', `${PATH}${path}`, { token, body, headers });
}

async function figures(query = '', token = tokens['analyst']!): Promise<Shown[]> {
  const { body } = await application.request('GET', `${PATH}${query}`, { token });
  return (body as { figures: Shown[] }).figures;
}

async function figure(id: string, query = '', token = tokens['analyst']!): Promise<Shown> {
  const { status, text, body } = await application.request('GET', `${PATH}/${id}${query}`, { token });
  if (status !== 200) throw new Error(text);
  return body as Shown;
}

function faultsIn({ body }: TestAnswer): string[] {
  const { errors } = body as { errors: { pointer: string; code: string }[] };
  return errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

beforeAll(async () => {
  application = await startTestApplication();
  const office = await application.seedOrganisation({ name: 'Lantern Office', party: null });
  await application.seedOrganisation({ name: 'Bureau', party: 'Northern' });
  for (const role of ['coordinator', 'analyst', 'liaison', 'administrator'] as const)
    tokens[role] = await (await application.seedUser({ organisation: office, roles: [role] })).token();
  tokens['other'] = await (await application.seedUser({ roles: ['coordinator'] })).token();
  const parties = await application.request('GET', '/v1/parties', { token: tokens['coordinator']! });
  const [north] = (parties.body as { parties: { partyKey: string }[] }).parties;
  await registerHeldPeople(application, tokens['coordinator']!, north!.partyKey);
});
afterAll(() => application.stop());

describe('loading a file of figures', () => {
  it('is not for everybody', async () => {
    expect((await post('/file', tokens['liaison']!, FILE)).status).toBe(403);
    expect((await application.request('GET', PATH, { token: tokens['administrator']! })).status).toBe(403);
  });

  it('takes nothing of a file that has one fault, and names it', async () => {
    const given = [...FILE.figures, { ...ONE, id: 'wrong', conflictsWith: ['nobody-knows'] }];
    const unknown = await post('/file', tokens['coordinator']!, { figures: given });
    expect([unknown.status, faultsIn(unknown)]).toEqual([422, ['/figures/6/conflictsWith unknown_figure']]);
    const strange = await post('/file', tokens['coordinator']!, {
      figures: [...FILE.figures, { ...ONE, id: 'b', verdict: 1 }],
    });
    expect([(strange.body as { code: string }).code, faultsIn(strange)]).toEqual([
      'unknown_field',
      ['/figures/6/verdict unknown_field'],
    ]);
    expect(faultsIn(await post('/file', tokens['coordinator']!, { figures: [], more: 1 }))).toEqual([
      '/more unknown_field',
    ]);
    expect(await figures()).toEqual([]);
  });

  it('takes it whole, and a second time adds nothing, whoever loads it', async () => {
    const ids = FILE.figures.map(({ id }) => id);
    const first = await post('/file', tokens['coordinator']!, FILE);
    expect([first.status, first.body]).toEqual([200, { added: ids, corrected: [], known: [] }]);
    for (const who of ['coordinator', 'other'])
      expect((await post('/file', tokens[who]!, FILE)).body).toEqual({ added: [], corrected: [], known: ids });
    expect(await figures()).toHaveLength(ids.length);
  });

  it('refuses figures that differ from their record, and changes none of the others', async () => {
    const changed = FILE.figures.map((one) => (one.id === 'all' ? { ...one, value: { exact: 720 } } : one));
    const answer = await post('/file', tokens['coordinator']!, { figures: [{ ...ONE, id: 'fresh' }, ...changed] });
    expect([answer.status, faultsIn(answer)]).toEqual([422, ['/figures/2 figure_differs']]);
    expect(await figures()).toHaveLength(FILE.figures.length);
  });
});

describe('a figure beside what was reported', () => {
  it('is counted under its own definition on its own day', async () => {
    const { reported, parties } = await figure('held', '?why=true');
    expect(reported).toMatchObject({ state: 'counted', comparison: 'at_least_holds', reason: null });
    expect(reported.counts).toEqual([
      { day: '2021-05-20', count: 2, cells: [{ key: { status: 'believed_held', side: 'Northern' }, count: 2 }] },
    ]);
    expect(parties).toEqual([
      { stated: 'Northern', partyKey: expect.any(String), label: 'Northern' },
      { stated: 'Southern', partyKey: null, label: 'Southern' },
    ]);
  });

  it('is counted with what was known at another time', async () => {
    const { status } = await application.request('GET', `${PATH}/held?knownAt=2021-05-01T00:00:00Z`, {
      token: tokens['analyst']!,
    });
    expect(status).toBe(404);
    const listed = await figures('?validAt=2021-05-21');
    expect(listed.find(({ id }) => id === 'held')?.reported.counts).toEqual([
      { day: '2021-05-20', count: 2, cells: null },
    ]);
    expect((await figures('?validAt=2020-06-30')).map(({ id }) => id).sort()).toEqual(['all', 'parts']);
  });

  it('is not compared, and nothing is guessed, without a definition', async () => {
    expect((await figure('all')).reported).toMatchObject({
      state: 'not_comparable',
      reason: 'no_definition',
      counts: [],
      comparison: null,
    });
  });

  it('is shown without the count to those who may not count', async () => {
    const { reported } = await figure('held', '?why=true', tokens['liaison']);
    expect(reported).toMatchObject({ state: 'withheld', comparison: null, counts: [] });
  });

  it('calls no breakdown contradictory that is only "including", and finds a derivation that holds', async () => {
    expect((await figure('parts')).contradictions).toEqual([]);
  });

  it('shows two figures that clash on both of them, and by whom that is said', async () => {
    for (const [one, other] of [
      ['uncovered', 'identified'],
      ['identified', 'uncovered'],
    ] as const)
      expect((await figure(one)).clashes).toMatchObject([{ id: other, basis: 'stated', statedBy: 'Lantern Office' }]);
  });
});

describe('the list', () => {
  it('is paged, latest date first, and filtered by publisher and day', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const rest = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await application.request('GET', `${PATH}?limit=4${rest}`, { token: tokens['liaison']! });
      const page = body as { figures: Shown[]; cursor: string | null };
      seen.push(...page.figures.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(seen).toEqual(['held', 'identified', 'uncovered', 'found', 'parts', 'all']);
    expect((await figures('?publisher=Commission&day=2020-12-31')).map(({ id }) => id)).toEqual([
      'found',
      'parts',
      'all',
    ]);
    expect(await figures('?publisher=commission')).toEqual([]);
  });

  it.each(['limit=0', 'limit=201', 'cursor=Mira%20Ostrand', 'day=2021-02-30', 'publisher=a&colour=b'])(
    'refuses %s',
    async (query) => {
      expect((await application.request('GET', `${PATH}?${query}`, { token: tokens['analyst']! })).status).toBe(422);
    },
  );
});

describe('one figure', () => {
  it('is recorded once for one key, and not twice under one id', async () => {
    const key = { 'idempotency-key': 'figure-1' };
    const first = await post('', tokens['analyst']!, ONE, key);
    expect(first.status).toBe(201);
    expect((await post('', tokens['analyst']!, ONE, key)).body).toEqual(first.body);
    const { id } = first.body as { id: string };
    expect((await figure(id)).value).toEqual({ min: 2 });
    expect((await post('', tokens['analyst']!, { ...ONE, id: 'held' })).status).toBe(409);
    const wrong = await post('', tokens['analyst']!, { ...ONE, value: { exact: '7' }, sides: [] });
    expect(faultsIn(wrong)).toEqual(['/sides unknown_field']);
  });

  it('is corrected with a reason by those who recorded it, and both editions stay', async () => {
    const before = new Date(application.clock.now()).toISOString();
    application.clock.advance(60_000);
    const { id: _id, ...all } = FILE.figures[1]!;
    const correction = { reason: 'A misprint.', successor: { ...all, value: { exact: 720 } } };
    expect((await post('/all/supersession', tokens['other']!, correction)).status).toBe(403);
    expect((await post('/nobody-knows/supersession', tokens['coordinator']!, correction)).status).toBe(404);
    const wrong = await post('/all/supersession', tokens['coordinator']!, {
      ...correction,
      successor: { ...all, value: {} },
    });
    expect(faultsIn(wrong)).toEqual(['/successor/value invalid_field']);
    const answer = await post('/all/supersession', tokens['coordinator']!, correction);
    expect([answer.status, answer.body]).toEqual([201, { id: 'all', edition: 2 }]);
    expect((await post('/all/supersession', tokens['coordinator']!, correction)).status).toBe(409);
    expect(await figure('all')).toMatchObject({
      edition: 2,
      value: { exact: 720 },
      editions: [{ reason: null }, { reason: 'A misprint.' }],
    });
    expect(await figure('all', `?knownAt=${before}`)).toMatchObject({ edition: 1, value: { exact: 719 } });
    // What the publisher reckoned from the number before does not hold any more.
    expect((await figure('parts')).contradictions).toMatchObject([{ kind: 'derivation' }]);
    expect((await figures('?publisher=Commission')).filter(({ id }) => id === 'all')).toHaveLength(1);
  });

  it('leaves a note of each step in the log, and none of its words', async () => {
    const rows = await auditRows(application.database);
    const noted = rows.filter(({ subject_kind }) => subject_kind === 'published_figure');
    expect(new Set(noted.map(({ action }) => action))).toEqual(
      new Set([
        'published_figure_added',
        'published_figure_corrected',
        'published_figures_loaded',
        'published_figures_listed',
        'published_figure_read',
      ]),
    );
    expect(noted.find(({ action }) => action === 'published_figures_loaded')?.details).toEqual({
      added: 6,
      corrected: 0,
      known: 0,
    });
    expect(JSON.stringify(rows)).not.toMatch(/misprint|Commission|remains/);
  });
});
