// Whom of those met a person is compared with: the first of each kind of hearers, and nobody of whom nobody hears; and how many people are matched together.

import { describe, expect, it } from '@jest/globals';
import { CandidatePicks } from '../../../src/domain/matching/candidate-picks.js';
import type { MatchedPerson } from '../../../src/domain/matching/matched-person.js';
import { MatchingPace } from '../../../src/domain/matching/matching-pace.js';
import { PairHearing } from '../../../src/domain/matching/pair-hearing.js';
import { proposalAudience } from '../../../src/domain/links/proposal-audience.js';
import type { Organisation } from '../../../src/domain/organisations/organisation.js';

const OFFICES: readonly Organisation[] = (['ngo', 'liaison_office', 'central_tracing_agency'] as const).map((kind) => ({
  id: kind,
  name: kind,
  kind,
  party: null,
}));

function person(id: string, more: Partial<MatchedPerson> = {}): MatchedPerson {
  const shared = { ownerOrganisationId: 'ngo', namedOrganisations: [], will: null } as const;
  const told = { isOpen: true, isTold: true, birthYears: null, sex: 'unknown', loss: null } as const;
  return { ...shared, ...told, id, sharingLevel: 'partners_pseudonymous', ...more };
}

const MATCHED = person('matched');
const theirs = { ownerOrganisationId: 'liaison_office' };

describe('of those met', () => {
  it('nobody is picked whom nobody hears of, nor the person, nor whoever it was decided on', () => {
    const picks = new CandidatePicks(MATCHED, new Set(['decided']), 9);
    const hearing = new PairHearing(OFFICES);
    const others = [
      MATCHED,
      person('decided', theirs),
      person('closed', { ...theirs, isOpen: false }),
      person('untold', { ...theirs, isTold: false }),
      person('hidden', { ...theirs, sharingLevel: 'registry_only' }),
      person('unwilling', { ...theirs, will: { sharedWith: 'nobody', namedOrganisations: [] } }),
    ];
    for (const other of others) picks.offer(other, hearing);
    expect(picks.picked).toEqual([]);
    picks.offer(person('own, untold', { isTold: false }), hearing);
    expect(picks.picked.map(({ id }) => id)).toEqual(['own, untold']);
  });

  it('the first are picked of each kind of hearers, none of whom pushes out one of the other kind', () => {
    const picks = new CandidatePicks(MATCHED, new Set(), 2);
    const hearing = new PairHearing(OFFICES);
    const agency = { ...theirs, sharingLevel: 'central_agency_only' as const };
    for (const at of [1, 2, 3, 4]) picks.offer(person(`agency ${at}`, agency), hearing);
    expect(picks.isFull).toBe(false);
    for (const at of [1, 2, 3]) picks.offer(person(`owners ${at}`, theirs), hearing);
    expect(picks.isFull).toBe(true);
    expect(picks.picked.map(({ id }) => id)).toEqual(['owners 1', 'owners 2', 'agency 1', 'agency 2']);
  });

  it('hearers are those that the rule gives each pair, though it is asked once for all that are shared alike', () => {
    const hearing = new PairHearing(OFFICES);
    const levels = ['registry_only', 'central_agency_only', 'named_organisations', 'partners_pseudonymous'] as const;
    const wills = [null, { sharedWith: 'nobody' as const, namedOrganisations: [] }];
    const people = OFFICES.flatMap(({ id: owner }) =>
      levels.flatMap((sharingLevel) =>
        wills.map((will, at) =>
          person(`${owner} ${sharingLevel} ${at}`, { ownerOrganisationId: owner, sharingLevel, will }),
        ),
      ),
    );
    for (const one of people)
      for (const other of people) expect(hearing.of(one, other)).toEqual(proposalAudience(one, other, OFFICES));
  });
});

describe('people matched together', () => {
  it('are fewer where each meets many, and more again where they meet few', () => {
    const pace = new MatchingPace();
    const most = pace.people;
    pace.done({ people: most, pairs: most * 1_000 });
    expect(pace.people).toBeLessThan(most / 2);
    pace.done({ people: 1, pairs: 1_000_000 });
    expect(pace.people).toBe(1);
    pace.done({ people: 1, pairs: 0 });
    expect(pace.people).toBe(most);
  });

  it('are one by one where one of them could not be matched, until each of them was', () => {
    const pace = new MatchingPace();
    pace.oneByOne(3);
    for (let at = 0; at < 3; at += 1) {
      expect(pace.people).toBe(1);
      pace.done({ people: 1, pairs: 0 });
    }
    expect(pace.people).toBeGreaterThan(1);
  });
});
