// A video of an execution that an ombudsman calls authentic and a prosecutor leaves open, while another side says that many such videos are fake.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { VerifyRecords } from '../../../src/usecases/records/verify-records.js';
import { digestOf, EvidenceDesk } from './evidence-desk.js';

interface Status {
  readonly status: string;
  readonly fate: string;
  readonly flags: { readonly flag: string }[];
  readonly why: {
    readonly rule: string;
    readonly deciding: string[];
    readonly dissenting: unknown[];
    readonly setAside: { readonly statementId: string; readonly rule: string; readonly words: string }[];
  };
}

interface Item {
  readonly agreement: string;
  readonly persons: string[];
  readonly unidentified: unknown;
  readonly dating: string;
  readonly assessments: { readonly organisation: string; readonly state: string; readonly verdict: string }[];
}

let desk: EvidenceDesk;
let video: string;
let person: string;
let death: string;
let beforeRefuted: string;
const NEUTRAL = ['monitor', 'ombudsman', 'prosecutor', 'institute', 'society'];

const statusOf = (query = ''): Promise<Status> => desk.get(`/v1/persons/${person}/status?why=true${query}`, 'office');
const itemAs = (who: string): Promise<Item> => desk.get(`/v1/evidence/${video}`, who);
const now = (): string => new Date(desk.application.clock.now()).toISOString();

/** As lists say it, which read the projection and fold nobody. */
async function listedAs(status: string): Promise<boolean> {
  const { records } = await desk.get<{ records: { pseudonym: string }[] }>(
    `/v1/persons?limit=200&status=${status}`,
    'office',
  );
  return records.some(({ pseudonym }) => pseudonym === person);
}

async function add(who: string, pseudonym: string, statement: object): Promise<string> {
  return String((await desk.post(`/v1/persons/${pseudonym}/statements`, who, statement))['id']);
}

async function differing(): Promise<number> {
  const principal = servicePrincipal('operator', randomUUID());
  const verified = await desk.application.app.get(VerifyRecords).execute(principal, { onDifference: () => undefined });
  return verified.differing;
}

beforeAll(async () => {
  desk = await EvidenceDesk.open({
    office: { organisation: 'Lantern Office', kind: 'liaison_office' },
    monitor: { organisation: 'Vale Monitor', kind: 'media_monitor' },
    ombudsman: { organisation: 'Ombudsman', kind: 'ombudsman' },
    prosecutor: { organisation: 'Prosecutor', kind: 'prosecutor' },
    institute: { organisation: 'Institute', kind: 'medico_legal_institute' },
    society: { organisation: 'Society', kind: 'national_society' },
    north: { organisation: 'Bureau of the North', kind: 'national_information_bureau', party: 'North' },
    south: { organisation: 'Bureau of the South', kind: 'national_information_bureau', party: 'South' },
  });
  const named = {
    sharingLevel: 'named_organisations',
    namedOrganisations: [...NEUTRAL, 'north', 'south'].map((who) => desk.organisations.get(who)!),
  };
  video = await desk.item('monitor', {
    firstPublished: '2020-12-05',
    sensitivities: ['graphic_violence', 'made_in_custody', 'family_not_yet_told'],
    unidentified: { min: 4, max: 5 },
    ...named,
    namedOrganisations: ['office', ...NEUTRAL.slice(1), 'north', 'south'].map((who) => desk.organisations.get(who)!),
  });
  const inCustody = { source: 'open_source_media', details: { inCustody: true, evidence: 'film-1' } };
  person = await desk.person(
    'office',
    [
      { kind: 'disappearance', valid: '2020-11-02', source: 'family', grade: 'B2' },
      { kind: 'proof_of_life', valid: '2020-11-10', grade: 'B2', ...inCustody },
    ],
    named,
  );
  const shown = { source: 'media', grade: 'B2' };
  await add('office', person, {
    kind: 'depiction',
    valid: '2020-11/2020-12-05',
    ...shown,
    details: { evidence: video },
  });
  death = await add('office', person, {
    kind: 'death',
    valid: '2020-11-11/2020-12-05',
    ...shown,
    details: { evidence: video, circumstance: 'in_custody' },
  });
});
afterAll(() => desk.stop());

describe('the video', () => {
  it('says death and establishes none', async () => {
    const { status, fate, flags, why } = await statusOf();
    expect([status, fate, why.rule, why.deciding]).toEqual(['death_reported', 'unknown', 'death_said', [death]]);
    expect(flags.map(({ flag }) => flag)).toContain('death_after_sign_of_life_in_custody');
    expect(why.setAside).toEqual([]);
  });

  it('shows four to five people whom nobody has identified, and is not dated closer than anybody knows', async () => {
    const { unidentified, dating } = await itemAs('prosecutor');
    expect([unidentified, dating]).toEqual([{ min: 4, max: 5 }, 'last_sure_contact_to_first_publication']);
  });

  it('depicts the person to the office alone, and to whoever states it by its own pseudonym', async () => {
    const persons: string[][] = [];
    for (const who of ['office', 'monitor', 'ombudsman', 'north']) persons.push((await itemAs(who)).persons);
    expect(persons).toEqual([[person], [], [], []]);
    const [theirs = ''] = await desk.others('ombudsman');
    const given = { kind: 'depiction', valid: '2020-11/2020-12-05', source: 'media', grade: 'B2' };
    await add('ombudsman', theirs, { ...given, details: { evidence: digestOf(1).toUpperCase() } });
    expect((await itemAs('ombudsman')).persons).toEqual([theirs]);
    expect(theirs).not.toBe(person);
    expect((await itemAs('monitor')).persons).toEqual([]);
  });
});

describe('its assessments', () => {
  it('disagree, are shown one by one, and change no record', async () => {
    await desk.assess('ombudsman', video, 'authentic');
    await desk.assess('prosecutor', video, 'insufficient');
    const { agreement, assessments } = await itemAs('office');
    expect(agreement).toBe('disagree');
    expect(assessments.map(({ organisation, verdict }) => [organisation, verdict])).toEqual([
      ['Prosecutor', 'insufficient'],
      ['Ombudsman', 'authentic'],
    ]);
    expect(await statusOf()).toMatchObject({ status: 'death_reported', fate: 'unknown', why: { setAside: [] } });
  });

  it('are not touched by the claim that many such videos are fake, and neither is the record', async () => {
    const [theirs = ''] = await desk.others('south');
    const { parties } = await desk.get<{ parties: { partyKey: string; label: string }[] }>('/v1/parties', 'south');
    const south = parties.find(({ label }) => label === 'South')?.partyKey;
    const details = { party: south, aboutThisPerson: false };
    await add('south', theirs, {
      kind: 'denial',
      valid: '2020-12-20',
      source: 'holder_statement',
      grade: 'B2',
      details,
    });
    const { status, why, flags } = await statusOf();
    expect([status, why.rule, why.setAside]).toEqual(['death_reported', 'death_said', []]);
    expect(flags.map(({ flag }) => flag)).not.toContain('denied_despite_proof');
    expect((await itemAs('office')).assessments).toHaveLength(2);
  });

  it('of organisations that depend on parties are shown, and refute nothing', async () => {
    for (const side of ['north', 'south']) await desk.assess(side, video, 'synthetic');
    await desk.assess('institute', video, 'manipulated');
    expect((await itemAs('office')).assessments.filter(({ state }) => state === 'standing')).toHaveLength(5);
    expect(await statusOf()).toMatchObject({ status: 'death_reported', why: { setAside: [] } });
    beforeRefuted = now();
  });
});

describe('a quorum of two that depend on no party', () => {
  let meanwhile: string;

  it('refutes it: what rests on it does not count, and the record says by which rule', async () => {
    await desk.assess('society', video, 'staged');
    const { status, fate, flags, why } = await statusOf();
    expect([status, fate, why.rule]).toEqual(['believed_held', 'unknown', 'custody_believed']);
    expect(flags.map(({ flag }) => flag)).not.toContain('death_after_sign_of_life_in_custody');
    expect(why.setAside.map(({ statementId }) => statementId)).toContain(death);
    expect(new Set(why.setAside.map(({ rule }) => rule))).toEqual(new Set(['evidence_refuted']));
    expect(why.dissenting).toEqual([]);
    expect([await listedAs('death_reported'), await listedAs('believed_held')]).toEqual([false, true]);
    meanwhile = now();
  });

  it('changes nothing of what was known before', async () => {
    const then = `&knownAt=${beforeRefuted}`;
    expect(await statusOf(then)).toMatchObject({ status: 'death_reported', why: { setAside: [] } });
    const { records } = await desk.get<{ records: { pseudonym: string }[] }>(
      `/v1/persons?status=death_reported${then}`,
      'office',
    );
    expect(records.map(({ pseudonym }) => pseudonym)).toEqual([person]);
  });

  it('holds for what is stated later on the ground of a copy', async () => {
    const later = {
      kind: 'death',
      valid: '2020-12-01',
      source: 'media',
      grade: 'A1',
      details: { evidence: digestOf(1) },
    };
    const id = await add('office', person, later);
    const { status, why } = await statusOf();
    expect(status).toBe('believed_held');
    expect(why.setAside.map(({ statementId }) => statementId)).toContain(id);
    await desk.post(`/v1/statements/${id}/retraction`, 'office', { reason: 'The same video.' });
  });

  it('is disagreement as soon as a quorum finds it authentic: it counts again', async () => {
    await desk.assess('monitor', video, 'authentic_misdated');
    expect(await statusOf()).toMatchObject({ status: 'death_reported', why: { setAside: [] } });
    expect(await listedAs('death_reported')).toBe(true);
    expect((await itemAs('office')).agreement).toBe('disagree');
    expect(await statusOf(`&knownAt=${meanwhile}`)).toMatchObject({ status: 'believed_held' });
  });

  it('leaves rows that are exactly what the statements fold to', async () => {
    expect(await differing()).toBe(0);
  });
});
