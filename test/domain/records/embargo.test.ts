// A statement under embargo is for others as if it had never been said, and from its end on as if it had been said then.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asSeenBy } from '../../../src/domain/records/embargo.js';
import type { Embargo, WillInForce } from '../../../src/domain/records/embargo-terms.js';
import { foldRecord } from '../../../src/domain/records/fold-record.js';
import type { Instant } from '../../../src/domain/records/instant.js';
import { timelineOf } from '../../../src/domain/records/timeline.js';
import type { Statement, Withdrawal } from '../../../src/domain/records/statement.js';
import { anyStatements } from './any-statements.js';
import { day, FAMILIES, INSTITUTE, LIAISON, recordOf, told } from './statement-fixture.js';

const SEED = 11_190;
const RUNS = 300;
const OWNER = 'org-owner';
const OTHERS = ['org-0', 'org-1', 'org-3', 'org-7', null];
const START = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

function embargoOf(readyAt: Instant, wills: readonly WillInForce[] = []): Embargo {
  return { ownerOrganisationId: OWNER, readyAt, wills };
}

describe('a statement under embargo', () => {
  const death = { ...told('death', '2025-03', {}, { by: FAMILIES, recorded: '2025-04-01' }) };
  const held: Statement = { ...death, embargo: embargoOf(Infinity) };
  const lifted: Statement = { ...death, embargo: embargoOf(day('2025-05-01')) };

  it('is told to its giver and to the owner at once, and to nobody else before its end', () => {
    for (const one of [FAMILIES.organisationId, OWNER]) expect(asSeenBy(held, one)?.recordedAt).toBe(death.recordedAt);
    for (const one of [null, LIAISON.organisationId]) expect(asSeenBy(held, one)).toBeNull();
    expect(asSeenBy(lifted, null)?.recordedAt).toBe(day('2025-05-01'));
    expect(asSeenBy(lifted, OWNER)?.recordedAt).toBe(death.recordedAt);
  });

  it('withdrawn before its end, is never told', () => {
    const withdrawn = { how: 'retracted', at: day('2025-04-20'), reason: 'not so', successorId: null } as const;
    expect(asSeenBy({ ...lifted, withdrawn }, null)).toBeNull();
    expect(asSeenBy({ ...lifted, withdrawn }, OWNER)?.withdrawn?.at).toBe(day('2025-04-20'));
  });

  it('leaves the statement that it supersedes standing for others until they are told of it', () => {
    const life = told('proof_of_life', '2025-01', {}, { by: FAMILIES, recorded: '2025-02-01' });
    const withdrawal = { how: 'superseded', at: day('2025-04-01'), reason: 'news', successorId: death.id } as const;
    const before = { ...life, withdrawn: { ...withdrawal, embargo: embargoOf(Infinity) } } as Statement;
    expect(asSeenBy(before, null)?.withdrawn).toBeNull();
    expect(asSeenBy(before, OWNER)?.withdrawn?.at).toBe(day('2025-04-01'));
    const after = { ...life, withdrawn: { ...withdrawal, embargo: embargoOf(day('2025-05-01')) } } as Statement;
    expect(asSeenBy(after, null)?.withdrawn?.at).toBe(day('2025-05-01'));
  });

  it('moves no record of others, and the owner’s at once', () => {
    const seen = told('last_seen', '2025-01', {});
    const record = (organisationId: string | null) => recordOf([seen, held], { view: { organisationId } }).status;
    expect(record(null)).toBe('missing');
    expect(record(INSTITUTE.organisationId)).toBe('missing');
    expect(record(OWNER)).toBe('death_reported');
    expect(record(FAMILIES.organisationId)).toBe('death_reported');
  });
});

describe('a found person’s will', () => {
  const arrival = told('arrival', '2025-03', { attestedBy: 'person' }, { by: LIAISON, recorded: '2025-04-01' });
  const seenBy = (wills: readonly WillInForce[], organisationId: string | null, readyAt = arrival.recordedAt) =>
    asSeenBy({ ...arrival, embargo: embargoOf(readyAt, wills) }, organisationId)?.recordedAt ?? null;
  const nobody = { from: day('2025-03-20'), sharedWith: 'nobody' } as const;
  const named = { from: day('2025-06-01'), sharedWith: [FAMILIES.organisationId] } as const;
  const partners = { from: day('2025-08-01'), sharedWith: 'partners' } as const;

  it('holds back what is recorded while it is in force, until another one allows it', () => {
    expect(seenBy([nobody], null)).toBeNull();
    expect(seenBy([nobody, named], null)).toBeNull();
    expect(seenBy([nobody, named], FAMILIES.organisationId)).toBe(named.from);
    expect(seenBy([nobody, named, partners], null)).toBe(partners.from);
    expect(seenBy([nobody, named, partners], OWNER)).toBe(arrival.recordedAt);
  });

  it('unties nothing that others were told before it', () => {
    expect(seenBy([{ from: day('2025-04-02'), sharedWith: 'nobody' }], null)).toBe(arrival.recordedAt);
    expect(seenBy([partners, { from: day('2025-09-01'), sharedWith: 'nobody' }], null, day('2025-08-02'))).toBe(
      day('2025-08-02'),
    );
  });

  it('binds news that is verified after it', () => {
    expect(seenBy([nobody], null, day('2025-05-01'))).toBeNull();
    expect(seenBy([nobody, partners], null, Infinity)).toBeNull();
  });
});

/** For each statement whether it is under embargo and how many days later that ends; never where it is null. */
const anyEmbargoes = fc.array(fc.option(fc.option(fc.integer({ min: 1, max: 120 }), { freq: 2 }), { freq: 2 }), {
  minLength: 7,
  maxLength: 7,
});

const anyStory = fc
  .tuple(
    anyStatements(7),
    anyEmbargoes,
    fc.array(fc.option(fc.integer({ min: 0, max: 200 }), { freq: 3 }), { minLength: 7, maxLength: 7 }),
  )
  .map(([given, embargoes, withdrawals]) =>
    given.map((one, at): Statement => {
      const delay = withdrawals[at] ?? null;
      const withdrawn: Withdrawal | null =
        delay === null
          ? null
          : { how: 'retracted', at: one.recordedAt + delay * DAY, reason: 'not so', successorId: null };
      const held = embargoes[at] ?? null;
      if (held === null) return { ...one, withdrawn };
      const days = embargoes[(at + 1) % 7] ?? null;
      const readyAt = days === null ? Infinity : one.recordedAt + days * DAY;
      return { ...one, withdrawn, embargo: embargoOf(readyAt) };
    }),
  );

/** The story as others are told it: each held statement recorded when its embargo ended and dated by when it was given, by an own account of the rule. */
function retold(story: readonly Statement[], organisationId: string | null): Statement[] {
  return story.flatMap(({ embargo, ...one }) => {
    if (embargo === undefined || organisationId === OWNER || organisationId === one.author.organisationId) return [one];
    const neverTold = embargo.readyAt === Infinity || (one.withdrawn !== null && one.withdrawn.at <= embargo.readyAt);
    const { recordedAt } = one;
    return neverTold
      ? []
      : [{ ...one, recordedAt: embargo.readyAt, ...(embargo.readyAt > recordedAt && { givenAt: recordedAt }) }];
  });
}

describe('for any story', () => {
  const knownAts = Array.from({ length: 14 }, (_, month) => START + month * 30 * DAY);
  const recordAt = (story: readonly Statement[], organisationId: string | null, knownAt: Instant) =>
    foldRecord(story, { today: knownAt, view: { organisationId }, knownAt });

  it('each view is the fold of what was recorded or lifted by then, at any time', () => {
    fc.assert(
      fc.property(anyStory, fc.constantFrom(...OTHERS, OWNER), fc.constantFrom(...knownAts), (story, view, at) => {
        expect(recordAt(story, view, at)).toEqual(recordAt(retold(story, view), view, at));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('the record and timeline of a view before any lift are those without the held statements', () => {
    fc.assert(
      fc.property(anyStory, fc.constantFrom('org-6', 'org-7'), (story, organisationId) => {
        const unlifted = story.map((one) =>
          one.embargo === undefined ? one : { ...one, embargo: embargoOf(Infinity) },
        );
        const without = story.filter(({ embargo }) => embargo === undefined);
        const at = START + 900 * DAY;
        expect(recordAt(unlifted, organisationId, at)).toEqual(recordAt(without, organisationId, at));
        const reader = { organisationId, ownsPersonOf: () => false, told: null };
        const timeline = (statements: readonly Statement[]) =>
          timelineOf(
            statements.flatMap((one) => asSeenBy(one, organisationId) ?? []),
            reader,
            {},
          );
        expect(timeline(unlifted)).toEqual(timeline(without));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('to be told as somebody is told changes nothing more', () => {
    fc.assert(
      fc.property(anyStory, fc.constantFrom(...OTHERS, OWNER), (story, organisationId) => {
        const once = story.flatMap((one) => asSeenBy(one, organisationId) ?? []);
        expect(once.flatMap((one) => asSeenBy(one, organisationId) ?? [])).toEqual(once);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
