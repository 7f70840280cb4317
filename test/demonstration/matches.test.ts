// Two people of the demonstration are told of twice: both owners hear of the one pair, the central agency alone of the other.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servicePrincipal, type Actor } from '../../src/domain/access/actor.js';
import { playedPeople } from '../../src/demonstration/played-people.js';
import { AddPlace } from '../../src/usecases/records/add-place.js';
import { RegisterPerson } from '../../src/usecases/records/register-person.js';
import { ListMatches } from '../../src/usecases/matches/list-matches.js';
import { MatchPersons } from '../../src/usecases/matches/match-persons.js';
import { startTestApplication, type TestApplication } from '../support/http-application.js';

const REPORTS = ['CASE-11-1', 'CASE-11-2', 'CASE-12-1', 'CASE-12-2'];

let application: TestApplication;
let office: Actor;
let agency: Actor;
const pseudonyms = new Map<string, string>();

async function coordinatorOf(kind: 'liaison_office' | 'central_tracing_agency'): Promise<Actor> {
  const organisation = await application.seedOrganisation({ kind });
  const { id: userId, username, roles } = await application.seedUser({ organisation, roles: ['coordinator'] });
  const { id: organisationId, kind: organisationKind } = organisation;
  return { userId, username, organisationId, organisationKind, party: null, roles, via: 'operator', requestId: 'play' };
}

beforeAll(async () => {
  application = await startTestApplication();
  const { app } = application;
  office = await coordinatorOf('liaison_office');
  agency = await coordinatorOf('central_tracing_agency');
  for (const [code, parent] of [
    ['demo:10', null],
    ['demo:1003', 'demo:10'],
    ['demo:20', null],
    ['demo:2002', 'demo:20'],
  ] as const)
    await app.get(AddPlace).execute(office, { code, name: code, ...(parent !== null && { parent }) }, null);
  for (const person of playedPeople().filter(({ reference }) => REPORTS.includes(reference))) {
    const { registration, reference, sharingLevel } = person;
    const namedOrganisations = person.namedOrganisationsOf.map(() => office.organisationId);
    const given = { ...registration, reference, sharingLevel, namedOrganisations, legalBasis: 'vital_interests' };
    const actor = person.by === 'liaison' ? office : agency;
    const { pseudonym } = await app.get(RegisterPerson).execute(actor, given, null);
    pseudonyms.set(reference, pseudonym);
  }
  await app.get(MatchPersons).execute(servicePrincipal('job', 'play'));
});
afterAll(() => application.stop());

/** Who decides on each match that the actor hears of, and which of the actor's own people are of it. */
async function heardBy(actor: Actor): Promise<string[]> {
  const { matches } = await application.app.get(ListMatches).execute(actor, { limit: 20 });
  const referenceOf = new Map([...pseudonyms].map(([reference, pseudonym]) => [pseudonym, reference]));
  return matches
    .map(({ deciders, persons }) => {
      const own = persons.flatMap(({ own, pseudonym }) => (own ? [referenceOf.get(pseudonym)] : []));
      return `${deciders}: ${own.join(', ')}`;
    })
    .sort();
}

describe('the matches of the demonstration', () => {
  it('are one that both owners hear of and one that the central agency alone hears of', async () => {
    expect(await heardBy(office)).toEqual(['owners: CASE-12-1']);
    expect(await heardBy(agency)).toEqual(['central_agency: CASE-11-2', 'owners: CASE-12-2']);
  });

  it('agree in the unit, which each report tells in a language of its own', async () => {
    const { matches } = await application.app.get(ListMatches).execute(agency, { limit: 20 });
    const reasons = matches.map(({ why }) => why.filter(({ part }) => part === 'unit').map(({ reason }) => reason));
    expect(reasons).toEqual([['same_unit'], ['same_unit']]);
  });
});
