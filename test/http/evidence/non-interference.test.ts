// An item that an organisation may not see changes no byte of its answers, save by the rule of refutation through what it may see.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EvidenceDesk, ITEM } from './evidence-desk.js';

/** Drawn anew for every answer, told by the clock of the machine, or counting the reader's own requests. */
const OF_THE_MOMENT = ['date', 'x-request-id', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
const UNREFUTED = 'knownAt=2021-06-01T12:00:30Z';

let desk: EvidenceDesk;
let item: string;
let persons: string[];

beforeAll(async () => {
  desk = await EvidenceDesk.open({
    giver: { organisation: 'Lantern Office', kind: 'liaison_office' },
    first: { organisation: 'Vale Monitor', kind: 'media_monitor' },
    second: { organisation: 'Ombudsman', kind: 'ombudsman' },
    outsider: { organisation: 'Far Office', kind: 'ngo', roles: ['coordinator', 'verifier', 'analyst', 'auditor'] },
  });
  const assessors = ['first', 'second'].map((who) => desk.organisations.get(who)!);
  item = await desk.item('giver', { sharingLevel: 'named_organisations', namedOrganisations: assessors });
  const loss = { kind: 'disappearance', valid: '2021-02', source: 'family', grade: 'B2' };
  const on = (evidence: string): object => ({
    kind: 'proof_of_life',
    valid: '2021-03-01',
    source: 'holder_media',
    grade: 'B2',
    details: { evidence },
  });
  await desk.person('giver', [loss, on(item)]);
  await desk.person('giver', [loss, { ...on(item), confidential: true }]);
  await desk.person('giver', [loss, on('film-3')]);
  desk.application.clock.advance(60_000);
  persons = await desk.others('outsider');
});
afterAll(() => desk.stop());

/** The clock stands still meanwhile, so that an answer changes by what is known alone. */
async function answersOf(who: string): Promise<Record<string, string>> {
  const paths = [
    '/v1/evidence',
    `/v1/evidence/${item}`,
    `/v1/persons?${UNREFUTED}`,
    '/v1/persons?status=missing',
    '/v1/persons?status=believed_held',
    '/v1/statistics/whereabouts-status?by=month,holder',
    '/v1/statistics/flag',
    '/v1/statistics/time-in-custody/flow?from=2020-12-31&to=2021-12-31',
    '/v1/statistics/whereabouts-status/cohort?lost=2021',
    ...persons.flatMap((person) => [
      `/v1/persons/${person}?why=true&knownAt=2021-06-01T23:00:00Z`,
      `/v1/persons/${person}?why=true&${UNREFUTED}`,
      `/v1/persons/${person}/statements?knownAt=2021-06-01T23:00:00Z`,
    ]),
  ];
  const answers: Record<string, string> = {};
  for (const path of paths) {
    const { status, text, headers } = await desk.ask('GET', path, who);
    const shown = [...headers].filter(([name]) => !OF_THE_MOMENT.includes(name)).sort();
    answers[path] = JSON.stringify([status, text, shown])
      .replaceAll(/2021-06-01T12:\d\d:\d\d\.\d{3}Z/g, 'an instant of today')
      .replaceAll(/requestId\W+[0-9a-f-]{36}/g, 'the request');
  }
  return answers;
}

describe('an item that an organisation may not see', () => {
  it('changes nothing for it while no quorum refutes it', async () => {
    expect(persons).toHaveLength(3);
    const before = await answersOf('outsider');
    expect(before[`/v1/evidence/${item}`]).toContain('404');
    await desk.post(`/v1/evidence/${item}/custody`, 'giver', {
      from: 'family',
      to: 'organisation',
      handedOver: '2021',
    });
    await desk.assess('first', item, 'synthetic');
    await desk.assess('second', item, 'unverifiable');
    await desk.item('first', { ...ITEM, sharingLevel: 'registry_only' });
    expect(await answersOf('outsider')).toEqual(before);
  });

  it('refuted by quorum tells it which statement does not count and by which rule, and nothing of the item', async () => {
    const before = await answersOf('outsider');
    await desk.assess('second', item, 'staged');
    const after = await answersOf('outsider');
    const changed = Object.keys(before).filter((path) => before[path] !== after[path]);
    // One person of three: the second rests on it in confidence, the third on another film.
    const concerned = changed.filter((path) => /^\/v1\/persons\/WB/.test(path));
    expect(concerned).toHaveLength(1);
    expect(concerned[0]).toContain('knownAt=2021-06-01T23');
    expect(changed.filter((path) => !concerned.includes(path))).toEqual([
      '/v1/persons?status=missing',
      '/v1/persons?status=believed_held',
      '/v1/statistics/whereabouts-status?by=month,holder',
      '/v1/statistics/flag',
      '/v1/statistics/time-in-custody/flow?from=2020-12-31&to=2021-12-31',
    ]);
    expect(after[concerned[0]!]).toContain('evidence_refuted');
    const told = Object.values(after).join('\n');
    for (const hidden of [item, ITEM.sha256, 'Ombudsman', 'Vale Monitor', 'place_compared', 'Buildings'])
      expect(told).not.toContain(hidden);
  });

  it('does what it does for whoever may see it, or the test would show nothing', async () => {
    const { agreement } = await desk.get<{ agreement: string }>(`/v1/evidence/${item}`, 'giver');
    expect(agreement).toBe('disagree');
    const own = (await desk.others('giver')).map((person) => desk.get(`/v1/persons/${person}?why=true`, 'giver'));
    const told = JSON.stringify(await Promise.all(own));
    expect(told.match(/"rule":"evidence_refuted"/g)).toHaveLength(2);
  });
});
