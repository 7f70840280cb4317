// A will may name whoever may know of the person, by the sharing level and by nothing else.

import { describe, expect, it } from '@jest/globals';
import type { SharingLevel } from '../../../src/domain/access/person-visibility.js';
import { DomainError } from '../../../src/domain/domain-error.js';
import { requireNameable } from '../../../src/domain/news/named-in-will.js';
import type { Organisation } from '../../../src/domain/organisations/organisation.js';

const party = (label: string) => ({ id: `id-${label}`, partyKey: `key-${label}`, label });
const [NORTH, SOUTH] = [party('North'), party('South')];

const ORGANISATIONS: readonly Organisation[] = [
  { id: 'owner', name: 'Owner', kind: 'liaison_office', party: null },
  { id: 'free', name: 'Free', kind: 'ngo', party: null },
  { id: 'agency', name: 'Agency', kind: 'central_tracing_agency', party: null },
  { id: 'bureau', name: 'Bureau', kind: 'national_information_bureau', party: NORTH },
  { id: 'bound', name: 'Bound', kind: 'ngo', party: SOUTH },
];

function refused(
  sharingLevel: SharingLevel,
  { owner = 'owner', shared = [] as string[], named = ['free', 'agency', 'bureau', 'bound'], all = ORGANISATIONS },
): string[] {
  const person = { ownerOrganisationId: owner, sharingLevel, namedOrganisations: shared };
  try {
    requireNameable(person, named, all);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_field') throw error;
    return error.faults.map(({ pointer, code }) => `${named[Number(pointer.split('/')[2])] ?? ''} ${code}`);
  }
}

const shut = (...ids: readonly string[]): string[] => ids.map((id) => `${id} shut_out_by_sharing_level`);

describe('who is named in a will', () => {
  it.each<[SharingLevel, string[]]>([
    ['registry_only', shut('free', 'agency', 'bureau', 'bound')],
    ['central_agency_only', shut('free', 'bureau', 'bound')],
    ['named_organisations', shut('free', 'bureau', 'bound')],
    ['partners_pseudonymous', shut('bureau', 'bound')],
  ])('is refused where %s shuts them out', (level, expected) => {
    expect(refused(level, {})).toEqual(expected);
  });

  it('may be whom the record is shared with by name, a party’s own among them', () => {
    expect(refused('named_organisations', { shared: ['bound'] })).toEqual(shut('free', 'bureau'));
    expect(refused('partners_pseudonymous', { shared: ['bound'] })).toEqual(shut('bureau', 'bound'));
  });

  it('may be the central agency for whatever a bureau gives', () => {
    expect(refused('registry_only', { owner: 'bureau' })).toEqual(shut('free', 'bound'));
  });

  it('is told apart from who is not known', () => {
    expect(refused('partners_pseudonymous', { named: ['nobody', 'bound', 'free'] })).toEqual([
      'nobody unknown_organisation',
      'bound shut_out_by_sharing_level',
    ]);
  });

  it('is the same when two parties exchange their labels, and is no matter of their order', () => {
    const exchanged = ORGANISATIONS.map((one) => {
      if (one.party === null) return one;
      return { ...one, party: { ...one.party, label: one.party.label === 'North' ? 'South' : 'North' } };
    });
    for (const level of ['partners_pseudonymous', 'central_agency_only'] as const) {
      expect(refused(level, { all: exchanged })).toEqual(refused(level, {}));
      expect(refused(level, { all: [...ORGANISATIONS].reverse() })).toEqual(refused(level, {}));
    }
  });
});
