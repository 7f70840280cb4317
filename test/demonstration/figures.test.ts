// The demonstration's published figures: loaded once however often they are played, and for each side the same claims beside one another.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import { playFigures, type FiguresPlay } from '../../src/demonstration/figures.js';
import { PARTIES } from '../../src/demonstration/world.js';
import { ListFigures } from '../../src/usecases/published-figures/list-figures.js';
import { ReadFigure } from '../../src/usecases/published-figures/read-figure.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let application: TestApplication;
let actor: Actor;
let play: FiguresPlay;

beforeAll(async () => {
  application = await startTestApplication();
  for (const party of PARTIES) await application.seedOrganisation({ party });
  const { id: userId, username, organisation, roles } = await application.seedUser({ roles: ['analyst'] });
  const { id: organisationId, kind: organisationKind } = organisation;
  actor = {
    userId,
    username,
    organisationId,
    organisationKind,
    party: null,
    roles,
    via: 'operator',
    requestId: 'play',
  };
  play = {
    actor,
    keyOf: (key) => ({ userId, method: 'PLAY', path: 'test', key, bodyHash: Buffer.from(key) }),
  };
});
afterAll(() => application.stop());

/** What stands beside this figure, without who it is of. */
async function besides(id: string): Promise<readonly unknown[]> {
  const { beside } = await application.app.get(ReadFigure).execute(actor, { id });
  return beside.claims.map(({ figure, positions, contradictions, clashes, reported }) => [
    figure.value,
    positions.map(({ position }) => position),
    contradictions.map(({ kind }) => kind),
    clashes.length,
    reported.state,
  ]);
}

describe('the published figures of the demonstration', () => {
  it('are there once, however often they are played', async () => {
    await playFigures(application.app, play);
    // A day later no key of idempotency is left.
    application.clock.advance(2 * 86_400_000);
    await playFigures(application.app, play);
    const { figures } = await application.app.get(ListFigures).execute(actor, {});
    expect(figures).toHaveLength(10);
    expect(figures.map(({ edition }) => edition)).toEqual(Array<number>(10).fill(1));
  });

  it('contradict one another, and one of them itself, alike of both sides', async () => {
    const north = await besides('held-north-commission');
    expect(north).toEqual([
      [{ min: 30 }, ['alleged_holder', 'denial'], [], 1, 'counted'],
      [{ exact: 71 }, ['alleged_holder', 'refusal_of_information'], ['breakdown'], 2, 'counted'],
      [{ min: 45, max: 60 }, ['alleged_holder', 'denial'], [], 2, 'counted'],
      [{ exact: 14 }, ['alleged_holder', 'acknowledgement'], [], 3, 'counted'],
      [{ approx: 90 }, ['alleged_holder'], [], 0, 'counted'],
    ]);
    expect(await besides('held-south-commission')).toEqual(north);
  });

  it('are drawn with the word of the demonstration across them, where it is one', async () => {
    const read = application.app.get(ReadFigure);
    expect(await read.asPicture(actor, { id: 'held-north-press' })).not.toContain('Demonstration');
    await application.platform.database.transaction(servicePrincipal('operator', 'play'), (room) =>
      room.meta.set('demonstration', { state: 'loaded' }),
    );
    expect(await read.asPicture(actor, { id: 'held-north-press' })).toContain('>Demonstration<');
  });
});
