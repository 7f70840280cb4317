// Who hears that two records may be one person: nobody who may not know of both, and no owner of whose record the other may not know.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHARING_LEVELS, type Person } from '../../../src/domain/access/person-visibility.js';
import { proposalAudience } from '../../../src/domain/links/proposal-audience.js';
import type { Organisation, Party } from '../../../src/domain/organisations/organisation.js';

type Shared = Pick<Person, 'ownerOrganisationId' | 'sharingLevel' | 'namedOrganisations'>;

const NORTH: Party = { id: 'n', partyKey: 'n-key', label: 'North' };
const SOUTH: Party = { id: 's', partyKey: 's-key', label: 'South' };

function organisation(id: string, kind: Organisation['kind'], party: Party | null = null): Organisation {
  return { id, name: id, kind, party };
}

function world(first: Party, second: Party): Organisation[] {
  return [
    organisation('agency', 'central_tracing_agency'),
    organisation('bureau', 'national_information_bureau', first),
    organisation('office', 'liaison_office', first),
    organisation('other-bureau', 'national_information_bureau', second),
    organisation('other-office', 'liaison_office', second),
    organisation('monitor', 'ngo'),
    organisation('families', 'families_association'),
  ];
}

const WORLD = world(NORTH, SOUTH);

function shared(ownerOrganisationId: string, sharingLevel: Person['sharingLevel'], named: string[] = []): Shared {
  return { ownerOrganisationId, sharingLevel, namedOrganisations: named };
}

/** The sharing levels as the page of the domain words them, written anew. */
function mayKnow(reader: Organisation, person: Shared): boolean {
  const isAgency = reader.kind === 'central_tracing_agency';
  if (person.ownerOrganisationId === reader.id) return true;
  if (isAgency && person.ownerOrganisationId.endsWith('bureau')) return true;
  switch (person.sharingLevel) {
    case 'registry_only':
      return false;
    case 'named_organisations':
      return isAgency || person.namedOrganisations.includes(reader.id);
    case 'central_agency_only':
      return isAgency;
    case 'partners_pseudonymous':
      return isAgency || reader.party === null;
  }
}

const ids = WORLD.map(({ id }) => id);
const anyShared = fc.record({
  ownerOrganisationId: fc.constantFrom(...ids),
  sharingLevel: fc.constantFrom(...SHARING_LEVELS),
  namedOrganisations: fc.subarray(ids),
});

describe('proposalAudience', () => {
  it('tells nobody where a giver let not even the central agency know', () => {
    expect(proposalAudience(shared('office', 'registry_only'), shared('monitor', 'registry_only'), WORLD)).toEqual({
      shownTo: 'nobody',
      organisationIds: [],
    });
  });

  it('tells no owner and no third one where the owners may not know of each other’s records', () => {
    const told = { shownTo: 'central_agency', organisationIds: ['agency'] };
    const hidden = shared('office', 'central_agency_only');
    expect(proposalAudience(hidden, shared('other-office', 'central_agency_only'), WORLD)).toEqual(told);
    expect(proposalAudience(hidden, shared('monitor', 'named_organisations', ['office']), WORLD)).toEqual(told);
    const [one, other] = [shared('office', 'named_organisations', ['families']), hidden];
    expect(
      proposalAudience(one, { ...other, ownerOrganisationId: 'bureau', sharingLevel: 'partners_pseudonymous' }, WORLD),
    ).toEqual(told);
  });

  it('tells those who know of both where the owners know of each other’s', () => {
    const [one, other] = [
      shared('office', 'named_organisations', ['monitor']),
      shared('monitor', 'named_organisations', ['office', 'families']),
    ];
    expect(proposalAudience(one, other, WORLD)).toEqual({
      shownTo: 'who_knows_both',
      organisationIds: ['agency', 'monitor', 'office'],
    });
    expect(proposalAudience(shared('office', 'registry_only'), shared('office', 'registry_only'), WORLD)).toEqual({
      shownTo: 'who_knows_both',
      organisationIds: ['office'],
    });
  });

  it('tells whom the sharing levels let know of both, and an owner only together with the other', () => {
    fc.assert(
      fc.property(anyShared, anyShared, (a, b) => {
        const both = WORLD.filter((one) => mayKnow(one, a) && mayKnow(one, b));
        const mutual = [a, b].every(({ ownerOrganisationId }) => both.some(({ id }) => id === ownerOrganisationId));
        const heard = both.filter(({ id }) => mutual || id === 'agency').map(({ id }) => id);
        const answer = proposalAudience(a, b, WORLD);
        expect(answer.organisationIds).toEqual(heard.sort());
        expect(answer.shownTo === 'who_knows_both').toBe(mutual);
      }),
    );
  });

  it('is the same whichever record comes first, in whatever order organisations are read, and with the parties exchanged', () => {
    const exchanged = world(SOUTH, NORTH);
    fc.assert(
      fc.property(anyShared, anyShared, (a, b) => {
        const answer = proposalAudience(a, b, WORLD);
        expect(proposalAudience(b, a, [...WORLD].reverse())).toEqual(answer);
        expect(proposalAudience(a, b, exchanged)).toEqual(answer);
      }),
    );
  });
});
