// Evidence through the API: refused, recorded, seen by whom it is shared with, handed over, assessed and withdrawn.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import { digestOf, EvidenceDesk, found, ITEM } from './evidence-desk.js';

interface Shown {
  readonly state: string;
  readonly verdict: string;
  readonly reason: string | null;
  readonly own: boolean;
  readonly organisation: string;
}

let desk: EvidenceDesk;
let number = 10;
const next = (): { sha256: string } => ({ sha256: digestOf((number += 1)) });

beforeAll(async () => {
  desk = await EvidenceDesk.open({
    office: { organisation: 'Lantern Office', kind: 'liaison_office' },
    colleague: { organisation: 'Lantern Office', kind: 'liaison_office', roles: ['liaison'] },
    monitor: { organisation: 'Vale Monitor', kind: 'media_monitor' },
    ombudsman: { organisation: 'Ombudsman', kind: 'ombudsman' },
    agency: { organisation: 'Agency', kind: 'central_tracing_agency' },
    bureau: { organisation: 'Bureau', kind: 'national_information_bureau', party: 'North' },
  });
});
afterAll(() => desk.stop());

async function faultOf(path: string, who: string, body: object): Promise<[number, string | undefined]> {
  const { status, body: answer } = await desk.ask('POST', path, who, body);
  return [status, (answer as { errors: { pointer: string }[] }).errors[0]?.pointer];
}

describe('recording an item', () => {
  it.each([
    [{ sha256: 'abc' }, '/sha256'],
    [{ kind: 'rumour' }, '/kind'],
    [{ source: 'Mira said so' }, '/source'],
    [{ link: 'ftp://media.example/1' }, '/link'],
    [{ made: '20201229' }, '/made'],
    [{ sensitivities: ['sad'] }, '/sensitivities'],
    [{ unidentified: { min: 5, max: 4 } }, '/unidentified'],
    [{ unidentified: { min: -1, max: 4 } }, '/unidentified/min'],
    [{ namedOrganisations: ['elsewhere'] }, '/namedOrganisations'],
    [{ description: 'Mira by the bridge' }, '/description'],
    [{ sharingLevel: 'named_organisations', namedOrganisations: ['elsewhere'] }, '/namedOrganisations/0'],
  ])('with %j is refused at its field', async (given, pointer) => {
    const { status, body, text } = await desk.ask('POST', '/v1/evidence', 'office', { ...ITEM, ...next(), ...given });
    expect([status, (body as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([422, pointer]);
    expect(text).not.toContain('Mira');
  });

  it('of the same original by the same organisation is a conflict that names the first, and by another is not', async () => {
    const original = next();
    const code = await desk.item('office', original);
    const { status, text } = await desk.ask('POST', '/v1/evidence', 'colleague', { ...ITEM, ...original });
    expect(status).toBe(409);
    expect(text).toContain(code);
    const other = await desk.ask('POST', '/v1/evidence', 'monitor', { ...ITEM, ...original });
    expect(other.status).toBe(201);
    expect(other.text).not.toContain(code);
  });

  it('is read back field by field, its date stated or run from the last sure contact, never guessed', async () => {
    const code = await desk.item('office', {
      ...next(),
      link: 'https://media.example/watch?v=1',
      firstPublished: '2020-12-29',
      sensitivities: ['made_in_custody', 'graphic_violence'],
      unidentified: { min: 4, max: 5 },
    });
    expect(code).toMatch(/^EV(-[0-9A-Z]{5}){4}-[0-9A-Z]$/);
    expect(await desk.get(`/v1/evidence/${code.toLowerCase()}`, 'office')).toEqual({
      code,
      own: true,
      organisation: 'Lantern Office',
      recordedAt: expect.any(String),
      sha256: digestOf(number),
      kind: 'video',
      source: 'open_source_media',
      link: 'https://media.example/watch?v=1',
      firstPublished: '2020-12-29',
      made: null,
      dating: 'last_sure_contact_to_first_publication',
      sensitivities: ['graphic_violence', 'made_in_custody'],
      unidentified: { min: 4, max: 5 },
      sharingLevel: 'partners_pseudonymous',
      agreement: 'none',
      files: [],
      custody: [],
      persons: [],
      assessments: [],
    });
  });
});

describe('an item', () => {
  it('is seen by whom it is shared with, and by nobody else at any door', async () => {
    const named = { sharingLevel: 'named_organisations', namedOrganisations: [desk.organisations.get('bureau')!] };
    const codes = {
      own: await desk.item('office', { ...next(), sharingLevel: 'registry_only' }),
      named: await desk.item('office', { ...next(), ...named }),
      agency: await desk.item('office', { ...next(), sharingLevel: 'central_agency_only' }),
      partners: await desk.item('office', next()),
    };
    const seen: Record<string, string[]> = {};
    for (const who of ['office', 'colleague', 'monitor', 'agency', 'bureau']) {
      seen[who] = [];
      for (const [name, code] of Object.entries(codes)) {
        const { status } = await desk.ask('GET', `/v1/evidence/${code}`, who);
        if (status === 200) seen[who].push(name);
        else expect(status).toBe(404);
      }
      const { evidence } = await desk.get<{ evidence: { code: string }[] }>('/v1/evidence?limit=200', who);
      const listed = Object.entries(codes).filter(([, code]) => evidence.some((one) => one.code === code));
      expect(listed.map(([name]) => name)).toEqual(seen[who]);
    }
    expect(seen).toEqual({
      office: ['own', 'named', 'agency', 'partners'],
      colleague: ['own', 'named', 'agency', 'partners'],
      monitor: ['partners'],
      agency: ['named', 'agency', 'partners'],
      bureau: ['named'],
    });
    for (const [path, body] of [
      ['assessments', found('staged')],
      ['custody', { from: 'witness', to: 'organisation', handedOver: '2021-01' }],
    ] as const)
      expect((await desk.ask('POST', `/v1/evidence/${codes.own}/${path}`, 'monitor', body)).status).toBe(404);
    const cursor = await desk.ask('GET', `/v1/evidence?cursor=${codes.own}`, 'monitor');
    expect(cursor.status).toBe(422);
  });

  it('is listed newest first, page by page', async () => {
    const recorded = [await desk.item('office', next()), await desk.item('office', next())].reverse();
    const first = await desk.get<{ evidence: { code: string }[]; cursor: string }>('/v1/evidence?limit=1', 'monitor');
    const second = await desk.get<{ evidence: { code: string }[] }>(
      `/v1/evidence?limit=1&cursor=${first.cursor}`,
      'monitor',
    );
    expect([first, second].map(({ evidence }) => evidence.map(({ code }) => code))).toEqual(
      recorded.map((code) => [code]),
    );
    expect((await desk.ask('GET', '/v1/evidence?limit=201', 'monitor')).status).toBe(422);
  });

  it('was not there before it was recorded', async () => {
    const before = new Date(desk.application.clock.now()).toISOString();
    const code = await desk.item('office', next());
    expect((await desk.ask('GET', `/v1/evidence/${code}?knownAt=${before}`, 'office')).status).toBe(404);
    const listed = await desk.get<{ evidence: { code: string }[] }>(`/v1/evidence?knownAt=${before}`, 'office');
    expect(listed.evidence.map((one) => one.code)).not.toContain(code);
  });
});

describe('the chain of custody', () => {
  it('is kept by the organisation that recorded the item', async () => {
    const code = await desk.item('office', next());
    const path = `/v1/evidence/${code}/custody`;
    const given = { from: 'witness', to: desk.organisations.get('office')!, handedOver: '2021-01-04' };
    expect((await desk.ask('POST', path, 'monitor', given)).status).toBe(403);
    expect(await faultOf(path, 'office', { ...given, from: 'Mira' })).toEqual([422, '/from']);
    expect(await faultOf(path, 'office', { ...given, to: '00000000-0000-4000-8000-000000000000' })).toEqual([
      422,
      '/to',
    ]);
    await desk.post(path, 'office', given);
    const between = new Date(desk.application.clock.now()).toISOString();
    await desk.post(path, 'office', { ...given, from: given.to, to: desk.organisations.get('monitor')! });
    const { custody } = await desk.get<{ custody: unknown[] }>(`/v1/evidence/${code}`, 'monitor');
    const [office, witness] = [
      { organisation: 'Lantern Office', word: null },
      { organisation: null, word: 'witness' },
    ];
    const monitor = { organisation: 'Vale Monitor', word: null };
    expect(custody).toMatchObject([
      { from: witness, to: office, handedOver: '2021-01-04' },
      { from: office, to: monitor },
    ]);
    const then = await desk.get<{ custody: unknown[] }>(`/v1/evidence/${code}?knownAt=${between}`, 'monitor');
    expect(then.custody).toHaveLength(1);
  });
});

describe('assessments', () => {
  it('stand side by side, the newest of each organisation, with its words for its own people alone', async () => {
    const code = await desk.item('office', next());
    await desk.assess('monitor', code, 'unverifiable');
    await desk.assess('ombudsman', code, 'authentic');
    const between = new Date(desk.application.clock.now()).toISOString();
    await desk.assess('monitor', code, 'staged');
    const read = await desk.get<{ agreement: string; assessments: Shown[] }>(`/v1/evidence/${code}`, 'ombudsman');
    expect(read.agreement).toBe('disagree');
    expect(read.assessments.map(({ organisation, state, verdict }) => [organisation, state, verdict])).toEqual([
      ['Vale Monitor', 'standing', 'staged'],
      ['Ombudsman', 'standing', 'authentic'],
      ['Vale Monitor', 'replaced', 'unverifiable'],
    ]);
    expect(read.assessments.map(({ own, reason }) => [own, reason])).toEqual([
      [false, null],
      [true, 'Buildings and shadows were compared.'],
      [false, null],
    ]);
    const then = await desk.get<{ assessments: Shown[] }>(`/v1/evidence/${code}?knownAt=${between}`, 'ombudsman');
    expect(then.assessments.map(({ state, verdict }) => [state, verdict])).toEqual([
      ['standing', 'authentic'],
      ['standing', 'unverifiable'],
    ]);
    const { evidence } = await desk.get<{ evidence: { code: string }[] }>('/v1/evidence', 'office');
    expect(evidence.find((one) => one.code === code)).toMatchObject({ agreement: 'disagree', assessors: 2 });
  });

  it('are withdrawn by their own organisation, once, and only while they stand', async () => {
    const code = await desk.item('office', next());
    const older = await desk.assess('monitor', code, 'unverifiable');
    const newer = await desk.assess('monitor', code, 'staged');
    const withdraw = (id: string, who: string) =>
      desk.ask('POST', `/v1/evidence/${code}/assessments/${id}/withdrawal`, who, { reason: 'Another copy was meant.' });
    expect((await withdraw(newer, 'ombudsman')).status).toBe(403);
    expect((await withdraw('00000000-0000-4000-8000-000000000000', 'monitor')).status).toBe(404);
    expect((await withdraw(older, 'monitor')).status).toBe(409);
    const before = new Date(desk.application.clock.now()).toISOString();
    expect((await withdraw(newer, 'monitor')).status).toBe(201);
    expect((await withdraw(newer, 'monitor')).status).toBe(409);
    const states = async (query: string): Promise<string[]> => {
      const read = await desk.get<{ assessments: Shown[] }>(`/v1/evidence/${code}${query}`, 'office');
      return read.assessments.map(({ state }) => state);
    };
    expect(await states('')).toEqual(['withdrawn', 'replaced']);
    expect(await states(`?knownAt=${before}`)).toEqual(['standing', 'replaced']);
  });

  it.each([
    [{ verdict: 'fake' }, '/verdict'],
    [{ method: 'a hunch' }, '/method'],
    [{ ground: 'Mira' }, '/ground'],
    [{ reason: 'no' }, '/reason'],
  ])('with %j are refused at their field', async (given, pointer) => {
    const code = await desk.item('office', next());
    const path = `/v1/evidence/${code}/assessments`;
    expect(await faultOf(path, 'monitor', { ...found('staged'), ...given })).toEqual([422, pointer]);
  });
});

describe('a statement', () => {
  it('cannot name an item with a slip in its code, and may name whatever its giver keeps', async () => {
    const code = await desk.item('office', next());
    const slip = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    const proof = (evidence: string) => ({
      kind: 'proof_of_life',
      valid: '2021-02',
      source: 'open_source_media',
      grade: 'B2',
      details: { evidence },
    });
    const person = await desk.person('office', []);
    const path = `/v1/persons/${person}/statements`;
    expect(await faultOf(path, 'office', proof(slip))).toEqual([422, '/details/evidence']);
    for (const evidence of [code, code.toLowerCase(), 'film-3', digestOf(7)])
      expect((await desk.ask('POST', path, 'office', proof(evidence))).status).toBe(201);
  });
});

describe('the log', () => {
  it('notes every change and every look, and never whose records an assessment touched', async () => {
    const code = await desk.item('office', next());
    const id = await desk.assess('monitor', code, 'staged');
    await desk.post(`/v1/evidence/${code}/custody`, 'office', {
      from: 'family',
      to: 'organisation',
      handedOver: '2021',
    });
    await desk.get(`/v1/evidence/${code}`, 'office');
    await desk.post(`/v1/evidence/${code}/assessments/${id}/withdrawal`, 'monitor', { reason: 'Another copy.' });
    const rows = await auditRows(desk.application.database);
    const noted = rows.filter((row) => row.subject_id === code);
    expect(noted.map(({ action }) => action)).toEqual([
      'evidence_recorded',
      'evidence_assessed',
      'evidence_handed_over',
      'evidence_read',
      'evidence_assessment_withdrawn',
    ]);
    expect(JSON.stringify(noted)).not.toContain('Another copy');
    expect(noted.find(({ action }) => action === 'evidence_assessed')?.details).toEqual({
      verdict: 'staged',
      method: 'place_compared',
      ground: 'place_and_time_fit',
    });
  });
});
