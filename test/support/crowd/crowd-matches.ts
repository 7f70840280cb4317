// Offices of the crowd register one person twice, have the service find it, and say what they think of it.

import { servicePrincipal } from '../../../src/domain/access/actor.js';
import { MatchPersons } from '../../../src/usecases/matches/match-persons.js';
import type { CrowdClerk } from './crowd-clerk.js';

const GIVEN = ['Belvin', 'Doreta', 'Kestan', 'Ulmira'];
const FAMILY = ['Harvo', 'Nestrel', 'Pindar', 'Wolmut', 'Zeravin'];
const REASON = 'The years of birth agree.';

/** Shared with whoever depends on no party, with the central agency alone, or with nobody: then nobody hears. */
const LEVELS = ['partners_pseudonymous', 'central_agency_only', 'partners_pseudonymous', 'registry_only'] as const;

/** Nothing here is left to chance, so that what chance brings beside it stays the same. */
export async function meetTwice(clerk: CrowdClerk, at: number): Promise<void> {
  const sharingLevel = LEVELS[at % LEVELS.length]!;
  const { offices } = clerk.cast;
  const unbound = offices.filter(({ side }) => side === null);
  const [one, other] = [
    unbound[at % unbound.length]!,
    (sharingLevel === 'partners_pseudonymous' ? unbound : offices)[(at + 1) % unbound.length]!,
  ];
  const name = `${GIVEN[at % GIVEN.length]!} ${FAMILY[at % FAMILY.length]!}`;
  const identity = { names: [{ text: name }], birthDate: `19${String(50 + (at % 40))}-07-0${String(1 + (at % 9))}` };
  for (const office of [one, other]) {
    const body = { sharingLevel, legalBasis: 'public_interest', identity };
    await clerk.send(office.worker, '/v1/persons', body);
  }
}

/** By the service, in each of the registries alike. */
export async function matchEverybody(clerk: CrowdClerk): Promise<void> {
  for (const { app } of clerk.services.applications)
    await app.get(MatchPersons).execute(servicePrincipal('job', '00000000-0000-4000-8000-000000000001'));
}

interface Listed {
  readonly id: string;
  readonly deciders: string;
  readonly persons: readonly { readonly pseudonym: string }[];
}

export async function judgeMatches(clerk: CrowdClerk): Promise<void> {
  for (const office of clerk.cast.offices) {
    const { matches } = await clerk.read(office.second, '/v1/matches?limit=20');
    for (const [at, { id, deciders, persons }] of (matches as Listed[]).entries()) {
      clerk.remember(office, 'matches(id)', { id });
      if (at % 3 === 2) continue;
      const verdict = at % 3 === 0 ? 'not_same' : deciders === 'owners' ? 'same' : 'tell';
      const into = verdict === 'same' ? { into: persons[0]!.pseudonym } : {};
      await clerk.send(office.second, `/v1/matches/${id}/verdicts`, { verdict, reason: REASON, ...into }, 'POST', {
        'if-match': '*',
      });
    }
  }
}
