// A family is told of a death once, in person, by two workers of whoever registered the person, and not before others may be told of it.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEATH, LOST, NewsWorld, REASON } from './news-world.js';

interface Known {
  readonly own: string;
  readonly partner: string;
  readonly agency: string;
  readonly institute: string;
}
interface ListedTask {
  readonly id: string;
  readonly kind: string;
}

const DNA = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
const NO_CONTACT = { reachedOn: '2021-02-20', contact: 'no', sharedWith: 'nobody', said: 'in_person' };

let world: NewsWorld;
let sides: readonly string[];
let institute: readonly [string, string];

async function asked<T>(path: string, token: string, body?: object): Promise<T> {
  world.service.clock.advance(1000);
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await world.service.request(method, path, { token, ...(body !== undefined && { body }) });
  if (answer.status > 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
}

async function known(): Promise<string[]> {
  const { records } = await asked<{ records: { pseudonym: string }[] }>('/v1/persons?limit=200', institute[0]);
  return records.map(({ pseudonym }) => pseudonym);
}

async function person(): Promise<Known> {
  const before = await known();
  const added = await world.person();
  return { ...added, institute: (await known()).find((one) => !before.includes(one)) ?? '' };
}

/** By one of the institute, confirmed by another; answers the path of the link. */
async function identify(pseudonym: string, given: object = DNA): Promise<string> {
  const shared = { extent: 'whole', sharingLevel: 'partners_pseudonymous' };
  const { id } = await asked<{ id: string }>('/v1/remains', institute[0], shared);
  const body = { persons: [pseudonym], ...given };
  const { id: link } = await asked<{ id: string }>(`/v1/remains/${id}/links`, institute[0], body);
  await asked(`/v1/remains/${id}/links/${link}/confirmation`, institute[1], {});
  return `/v1/remains/${id}/links/${link}`;
}

async function answerDead({ own }: Known): Promise<void> {
  const [side = '', other = ''] = sides;
  const list = { submitter: { party: other }, recipient: { party: side }, submittedOn: '2021-03-05' };
  const { id } = await world.made('/v1/lists', 'coordinator', { ...list, lines: [{ pseudonym: own }] });
  const answer = { line: 1, answer: 'dead', answeredOn: '2021-04-02', answeredBy: { party: side } };
  await world.made(`/v1/lists/${id}/answers`, 'coordinator', answer);
}

const DOORS: readonly [string, (who: Known) => Promise<unknown>][] = [
  ['by hand', ({ own }) => world.add(own, 'liaison', DEATH)],
  ['by another organisation', ({ partner }) => world.add(partner, 'partner', DEATH)],
  ['by an answer to a list', answerDead],
  ['by remains that an institute identified', (who) => identify(who.institute)],
];

/** Of a person at the office, done ones too. */
async function told({ own }: Known): Promise<ListedTask[]> {
  const path = `/v1/tasks?person=${own}&done=true`;
  const { tasks } = await world.read<{ tasks: ListedTask[] }>(path, 'coordinator');
  return tasks.filter(({ kind }) => kind === 'tell_family');
}

async function ofOthers(): Promise<unknown[]> {
  const lists = [await asked<{ tasks: unknown[] }>('/v1/tasks?done=true', institute[0])];
  for (const who of ['partner', 'agency'] as const)
    lists.push(await world.read<{ tasks: unknown[] }>('/v1/tasks?done=true', who));
  return lists.flatMap(({ tasks }) => tasks);
}

async function decide({ own }: Known, verdict: string): Promise<void> {
  for (const { statementId } of await world.waiting('verifier', own))
    expect((await world.verify(statementId, 'verifier', verdict)).status).toBe(201);
}

async function ruled(verifiedFirst: boolean): Promise<void> {
  expect((await world.ask('PUT', '/v1/news/rule', 'coordinator', { verifiedFirst })).status).toBe(200);
}

async function visited(who: Known): Promise<void> {
  const [task] = await told(who);
  for (const worker of ['liaison', 'coordinator'] as const) {
    const { status } = await world.ask('POST', `/v1/tasks/${task?.id ?? ''}/completion`, worker);
    expect(status).toBe(201);
  }
}

beforeAll(async () => {
  world = await NewsWorld.open();
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'North' });
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'South' });
  const { parties } = await world.read<{ parties: { partyKey: string }[] }>('/v1/parties', 'coordinator');
  sides = parties.map(({ partyKey }) => partyKey);
  const organisation = await world.service.seedOrganisation({ kind: 'medico_legal_institute' });
  const [one, two] = [
    await world.service.seedUser({ organisation, roles: ['verifier'] }),
    await world.service.seedUser({ organisation, roles: ['coordinator'] }),
  ];
  institute = [await one.token(), await two.token()];
});
afterAll(() => world.service.stop());

describe.each(DOORS)('a death %s', (_door, comes) => {
  it('that waits or was rejected is told to no family, and verified to one, once', async () => {
    await ruled(true);
    const rejected = await person();
    await comes(rejected);
    expect(await told(rejected)).toEqual([]);
    await decide(rejected, 'rejected');
    expect(await told(rejected)).toEqual([]);
    const who = await person();
    await comes(who);
    expect(await told(who)).toEqual([]);
    await decide(who, 'verified');
    expect(await told(who)).toHaveLength(1);
    await comes(who);
    await decide(who, 'verified');
    expect(await told(who)).toHaveLength(1);
    expect(await ofOthers()).toEqual([]);
  });

  it('is told to the family at once where its owner has news not verified, and repeated no more', async () => {
    await ruled(false);
    const who = await person();
    await comes(who);
    expect(await told(who)).toHaveLength(1);
    await comes(who);
    expect(await told(who)).toHaveLength(1);
    await visited(who);
    await comes(who);
    expect(await told(who)).toHaveLength(1);
    expect(await ofOthers()).toEqual([]);
  });

  it.each([[true], [false]])(
    'of a found person who lets nobody know is told to the family all the same, verified first: %s',
    async (verifiedFirst) => {
      await ruled(verifiedFirst);
      const who = await person();
      await world.made(`/v1/persons/${who.own}/wills`, 'liaison', NO_CONTACT);
      await comes(who);
      expect(await told(who)).toHaveLength(verifiedFirst ? 0 : 1);
      await decide(who, 'verified');
      expect(await told(who)).toHaveLength(1);
      expect(await ofOthers()).toEqual([]);
    },
  );
});

describe('a death that is told to a family', () => {
  it('changes no byte for those who do not hear of it', async () => {
    for (const verifiedFirst of [true, false]) {
      await ruled(verifiedFirst);
      const who = await person();
      await world.made(`/v1/persons/${who.own}/wills`, 'liaison', NO_CONTACT);
      const before = [await world.shown(who.partner, 'partner'), await world.shown(who.agency, 'agency')];
      await world.add(who.own, 'liaison', DEATH);
      await decide(who, 'verified');
      expect(await told(who)).toHaveLength(1);
      expect([await world.shown(who.partner, 'partner'), await world.shown(who.agency, 'agency')]).toEqual(before);
    }
  });

  it('is none while another account of it waits, and none said in confidence', async () => {
    await ruled(true);
    const who = await person();
    await world.add(who.own, 'liaison', DEATH);
    const path = `/v1/persons/${who.own}/statements`;
    const seen = await world.made(path, 'coordinator', { ...LOST, kind: 'last_seen', untilVerified: true });
    expect((await world.verify(seen.id, 'verifier')).status).toBe(201);
    expect(await told(who)).toEqual([]);
    const other = await person();
    await world.add(other.own, 'liaison', { ...DEATH, confidential: true });
    expect(await told(other)).toEqual([]);
  });

  it('is not told again by what was found beside it, which waited too', async () => {
    await ruled(true);
    const who = await person();
    const death = await world.add(who.own, 'liaison', DEATH);
    const effects = { kind: 'personal_effects', valid: '2021-04', source: 'family', grade: 'B2' };
    const beside = await world.add(who.own, 'liaison', effects);
    await world.verify(death, 'verifier');
    await visited(who);
    expect((await world.verify(beside, 'verifier')).status).toBe(201);
    expect(await told(who)).toHaveLength(1);
  });

  it('is told by an identification only where it establishes the death, verified or not', async () => {
    for (const verifiedFirst of [true, false]) {
      await ruled(verifiedFirst);
      const who = await person();
      await identify(who.institute, { ...DNA, method: 'effects', level: 'preliminary' });
      await decide(who, 'verified');
      expect(await world.state(who.own, 'liaison')).toBe('death_reported');
      expect(await told(who)).toEqual([]);
    }
  });

  it('more certain than what the family was told is told again', async () => {
    await ruled(false);
    const who = await person();
    await world.add(who.own, 'liaison', DEATH);
    await visited(who);
    await identify(who.institute);
    expect(await told(who)).toHaveLength(2);
  });
});

describe('an identification that is withdrawn', () => {
  const corrections = async ({ own }: Known): Promise<number> => {
    const { tasks } = await world.read<{ tasks: ListedTask[] }>(`/v1/tasks?person=${own}`, 'coordinator');
    return tasks.filter(({ kind }) => kind === 'family_contact_after_correction').length;
  };

  it.each([
    ['rejected', 0],
    ['verified', 1],
  ])('after it was %s is corrected by so many visits: %s', async (verdict, visits) => {
    await ruled(true);
    const who = await person();
    const link = await identify(who.institute);
    await decide(who, verdict);
    await asked(`${link}/withdrawal`, institute[1], { reason: REASON });
    expect(await corrections(who)).toBe(visits);
  });

  it('while it waits is corrected by none, and by one where workers were on their way with another death', async () => {
    await ruled(true);
    const waits = await person();
    await asked(`${await identify(waits.institute)}/withdrawal`, institute[1], { reason: REASON });
    expect(await corrections(waits)).toBe(0);
    await ruled(false);
    const who = await person();
    await world.add(who.own, 'liaison', DEATH);
    const link = await identify(who.institute);
    expect(await told(who)).toHaveLength(1);
    await asked(`${link}/withdrawal`, institute[1], { reason: REASON });
    expect(await corrections(who)).toBe(1);
  });
});
