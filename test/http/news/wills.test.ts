// A person who was found decides who may know: what is recorded from then on is told to those alone, and nothing is untold.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRIVAL, LOST, NewsWorld, REASON } from './news-world.js';

const NO_CONTACT = { reachedOn: '2021-05-30', contact: 'no', sharedWith: 'nobody', said: 'in_person' };
const LOCATED = {
  kind: 'located',
  valid: '2021-03-03',
  source: 'from_person',
  grade: 'A1',
  details: { attestedBy: 'person', whereTheyWishToBe: false },
};
const SEEN = { kind: 'proof_of_life', valid: '2021-05-25', source: 'witness_sighting', grade: 'B2' };

let world: NewsWorld;

beforeAll(async () => {
  world = await NewsWorld.open();
});
afterAll(() => world.service.stop());

const codeOf = ({ body }: { body: unknown }): unknown => (body as { code?: string }).code;

describe('a found person’s will', () => {
  it('is recorded and read by the organisation that registered the person, and by no other', async () => {
    const person = await world.person();
    const path = (pseudonym: string): string => `/v1/persons/${pseudonym}/wills`;
    for (const who of ['verifier', 'analyst'] as const)
      expect(codeOf(await world.ask('POST', path(person.own), who, NO_CONTACT))).toBe('forbidden');
    expect(codeOf(await world.ask('POST', path(person.partner), 'partner', NO_CONTACT))).toBe('forbidden');
    expect(codeOf(await world.ask('GET', path(person.partner), 'partner'))).toBe('forbidden');
    expect((await world.ask('POST', path(person.own), 'liaison', { ...NO_CONTACT, contact: 'maybe' })).status).toBe(
      422,
    );
    const unknown = ['00000000-0000-4000-8000-000000000000'];
    const named = { ...NO_CONTACT, sharedWith: 'named_organisations', namedOrganisations: unknown };
    expect((await world.ask('POST', path(person.own), 'liaison', named)).status).toBe(422);
    expect(await world.made(path(person.own), 'liaison', NO_CONTACT)).toMatchObject({ number: 1 });
    await world.made(path(person.own), 'coordinator', {
      ...NO_CONTACT,
      contact: 'only_with',
      contactWith: ['sibling'],
    });
    const { wills } = await world.read<{ wills: object[] }>(path(person.own), 'verifier');
    expect(wills).toMatchObject([
      { number: 2, contact: 'only_with', contactWith: ['sibling'], sharedWith: 'nobody' },
      { number: 1, contact: 'no', contactWith: [] },
    ]);
  });

  it('found and wants no contact: at liberty for the owner, unchanged by a byte for all others, verified or not', async () => {
    const person = await world.person();
    const partner = await world.shown(person.partner, 'partner');
    const agency = await world.shown(person.agency, 'agency');
    const same = async (): Promise<void> => {
      expect(await world.shown(person.partner, 'partner')).toEqual(partner);
      expect(await world.shown(person.agency, 'agency')).toEqual(agency);
    };
    const located = await world.add(person.own, 'liaison', LOCATED);
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', NO_CONTACT);
    await same();
    expect((await world.verify(located, 'verifier')).status).toBe(201);
    await same();
    expect(await world.state(person.own, 'liaison')).toBe('at_liberty_elsewhere');
    const seen = await world.add(person.own, 'liaison', SEEN);
    await world.made(`/v1/statements/${seen}/retraction`, 'liaison', { reason: REASON });
    await world.add(person.own, 'liaison', { ...SEEN, valid: '2021-05-26' });
    await same();
  });

  it('what was known before stays known, and what its owner takes back of it stands for others', async () => {
    const person = await world.person();
    const seen = await world.add(person.own, 'liaison', SEEN);
    const before = await world.shown(person.partner, 'partner');
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', NO_CONTACT);
    await world.made(`/v1/statements/${seen}/retraction`, 'liaison', { reason: REASON });
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
    expect(before.join('')).toContain(seen);
  });

  it('names organisations: they alone are told, from then on', async () => {
    const person = await world.person();
    const agency = await world.shown(person.agency, 'agency');
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', NO_CONTACT);
    const arrival = await world.add(person.own, 'liaison', ARRIVAL);
    await world.verify(arrival, 'verifier');
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    const named = {
      ...NO_CONTACT,
      sharedWith: 'named_organisations',
      namedOrganisations: [world.organisations.partner],
    };
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', named);
    expect(await world.state(person.partner, 'partner')).toBe('returned_located');
    expect(await world.shown(person.agency, 'agency')).toEqual(agency);
    const { records } = await world.read<{ records: { pseudonym: string }[] }>(
      '/v1/persons?status=returned_located',
      'partner',
    );
    expect(records.map(({ pseudonym }) => pseudonym)).toContain(person.partner);
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', { ...NO_CONTACT, sharedWith: 'partners' });
    expect(await world.state(person.agency, 'agency')).toBe('returned_located');
    // What they were told stays told.
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', NO_CONTACT);
    expect(await world.state(person.agency, 'agency')).toBe('returned_located');
  });

  it('binds what its owner records; what another organisation says of the person is that one’s to share', async () => {
    const person = await world.person();
    await world.made(`/v1/persons/${person.own}/wills`, 'liaison', NO_CONTACT);
    const seen = await world.add(person.agency, 'agency', { ...LOST, kind: 'capture', source: 'witness' });
    expect(await world.state(person.partner, 'partner')).toBe('believed_held');
    expect(seen).not.toBe('');
    // News of it, which the owner verifies, falls under the will.
    const arrival = await world.add(person.agency, 'agency', ARRIVAL);
    await world.verify(arrival, 'verifier');
    expect(await world.state(person.partner, 'partner')).toBe('believed_held');
    expect(await world.state(person.agency, 'agency')).toBe('returned_located');
  });
});
