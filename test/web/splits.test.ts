// Releases by party at the console and by the API: asked for, answered by forms without script, prepared once all agree, and shown with labels.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestUser } from '../support/http-application.js';
import { openOffice, type Office } from './console-world.js';
import { carryOut, faultsOf, sendForm, signedIn, type FormClient } from './form-client.js';

const RELEASES = '/console/releases';
const ASKED = '/console/tasks/splits';
const DAY = 86_400_000;

let office: Office;
let analyst: FormClient;
let coordinator: FormClient;
let outsider: TestUser;

beforeAll(async () => {
  office = await openOffice();
  analyst = await signedIn(office, office.user('analyst'));
  coordinator = await signedIn(office, office.user('coordinator'));
  outsider = await office.seedUser({ roles: ['coordinator'] });
  const token = await office.user('liaison').token();
  const body = { sharingLevel: 'registry_only', legalBasis: 'vital_interests' };
  const statements = [{ kind: 'disappearance', valid: '2021-02', source: 'witness', grade: 'B2' }];
  for (const [at, people] of [24, 31].entries())
    for (let person = 0; person < people; person += 1) {
      const side = office.parties[at]?.partyKey;
      const { status } = await office.request('POST', '/v1/persons', { token, body: { ...body, side, statements } });
      expect(status).toBe(201);
    }
});
afterAll(() => office.stop());

async function asked(): Promise<string> {
  await carryOut(analyst, RELEASES, `${RELEASES}/splits`, { '/by': 'side' });
  return newestAsked();
}

async function newestAsked(): Promise<string> {
  const { html } = await coordinator.get(ASKED);
  return /splits\/([0-9a-f-]{36})\/answers/.exec(html)?.[1] ?? '';
}

const answers = (id: string): string => `${ASKED}/${id}/answers`;

describe('the pages of releases by party', () => {
  it('are refused to whoever makes none and answers for nobody, and ask about nothing else than side and holder', async () => {
    const liaison = await signedIn(office, office.user('liaison'));
    expect((await liaison.get(ASKED)).status).toBe(403);
    expect((await liaison.post(`${RELEASES}/splits`, await coordinator.sealOf(ASKED))).status).toBe(403);
    expect((await sendForm(analyst, RELEASES, `${RELEASES}/splits`, { '/by': 'place_of_detention' })).status).toBe(422);
    const id = await asked();
    const foreign = await signedIn(office, outsider);
    expect((await foreign.get(ASKED)).html).toContain('was not asked about any release');
    const fields = { '/answer': 'agreed', '/seen': '0' };
    expect((await sendForm(foreign, '/console/tasks', answers(id), fields)).status).toBe(404);
  });

  it('take a refusal with a reason, tell the makers no name, and prepare nothing meanwhile', async () => {
    const id = await asked();
    const empty = await sendForm(coordinator, ASKED, answers(id), {
      '/answer': 'refused',
      '/seen': '0',
      '/reason': '',
    });
    expect([empty.status, faultsOf(empty)]).toEqual([422, ['/reason']]);
    const refusal = { '/answer': 'refused', '/seen': '0', '/reason': 'would_endanger' };
    await carryOut(coordinator, ASKED, answers(id), refusal);
    expect((await sendForm(coordinator, ASKED, answers(id), refusal)).status).toBe(412);
    const { html } = await analyst.get(RELEASES);
    expect(html).toContain('0 of 1 agree.');
    expect(html).toContain('it would endanger people or those who reported them');
    expect(html.slice(html.indexOf('<main'))).not.toContain('Bridge Liaison Office');
    expect(html).not.toContain('Prepare the release by side');
    const early = await sendForm(analyst, RELEASES, RELEASES, { '/split': id });
    expect([early.status, early.html.includes('0 of 1 agree')]).toEqual([409, true]);
    await carryOut(coordinator, ASKED, answers(id), { '/answer': 'withdrawn', '/seen': '1' });
    expect((await coordinator.get(ASKED)).html).toContain('has not answered');
  });

  it('prepare the release once all agree, and show it in public with the labels of parties and no place', async () => {
    const id = await asked();
    await carryOut(coordinator, ASKED, answers(id), { '/answer': 'agreed', '/seen': '0' });
    expect((await analyst.get(RELEASES)).html).toContain('Prepare the release by side');
    const page = await carryOut(analyst, RELEASES, RELEASES, { '/split': id });
    const number = Number(page.split('/').at(-1));
    for (const role of ['custodian', 'verifier'] as const)
      await carryOut(await signedIn(office, office.user(role)), page, `${page}/signature`, {});
    await carryOut(analyst, page, `${page}/publication`, {});
    const { html } = await analyst.get(`/releases/${number}`);
    for (const text of ['whereabouts status and side of origin', 'Northern Republic', 'Southern Federation'])
      expect(html).toContain(text);
    expect(html).not.toContain('Place of the loss');
    expect((await coordinator.get(ASKED)).html).toContain('the answer stays as it was');
    for (const address of [`/explore?release=${number}&table=status_by_side`, `/releases/${number}/embed`, '/'])
      expect((await analyst.get(address)).status).toBe(200);
    const { body } = await office.request('GET', `/v1/releases/${number}`);
    const labels = Object.values((body as { split: { parties: Record<string, string> } }).split.parties);
    expect(labels.sort()).toEqual(['Northern Republic', 'Southern Federation']);
  });

  it('ask about a correction by the party of the release that it corrects, and prepare it with what was agreed to for it', async () => {
    office.clock.advance(DAY);
    [analyst, coordinator] = [
      await signedIn(office, office.user('analyst')),
      await signedIn(office, office.user('coordinator')),
    ];
    const page = `${RELEASES}/1`;
    const ask = `${RELEASES}/splits`;
    expect((await sendForm(analyst, page, ask, { '/by': 'holder', '/corrects': '1' })).status).toBe(422);
    expect((await sendForm(analyst, page, ask, { '/by': 'side', '/corrects': 'first' })).status).toBe(422);
    expect((await sendForm(analyst, page, ask, { '/by': 'side', '/corrects': '77' })).status).toBe(404);
    expect((await analyst.get(page)).html).toContain('Ask for its correction by side');
    const signer = await signedIn(office, office.user('custodian'));
    expect((await signer.get(page)).html).not.toContain('Ask for its correction by side');
    await carryOut(analyst, page, ask, { '/by': 'side', '/corrects': '1' });
    const id = await newestAsked();
    const { html } = await coordinator.get(ASKED);
    expect(html).toContain('A correction of release 1 by side');
    expect(html).toContain('What your organisation said then does not count here.');
    const waiting = (await analyst.get(page)).html;
    expect(waiting).toContain('0 of 1 agree to its correction by side.');
    expect(waiting).not.toContain('By side, as all agreed');
    const correction = { '/reason': 'counted_wrongly', '/split': id };
    const early = await sendForm(analyst, page, `${page}/correction`, correction);
    expect([early.status, early.html.includes('0 of 1 agree')]).toEqual([409, true]);
    await carryOut(coordinator, ASKED, answers(id), { '/answer': 'agreed', '/seen': '0' });
    expect((await analyst.get(page)).html).toContain('By side, as all agreed');
    expect((await analyst.get(RELEASES)).html).toContain('Prepare the correction of release 1 by side');
    expect((await sendForm(analyst, RELEASES, RELEASES, { '/split': id })).status).toBe(409);
    const made = await carryOut(analyst, page, `${page}/correction`, correction);
    const review = (await analyst.get(made)).html;
    expect(review).toContain('whereabouts status and side of origin');
    const token = await office.user('analyst').token();
    const { body } = await office.request('GET', `/v1/releases/in-preparation/${made.split('/').at(-1) ?? ''}`, {
      token,
    });
    expect(body).toMatchObject({ corrects: { release: 1 }, split: { by: 'side' } });
  });

  it('prepare a correction without parties where the field is left open, by the API as well', async () => {
    const page = `${RELEASES}/1`;
    const plain = await carryOut(analyst, page, `${page}/correction`, { '/reason': 'counted_wrongly', '/split': '' });
    expect((await analyst.get(plain)).html).not.toContain('side of origin');
    const token = await office.user('analyst').token();
    const correct = (split: string) =>
      office.request('POST', `/v1/releases/1/corrections?split=${split}`, {
        token,
        body: { reason: 'counted_wrongly' },
      });
    expect((await correct('nothing')).status).toBe(404);
    expect((await correct('x'.repeat(201))).status).toBe(422);
    const ask = (body: object) => office.request('POST', '/v1/releases/splits', { token, body });
    for (const corrects of [0, 1.5, '1', 1_000_000_000])
      expect([corrects, (await ask({ by: 'side', corrects })).status]).toEqual([corrects, 422]);
    expect((await ask({ by: 'side', corrects: 77 })).status).toBe(404);
    const asked = await ask({ by: 'side', corrects: 1 });
    expect([asked.status, asked.body]).toMatchObject([201, { by: 'side', corrects: 1, asked: 1 }]);
    const { id } = asked.body as { id: string };
    expect((await correct(id)).status).toBe(409);
    const list = await office.request('GET', '/v1/releases/splits', { token });
    expect((list.body as { splits: object[] }).splits[0]).toMatchObject({ id, corrects: 1, agreed: 0, refused: null });
    const one = await office.request('GET', `/v1/tasks/splits/${id}`, {
      token: await office.user('coordinator').token(),
    });
    expect(one.body).toMatchObject({ id, corrects: 1, answer: null, open: true });
  });

  it('have their ETag by the API, and a release that nobody was asked about is none', async () => {
    const token = await office.user('coordinator').token();
    await asked();
    const { body } = await office.request('GET', '/v1/tasks/splits', { token });
    const [newest] = (body as { splits: { id: string; open: boolean }[] }).splits;
    const read = await office.request('GET', `/v1/tasks/splits/${newest?.id ?? ''}`, { token });
    expect([read.status, read.headers.get('etag'), newest?.open]).toEqual([200, '"0"', true]);
    const makers = await office.user('analyst').token();
    const unknown = await office.request('POST', '/v1/releases?split=nothing', { token: makers });
    expect(unknown.status).toBe(404);
    const foreign = await office.request('GET', `/v1/tasks/splits/${newest?.id ?? ''}`, {
      token: await outsider.token(),
    });
    expect(foreign.status).toBe(404);
  });
});
