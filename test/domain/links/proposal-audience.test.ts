// Who hears that two records may be one person: nobody who may not know of both, and no owner of whose record the other may not know.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHARING_LEVELS, type Person } from '../../../src/domain/access/person-visibility.js';
import { proposalAudience, type SharedPerson } from '../../../src/domain/links/proposal-audience.js';
import { WILL_RECIPIENTS } from '../../../src/domain/news/person-will.js';
import type { Organisation, Party } from '../../../src/domain/organisations/organisation.js';

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

function shared(ownerOrganisationId: string, sharingLevel: Person['sharingLevel'], named: string[] = []): SharedPerson {
  return { ownerOrganisationId, sharingLevel, namedOrganisations: named, will: null };
}

/** The sharing levels as the page of the domain words them, written anew. */
function mayKnow(reader: Organisation, person: SharedPerson): boolean {
  const { will } = person;
  const wished = will?.sharedWith === 'named_organisations' ? will.namedOrganisations : [];
  const isHeld = will !== null && will.sharedWith !== 'partners' && !wished.includes(reader.id);
  if (isHeld && person.ownerOrganisationId !== reader.id) return false;
  return mayKnowByLevel(reader, person);
}

function mayKnowByLevel(reader: Organisation, person: SharedPerson): boolean {
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
  will: fc.option(fc.record({ sharedWith: fc.constantFrom(...WILL_RECIPIENTS), namedOrganisations: fc.subarray(ids) })),
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

  it('tells the two owners, and no third one, where they know of each other’s', () => {
    const [one, other] = [
      shared('office', 'named_organisations', ['monitor']),
      shared('monitor', 'named_organisations', ['office', 'families']),
    ];
    expect(proposalAudience(one, other, WORLD)).toEqual({
      shownTo: 'owners',
      organisationIds: ['monitor', 'office'],
    });
    expect(proposalAudience(shared('office', 'registry_only'), shared('office', 'registry_only'), WORLD)).toEqual({
      shownTo: 'owners',
      organisationIds: ['office'],
    });
  });

  it('tells nobody else of somebody who was found and wants nobody to know, a bureau’s and the central agency included', () => {
    const found = {
      ...shared('bureau', 'partners_pseudonymous'),
      will: { sharedWith: 'nobody', namedOrganisations: [] },
    } as const;
    expect(proposalAudience(found, shared('monitor', 'partners_pseudonymous'), WORLD).shownTo).toBe('nobody');
    const wished = { ...found, will: { sharedWith: 'named_organisations', namedOrganisations: ['agency'] } } as const;
    expect(proposalAudience(wished, shared('monitor', 'partners_pseudonymous'), WORLD)).toEqual({
      shownTo: 'central_agency',
      organisationIds: ['agency'],
    });
  });

  it('tells owners whom the sharing levels let know of both, and an owner only together with the other', () => {
    fc.assert(
      fc.property(anyShared, anyShared, (a, b) => {
        const both = WORLD.filter((one) => mayKnow(one, a) && mayKnow(one, b));
        const mutual = [a, b].every(({ ownerOrganisationId }) => both.some(({ id }) => id === ownerOrganisationId));
        const owners = [a.ownerOrganisationId, b.ownerOrganisationId];
        const heard = both.filter(({ id }) => (mutual ? owners.includes(id) : id === 'agency')).map(({ id }) => id);
        const answer = proposalAudience(a, b, WORLD);
        expect(answer.organisationIds).toEqual(heard.sort());
        expect(answer.shownTo === 'owners').toBe(mutual);
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
