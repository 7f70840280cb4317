// The demonstration's evidence can be played again after a kill: one item disputed, one refuted, one person depicted.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { CASES } from '../../src/demonstration/cases.js';
import { DEPICTED_REFERENCE, FILM, PHOTO, playEvidence, type EvidencePlay } from '../../src/demonstration/evidence.js';
import { ListEvidence } from '../../src/usecases/evidence/list-evidence.js';
import { ReadEvidence } from '../../src/usecases/evidence/read-evidence.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

let application: TestApplication;
let play: EvidencePlay;
let pseudonym: string;

async function actorOf(role: 'liaison' | 'verifier'): Promise<Actor> {
  const { id: userId, username, organisation, roles } = await application.seedUser({ roles: [role] });
  const { id: organisationId, kind: organisationKind } = organisation;
  return { userId, username, organisationId, organisationKind, party: null, roles, via: 'operator', requestId: 'play' };
}

beforeAll(async () => {
  application = await startTestApplication();
  const recorder = await actorOf('liaison');
  const registration = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
  pseudonym = (await application.app.get(RegisterPerson).execute(recorder, registration, null)).pseudonym;
  play = {
    recorder,
    assessors: [await actorOf('verifier'), await actorOf('verifier')],
    keyOf: ({ userId }, key) => ({ userId, method: 'PLAY', path: 'test', key, bodyHash: Buffer.from(key) }),
    pseudonymOf: () => Promise.resolve(pseudonym),
  };
});
afterAll(() => application.stop());

describe('the evidence of the demonstration', () => {
  it('is there once, however often it is played', async () => {
    await playEvidence(application.app, play);
    // A day later no key of idempotency is left.
    application.clock.advance(2 * 86_400_000);
    await playEvidence(application.app, play);
    const { items } = await application.app.get(ListEvidence).execute(play.recorder, {});
    const codeOf = (sha256: string): string => items.find(({ item }) => item.sha256 === sha256)?.item.code ?? '';
    expect(items).toHaveLength(2);
    const read = application.app.get(ReadEvidence);
    const film = await read.execute(play.recorder, { code: codeOf(FILM.sha256) });
    const photo = await read.execute(play.recorder, { code: codeOf(PHOTO.sha256) });
    expect([film.agreement, film.assessments.length, film.persons]).toEqual(['disagree', 2, [pseudonym]]);
    expect([photo.agreement, photo.assessments.length, photo.persons]).toEqual(['agree', 2, []]);
  });

  it('depicts somebody of the invented world', () => {
    expect(CASES.map(({ reference }) => reference)).toContain(DEPICTED_REFERENCE);
  });
});
