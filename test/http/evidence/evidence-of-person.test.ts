// The items of evidence of one person: for whom the statements name them, of the copies that they may see; refusals first.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditRows } from '../../support/audit-rows.js';
import { digestOf, EvidenceDesk } from './evidence-desk.js';

let desk: EvidenceDesk;
let number = 100;
let code: string;
/** As the office that registered them knows them, and as the monitor does. */
let person: string;
let asMonitorKnows: string;
const before: string[] = [];

beforeAll(async () => {
  desk = await EvidenceDesk.open({
    office: { organisation: 'Lantern Office', kind: 'liaison_office' },
    auditor: { organisation: 'Lantern Office', kind: 'liaison_office', roles: ['auditor', 'analyst'] },
    monitor: { organisation: 'Vale Monitor', kind: 'media_monitor' },
    ombudsman: { organisation: 'Ombudsman', kind: 'ombudsman' },
  });
});
afterAll(() => desk.stop());

beforeEach(async () => {
  code = await desk.item('office', next());
  person = await desk.person('office', [{ kind: 'disappearance', valid: '2020-11', source: 'family', grade: 'B2' }]);
  asMonitorKnows = (await desk.others('monitor', before))[0] ?? '';
  before.push(asMonitorKnows);
});

const next = (): { sha256: string } => ({ sha256: digestOf((number += 1)) });

const naming = (evidence: string, given: object = {}): object => ({
  kind: 'depiction',
  valid: '2020-12-20',
  source: 'open_source_media',
  grade: 'B2',
  details: { evidence },
  ...given,
});

const say = async (who: string, pseudonym: string, statement: object): Promise<string> =>
  String((await desk.post(`/v1/persons/${pseudonym}/statements`, who, statement))['id']);

async function itemsOf(who: string, pseudonym: string, query = ''): Promise<string[]> {
  const path = `/v1/evidence?person=${pseudonym}${query}`;
  const { evidence } = await desk.get<{ evidence: { code: string }[] }>(path, who);
  return evidence.map((one) => one.code);
}

const now = (): string => new Date(desk.application.clock.now()).toISOString();

describe('the items of one person', () => {
  it('are not for who reads no evidence, nor of somebody whom the reader may not see', async () => {
    await say('office', person, naming(code));
    expect((await desk.ask('GET', `/v1/evidence?person=${person}`, 'auditor')).status).toBe(403);
    // One organisation's pseudonym names nobody to another.
    expect((await desk.ask('GET', `/v1/evidence?person=${person}`, 'monitor')).status).toBe(404);
    const slip = person.slice(0, -1) + (person.endsWith('0') ? '1' : '0');
    expect((await desk.ask('GET', `/v1/evidence?person=${slip}`, 'office')).status).toBe(422);
    expect((await desk.ask('GET', '/v1/evidence?person=somebody', 'office')).status).toBe(404);
    const own = await desk.person('office', [naming(code)], { sharingLevel: 'registry_only' });
    expect((await desk.ask('GET', `/v1/evidence?person=${own}`, 'monitor')).status).toBe(404);
  });

  it('are told to who registered the person or gave the statement, and to others by no byte', async () => {
    const untold = await desk.ask('GET', `/v1/evidence?person=${asMonitorKnows}`, 'monitor');
    await say('office', person, naming(code));
    const after = await desk.ask('GET', `/v1/evidence?person=${asMonitorKnows}`, 'monitor');
    expect([after.status, after.text]).toEqual([untold.status, untold.text]);
    // Person and item are both seen, so that nothing but who said it keeps them apart.
    expect((await desk.ask('GET', `/v1/evidence/${code}`, 'monitor')).status).toBe(200);
    expect(await itemsOf('office', person)).toEqual([code]);
    await say('monitor', asMonitorKnows, naming(code, { kind: 'proof_of_life', source: 'open_source_media' }));
    expect(await itemsOf('monitor', asMonitorKnows)).toEqual([code]);
  });

  it('are copies that the reader may see, by whatever code or digest a statement names the original', async () => {
    const original = next();
    const hidden = await desk.item('monitor', { ...original, sharingLevel: 'registry_only' });
    await say('monitor', asMonitorKnows, naming(hidden));
    expect(await itemsOf('monitor', asMonitorKnows)).toEqual([hidden]);
    expect(await itemsOf('office', person)).toEqual([]);
    const own = await desk.item('office', { ...original, sharingLevel: 'registry_only' });
    expect(await itemsOf('office', person)).toEqual([own]);
    expect(await itemsOf('monitor', asMonitorKnows)).toEqual([hidden]);
    const other = next();
    const second = await desk.item('office', other);
    await say('office', person, naming(other.sha256));
    expect(await itemsOf('office', person)).toEqual([second, own]);
  });

  it('leave out what another said in confidence, and whatever names no item', async () => {
    await say('monitor', asMonitorKnows, naming(code, { confidential: true }));
    await say('office', person, naming('film-3'));
    expect(await itemsOf('office', person)).toEqual([]);
    expect(await itemsOf('monitor', asMonitorKnows)).toEqual([code]);
  });

  it('are those of an instant: not before it was said, and not once it was withdrawn', async () => {
    const unsaid = now();
    const id = await say('office', person, naming(code));
    const said = now();
    expect(await itemsOf('office', person)).toEqual([code]);
    await desk.post(`/v1/statements/${id}/retraction`, 'office', { reason: 'Another film was meant.' });
    expect(await itemsOf('office', person)).toEqual([]);
    expect(await itemsOf('office', person, `&knownAt=${said}`)).toEqual([code]);
    expect(await itemsOf('office', person, `&knownAt=${unsaid}`)).toEqual([]);
  });

  it('come by pages, and each look at them is one of that person in the log', async () => {
    const second = await desk.item('office', next());
    await say('office', person, naming(code));
    await say('office', person, naming(second));
    const path = `/v1/evidence?person=${person}&limit=1`;
    const first = await desk.get<{ evidence: { code: string }[]; cursor: string }>(path, 'office');
    expect(first.evidence.map((one) => one.code)).toEqual([second]);
    expect(await itemsOf('office', person, `&limit=1&cursor=${first.cursor}`)).toEqual([code]);
    const reported = await desk.get<{ looks: { action: string; times: number }[] }>(
      `/v1/persons/${person}/access-report?identityCheck=document_seen`,
      'office',
    );
    const [look] = reported.looks.filter(({ action }) => action === 'evidence_listed');
    expect(look?.times).toBe(2);
    const [noted] = (await auditRows(desk.application.database, 'evidence_listed')).slice(-1);
    expect(noted?.details).toEqual({ knownAt: null, listed: 1 });
  });
});
