// Whose consent a merge needs, and who may know of two persons: as rules, without a database.

import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../../../src/domain/access/actor.js';
import type { SharingLevel } from '../../../src/domain/access/person-visibility.js';
import { audienceOf, requireSameAudience } from '../../../src/domain/links/audience.js';
import { consentsAwaited, judgeReview, requireWithdrawable } from '../../../src/domain/links/link-rights.js';
import { linkKnownAt, linkState, type LinkReview, type PersonLink } from '../../../src/domain/links/person-link.js';
import type { Organisation } from '../../../src/domain/organisations/organisation.js';
import { codeOf } from '../../support/refusal-code.js';

const by = (organisationId: string, userId = `user-of-${organisationId}`) => ({
  organisationId,
  userId,
  username: 'w',
});
const review = (organisationId: string, verdict: LinkReview['verdict'], completes: boolean, at = 2): LinkReview => ({
  by: by(organisationId),
  verdict,
  completes,
  reason: 'seen both',
  at,
});

function link(given: Partial<PersonLink> = {}): PersonLink {
  return {
    id: 'link',
    fromPersonId: 'from',
    intoPersonId: 'into',
    reason: 'one register line',
    proposedBy: by('a', 'proposer'),
    proposedAt: 1,
    reviews: [],
    withdrawal: null,
    ...given,
  };
}

const owned = (...owners: string[]) => owners.map((ownerOrganisationId) => ({ ownerOrganisationId }));
const actor = (organisationId: string, userId = `user-of-${organisationId}`): Actor => ({
  ...by(organisationId, userId),
  organisationKind: 'ngo',
  party: null,
  roles: ['verifier'],
  via: 'api',
  requestId: 'r',
});

describe('the consents to a merge', () => {
  it('are the other owner’s, or both owners’ where a third organisation proposes, or a colleague’s', () => {
    expect(consentsAwaited(link(), owned('a', 'b'))).toEqual(['b']);
    expect(consentsAwaited(link(), owned('b', 'c'))).toEqual(['b', 'c']);
    expect(consentsAwaited(link(), owned('a', 'a'))).toEqual(['a']);
    expect(consentsAwaited(link({ reviews: [review('b', 'confirmed', false)] }), owned('b', 'c'))).toEqual(['c']);
  });

  it('are not given by somebody who is not asked, by the proposer, or twice', () => {
    expect(codeOf(() => judgeReview(actor('c'), link(), owned('a', 'b'), 'confirmed'))).toBe('forbidden');
    expect(codeOf(() => judgeReview(actor('a'), link(), owned('a', 'b'), 'confirmed'))).toBe('forbidden');
    expect(codeOf(() => judgeReview(actor('a', 'proposer'), link(), owned('a', 'a'), 'confirmed'))).toBe(
      'second_person_needed',
    );
    const once = link({ reviews: [review('b', 'confirmed', false)] });
    expect(codeOf(() => judgeReview(actor('b'), once, owned('b', 'c'), 'confirmed'))).toBe('forbidden');
  });

  it('merge with the last one that is needed, and not before', () => {
    expect(judgeReview(actor('b'), link(), owned('b', 'c'), 'confirmed')).toEqual({ completes: false });
    expect(judgeReview(actor('b'), link(), owned('a', 'b'), 'confirmed')).toEqual({ completes: true });
    expect(judgeReview(actor('a'), link(), owned('a', 'a'), 'confirmed')).toEqual({ completes: true });
    expect(judgeReview(actor('b'), link(), owned('a', 'b'), 'refused')).toEqual({ completes: false });
  });
});

describe('the states of a link', () => {
  const stands = link({ reviews: [review('b', 'confirmed', true)] });
  const refused = link({ reviews: [review('b', 'refused', false)] });
  const withdrawn = { ...stands, withdrawal: { by: by('a'), reason: 'two brothers', at: 3 } };

  it('follow from its rows', () => {
    const half = link({ reviews: [review('b', 'confirmed', false)] });
    expect([link(), half, stands, refused, withdrawn].map(linkState)).toEqual([
      'proposed',
      'proposed',
      'confirmed',
      'refused',
      'withdrawn',
    ]);
  });

  it('are at any time what the rows were then', () => {
    const at = (instant: number) => {
      const known = linkKnownAt(withdrawn, instant);
      return known === null ? null : linkState(known);
    };
    expect([0, 1, 2, 3].map(at)).toEqual([null, 'proposed', 'confirmed', 'withdrawn']);
  });

  it('let nobody review what is decided, or take back what does not stand', () => {
    for (const decided of [stands, refused, withdrawn]) {
      expect(codeOf(() => judgeReview(actor('b'), decided, owned('a', 'b'), 'confirmed'))).toBe('link_state_conflict');
    }
    for (const ended of [refused, withdrawn]) {
      expect(codeOf(() => requireWithdrawable(actor('a'), ended, owned('a', 'b')))).toBe('link_state_conflict');
    }
  });

  it('let either owner take a merge back, and the proposer only a proposal', () => {
    expect(codeOf(() => requireWithdrawable(actor('a'), stands, owned('b', 'c')))).toBe('forbidden');
    expect(() => {
      requireWithdrawable(actor('a'), link(), owned('b', 'c'));
      requireWithdrawable(actor('b'), stands, owned('a', 'b'));
      requireWithdrawable(actor('a'), stands, owned('a', 'b'));
    }).not.toThrow();
  });
});

describe('an audience', () => {
  const party = { id: 'p', partyKey: 'pk', label: 'Somewhere' };
  const organisations: Organisation[] = [
    { id: 'free-1', name: 'Free 1', kind: 'ngo', party: null },
    { id: 'free-2', name: 'Free 2', kind: 'ngo', party: null },
    { id: 'bureau', name: 'Bureau', kind: 'national_information_bureau', party },
    { id: 'agency', name: 'Agency', kind: 'central_tracing_agency', party: null },
  ];
  const person = (ownerOrganisationId: string, sharingLevel: SharingLevel, ...namedOrganisations: string[]) => ({
    ownerOrganisationId,
    sharingLevel,
    namedOrganisations,
  });
  const same = (a: ReturnType<typeof person>, b: ReturnType<typeof person>): boolean => {
    try {
      requireSameAudience(a, b, organisations);
      return true;
    } catch {
      return false;
    }
  };

  it('is the same for two owners only where each may know of the other’s person', () => {
    expect(same(person('free-1', 'partners_pseudonymous'), person('free-2', 'partners_pseudonymous'))).toBe(true);
    expect(same(person('free-1', 'partners_pseudonymous'), person('bureau', 'partners_pseudonymous'))).toBe(false);
    expect(same(person('free-1', 'registry_only'), person('free-2', 'registry_only'))).toBe(false);
    expect(same(person('free-1', 'registry_only'), person('free-1', 'registry_only'))).toBe(true);
    expect(same(person('free-1', 'central_agency_only'), person('free-2', 'central_agency_only'))).toBe(false);
    const [a, b] = [
      person('free-1', 'named_organisations', 'free-2'),
      person('free-2', 'named_organisations', 'free-1'),
    ];
    expect(same(a, b)).toBe(true);
    expect(same(a, person('free-2', 'named_organisations', 'free-1', 'bureau'))).toBe(false);
  });

  it('counts who is in a group once, however they came to be asked', () => {
    expect(audienceOf(person('agency', 'central_agency_only'), organisations).others).toEqual([]);
    expect(audienceOf(person('bureau', 'registry_only'), organisations)).toEqual({
      unbound: false,
      centralAgencies: true,
      others: ['bureau'],
    });
  });
});
