// Who must agree to a reply, held against the sharing levels and wills written anew, and with two parties exchanged.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SHARING_LEVELS } from '../../../src/domain/access/person-visibility.js';
import {
  consentStands,
  mayAskOwner,
  waitsForNews,
  type ConsentGround,
  type ReplyParties,
} from '../../../src/domain/matching/reply-consent.js';
import { WILL_RECIPIENTS } from '../../../src/domain/news/person-will.js';

const [ASKER, AGENCY, OWNER, OTHER] = ['asker', 'agency', 'owner', 'other'];
const [NORTH, SOUTH] = ['north', 'south'];

const organisations = fc.subarray([ASKER, AGENCY, OTHER]);
const grounds: fc.Arbitrary<ConsentGround> = fc.record({
  ownerOrganisationId: fc.constantFrom(OWNER, OTHER),
  ownerIsBound: fc.boolean(),
  sharingLevel: fc.constantFrom(...SHARING_LEVELS),
  namedOrganisations: organisations,
  will: fc.option(fc.record({ sharedWith: fc.constantFrom(...WILL_RECIPIENTS), namedOrganisations: organisations })),
  newsWaits: fc.boolean(),
});
const several = fc.array(grounds, { minLength: 1, maxLength: 3 });
const holders = fc.subarray([NORTH, SOUTH]);
const parties = (party: string): ReplyParties => ({ asker: { organisationId: ASKER, party }, agencyId: AGENCY });

/** As the page says it: whoever the person named, and where they named nobody in particular, whoever the record names. */
function letsKnow({ will, sharingLevel, namedOrganisations }: ConsentGround, who: string): boolean {
  if (will === null || will.sharedWith === 'nobody') return false;
  if (will.sharedWith === 'named_organisations') return will.namedOrganisations.includes(who);
  return who === AGENCY || (sharingLevel === 'named_organisations' && namedOrganisations.includes(who));
}

describe('a reply stands', () => {
  it('by the person’s will where it lets both know who asks and who tells, at any level', () => {
    fc.assert(
      fc.property(several, holders, (all, held) => {
        const wanted = all.every((one) => letsKnow(one, ASKER) && letsKnow(one, AGENCY));
        expect(consentStands('person_will', all, parties(NORTH), held)).toBe(wanted);
      }),
    );
  });

  it('by the owner’s consent only where no will says otherwise, and where the owner could be asked', () => {
    fc.assert(
      fc.property(several, holders, (all, held) => {
        const isOpen = all.every(
          ({ ownerIsBound, sharingLevel, namedOrganisations }) =>
            !ownerIsBound &&
            (sharingLevel === 'partners_pseudonymous' ||
              (sharingLevel === 'named_organisations' && namedOrganisations.includes(ASKER))),
        );
        const one = new Set(all.map(({ ownerOrganisationId }) => ownerOrganisationId)).size === 1;
        const asked = isOpen && one && !held.includes(NORTH);
        expect(mayAskOwner(all, parties(NORTH), held)).toBe(asked);
        const unforbidden = all.every(
          (ground) => ground.will === null || (letsKnow(ground, ASKER) && letsKnow(ground, AGENCY)),
        );
        expect(consentStands('owner_consent', all, parties(NORTH), held)).toBe(asked && unforbidden);
      }),
    );
  });

  it('alike when two parties are exchanged', () => {
    const exchange = (party: string): string => (party === NORTH ? SOUTH : NORTH);
    fc.assert(
      fc.property(several, holders, fc.constantFrom('person_will', 'owner_consent'), (all, held, basis) => {
        const mirrored = consentStands(basis, all, parties(SOUTH), held.map(exchange));
        expect(consentStands(basis, all, parties(NORTH), held)).toBe(mirrored);
      }),
    );
  });

  it('on nobody’s ground never', () => {
    expect(consentStands('person_will', [], parties(NORTH), [])).toBe(false);
    expect(consentStands('owner_consent', [], parties(NORTH), [])).toBe(false);
  });
});

describe('whether the owner may be asked', () => {
  it('depends on no will, of which the question would tell', () => {
    fc.assert(
      fc.property(several, holders, (all, held) => {
        const unwilled = all.map((ground) => ({ ...ground, will: null }));
        expect(mayAskOwner(all, parties(NORTH), held)).toBe(mayAskOwner(unwilled, parties(NORTH), held));
      }),
    );
  });
});

describe('news', () => {
  it('is waited for, unless the person lets the agency know nothing of them', () => {
    fc.assert(
      fc.property(several, (all) => {
        const wanted = all.some((one) => one.newsWaits && (one.will === null || letsKnow(one, AGENCY)));
        expect(waitsForNews(all, parties(NORTH))).toBe(wanted);
      }),
    );
  });
});
