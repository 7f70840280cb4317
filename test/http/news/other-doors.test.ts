// News that an act writes waits as news that is said: a hand-over on a roster, remains that are identified, an answer to a list.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOST, NewsWorld } from './news-world.js';

const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const DNA = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };

let world: NewsWorld;
let sides: readonly string[];

beforeAll(async () => {
  world = await NewsWorld.open();
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'North' });
  await world.service.seedOrganisation({ kind: 'national_information_bureau', party: 'South' });
  const { parties } = await world.read<{ parties: { partyKey: string }[] }>('/v1/parties', 'coordinator');
  sides = parties.map(({ partyKey }) => partyKey);
});
afterAll(() => world.service.stop());

interface Roster {
  readonly roster: readonly { person: string; standing: string; statementIds: string[] }[];
}

describe('a hand-over', () => {
  it('leaves others with the list that was agreed, and its owner with who came, until somebody verifies it', async () => {
    const [side = '', other = ''] = sides;
    const person = await world.person([LOST]);
    // Recorded by the agency; the office registered the person and verifies the news, and the partner is anybody else.
    const { id } = await world.made('/v1/exchanges', 'agency', { ...SHARED, sides: [side, other], day: '2021-05' });
    const at = `/v1/exchanges/${id}`;
    const line = { person: person.agency, side, standing: 'listed' };
    await world.made(`${at}/roster`, 'agency', { lines: [line] });
    await world.made(`${at}/steps`, 'agency', { from: 'proposed', to: 'agreed', day: '2021-05-02' });
    const lines = [{ ...line, standing: 'handed_over' }];
    await world.made(`${at}/steps`, 'agency', { from: 'agreed', to: 'handed_over', day: '2021-05-14', lines });
    const standing = async (who: 'partner' | 'coordinator' | 'agency'): Promise<string[]> =>
      (await world.read<Roster>(at, who)).roster.map((one) => `${one.standing} ${one.statementIds.length}`);
    expect(await standing('agency')).toEqual(['handed_over 1']);
    expect(await standing('coordinator')).toEqual(['handed_over 1']);
    expect(await standing('partner')).toEqual(['listed 0']);
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    const [waits] = await world.waiting('verifier', person.own);
    expect((await world.verify(waits?.statementId ?? '', 'verifier')).status).toBe(201);
    expect(await standing('partner')).toEqual(['handed_over 1']);
    expect(await world.state(person.partner, 'partner')).toBe('release_unconfirmed');
  });
});

describe('an identification', () => {
  it('is a link of remains for its signer and the owner, and for others none, until somebody verifies it', async () => {
    const person = await world.person([LOST]);
    const { id } = await world.made('/v1/remains', 'agency', {
      extent: 'whole',
      sharingLevel: 'partners_pseudonymous',
    });
    const signer = await world.service.seedUser({
      organisation: world.agencyOrganisation,
      roles: ['verifier'],
    });
    const { id: link } = await world.made(`/v1/remains/${id}/links`, 'agency', { persons: [person.agency], ...DNA });
    const token = await signer.token();
    const at = `/v1/remains/${id}/links/${link}`;
    expect((await world.service.request('POST', `${at}/confirmation`, { token })).status).toBe(200);
    const links = async (who: 'partner' | 'coordinator' | 'agency'): Promise<string[]> =>
      (await world.read<{ links: { state: string }[] }>(`/v1/remains/${id}`, who)).links.map(({ state }) => state);
    expect(await links('agency')).toEqual(['confirmed']);
    expect(await links('coordinator')).toEqual(['confirmed']);
    expect(await links('partner')).toEqual([]);
    expect(await world.state(person.partner, 'partner')).toBe('missing');
    const [waits] = await world.waiting('verifier', person.own);
    expect((await world.verify(waits?.statementId ?? '', 'verifier')).status).toBe(201);
    expect(await links('partner')).toEqual(['confirmed']);
    expect(await world.state(person.partner, 'partner')).toBe('death_reported');
  });
});

describe('an answer to a list', () => {
  it('by which somebody is dead waits too', async () => {
    const [side = '', other = ''] = sides;
    const person = await world.person([LOST]);
    const list = { submitter: { party: other }, recipient: { party: side }, submittedOn: '2021-03-05' };
    const { id } = await world.made('/v1/lists', 'coordinator', { ...list, lines: [{ pseudonym: person.own }] });
    const answer = { line: 1, answer: 'dead', answeredOn: '2021-04-02', answeredBy: { party: side } };
    const before = await world.shown(person.partner, 'partner');
    await world.made(`/v1/lists/${id}/answers`, 'coordinator', answer);
    expect(await world.shown(person.partner, 'partner')).toEqual(before);
    expect(await world.waiting('verifier', person.own)).toHaveLength(1);
  });
});
