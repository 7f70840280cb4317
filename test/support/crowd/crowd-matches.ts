// Offices of the crowd register one person twice, have the service find it, and say what they think of it.

import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { CrowdClerk } from './crowd-clerk.js';
import { anyName } from './crowd-people.js';

const REASON = 'The years of birth agree.';

/** Shared with whoever depends on no party, with the central agency alone, or with nobody: then nobody hears. */
const LEVELS = ['partners_pseudonymous', 'central_agency_only', 'partners_pseudonymous', 'registry_only'] as const;

export async function meetTwice(clerk: CrowdClerk, at: number): Promise<void> {
  const sharingLevel = LEVELS[at % LEVELS.length]!;
  const unbound = clerk.cast.offices.filter(({ side }) => side === null);
  const [one, other] = [
    clerk.one(unbound),
    sharingLevel === 'partners_pseudonymous' ? clerk.one(unbound) : clerk.anyOffice(),
  ];
  const identity = {
    names: [{ text: clerk.draw(anyName) }],
    birthDate: `19${String(50 + (at % 40))}-07-0${String(1 + (at % 9))}`,
  };
  for (const office of [one, other]) {
    const body = { sharingLevel, legalBasis: 'public_interest', identity };
    const answer = await clerk.send(office.worker, '/v1/persons', body);
    if (answer !== null)
      clerk.registered(office, String(answer['pseudonym']), sharingLevel === 'partners_pseudonymous');
  }
}

/** By the service, in each of the registries alike. */
export async function matchEverybody(clerk: CrowdClerk): Promise<void> {
  for (const { app } of clerk.services.applications)
    await app.get(MatchPersons).execute(servicePrincipal('job', '00000000-0000-4000-8000-000000000001'));
}

export async function judgeMatches(clerk: CrowdClerk): Promise<void> {
  for (const office of clerk.cast.offices) {
    const { matches } = await clerk.read(office.second, '/v1/matches?limit=20');
    for (const { id, deciders, persons } of matches as {
      id: string;
      deciders: string;
      persons: { pseudonym: string }[];
    }[]) {
      clerk.remember(office, 'matches(id)', { id });
      if (clerk.isSo(2)) continue;
      const verdict = deciders === 'owners' ? clerk.one(['same', 'not_same']) : clerk.one(['tell', 'not_same']);
      const into = verdict === 'same' ? { into: clerk.one(persons).pseudonym } : {};
      await clerk.send(office.second, `/v1/matches/${id}/verdicts`, { verdict, reason: REASON, ...into }, 'POST', {
        'if-match': '*',
      });
    }
  }
}
