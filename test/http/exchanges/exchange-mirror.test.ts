// The mirror on exchanges: two parties' labels exchanged are exchanged in every answer, and nothing else is.

import { describe, expect, it } from '@jest/globals';
import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { startTestApplication } from '../../support/http-application.js';

interface Sides {
  readonly key: string;
  readonly label: string;
}

const ONE: Sides = { key: 'k3f9a51c', label: 'Northern Republic' };
const OTHER: Sides = { key: 'k81d07e2', label: 'Southern Federation' };

/** Everything that the API says about one exchange in a world of its own; what stands for a party is named by its place. */
async function answersOf(first: Sides, second: Sides): Promise<string> {
  const service = await startTestApplication();
  try {
    const { database, entropy } = service.platform;
    await database.transaction(servicePrincipal('operator', entropy.shownId()), async ({ organisations }) => {
      for (const { key, label } of [first, second]) {
        await organisations.addParty({ id: entropy.shownId(), partyKey: key, label }, entropy.now());
      }
    });
    const token = await (await service.seedUser({ roles: ['coordinator'], username: 'the-coordinator' })).token();
    const readers = [token];
    for (const party of [first.label, second.label]) {
      const organisation = await service.seedOrganisation({ kind: 'national_information_bureau', party });
      const user = await service.seedUser({ organisation, roles: ['liaison'] });
      readers.push(await user.token());
    }
    const told: unknown[] = [];
    const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
      service.clock.advance(1_000);
      const answer = await service.request('POST', path, { token, body });
      if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
      told.push(answer.body);
      return answer.body as Record<string, unknown>;
    };
    const terms = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
    const people: string[] = [];
    for (const holder of [first, first, second, second]) {
      const statements = [
        { kind: 'capture', valid: '2020-11', source: 'witness', grade: 'B2', details: { holder: holder.key } },
      ];
      people.push(String((await post('/v1/persons', { ...terms, statements }))['pseudonym']));
    }
    const sides = [first.key, second.key];
    const { id } = await post('/v1/exchanges', {
      ...terms,
      sides,
      counts: [{ side: second.key, of: 'agreed', count: 3 }],
    });
    const address = `/v1/exchanges/${String(id)}`;
    const line = (at: number, standing: string, said?: string): object => {
      const side = at < 2 ? first.key : second.key;
      return { person: people[at], side, standing, ...(said !== undefined && { said }) };
    };
    await post(`${address}/roster`, { lines: [0, 1, 2].map((at) => line(at, 'listed')) });
    await post(`${address}/steps`, { from: 'proposed', to: 'agreed' });
    const lines = [line(0, 'handed_over'), line(1, 'absent', 'said_dead'), line(2, 'handed_over'), line(3, 'unlisted')];
    const counts = [
      { side: first.key, of: 'handed_over', count: 5, saidBy: second.key },
      { side: first.key, of: 'handed_over', count: 1, saidBy: first.key },
    ];
    const day = '2021-03-14';
    await post(`${address}/steps`, { from: 'agreed', to: 'handed_over', day, lines, counts });
    await post(`${address}/steps`, { from: 'handed_over', to: 'verified', day, attestedBy: 'neutral_agency' });
    const questions = ['/v1/exchanges', address, ...people.map((person) => `/v1/persons/${person}?why=true`)];
    for (const reader of readers) {
      for (const question of questions) told.push((await service.request('GET', question, { token: reader })).body);
    }
    return [
      [first.key, '«key of the first»'],
      [second.key, '«key of the second»'],
      [first.label, '«label of the first»'],
      [second.label, '«label of the second»'],
      ...people.map((person, at) => [person, `«person ${at}»`]),
    ]
      .reduce((text, [given = '', meaning = '']) => text.replaceAll(given, meaning), JSON.stringify(told, null, 1))
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '«id»');
  } finally {
    await service.stop();
  }
}

describe('the mirror', () => {
  it('shows the same exchange when the labels, or the parties altogether, change places', async () => {
    const world = await answersOf(ONE, OTHER);
    for (const words of ['«label of the first»', '«label of the second»', 'count_against_roster', 'returned_exchanged'])
      expect(world).toContain(words);
    expect(await answersOf({ ...ONE, label: OTHER.label }, { ...OTHER, label: ONE.label })).toBe(world);
    expect(await answersOf(OTHER, ONE)).toBe(world);
  });
});
