// The quorum that refutes an item of evidence: cases by hand from the rule, and what must hold for any assessments.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  agreementOf,
  standingAt,
  stateOfAssessment,
  VERDICTS,
  type AssessedBy,
  type Verdict,
} from '../../../src/domain/evidence/assessment.js';
import { isRefutedAt, refutedSpans } from '../../../src/domain/evidence/refutation.js';

type Given = readonly [by: string, verdict: Verdict, at: number, withdrawn?: number];

/** `party-…` depends on a party, every other organisation on none. */
const assessed = (...given: readonly Given[]): AssessedBy[] =>
  given.map(([organisationId, verdict, recordedAt, withdrawnAt = null]) => ({
    organisationId,
    dependsOnParty: organisationId.startsWith('party'),
    verdict,
    recordedAt,
    withdrawnAt,
  }));

describe('an item is refuted', () => {
  const cases: readonly [string, readonly Given[], readonly [number, number][]][] = [
    ['by nobody', [], []],
    ['not by one organisation', [['a', 'synthetic', 1]], []],
    [
      'by two, from the second on',
      [
        ['a', 'synthetic', 1],
        ['b', 'staged', 5],
      ],
      [[5, Infinity]],
    ],
    [
      'not by one that says it twice',
      [
        ['a', 'synthetic', 1],
        ['a', 'staged', 5],
      ],
      [],
    ],
    [
      'not by one beside one that depends on a party',
      [
        ['a', 'synthetic', 1],
        ['party-n', 'staged', 5],
      ],
      [],
    ],
    [
      'not by two that depend on parties',
      [
        ['party-n', 'synthetic', 1],
        ['party-s', 'synthetic', 5],
      ],
      [],
    ],
    [
      'not by verdicts that leave it open',
      [
        ['a', 'unverifiable', 1],
        ['b', 'insufficient', 2],
        ['c', 'staged', 3],
      ],
      [],
    ],
    [
      'although one finds it authentic',
      [
        ['a', 'synthetic', 1],
        ['b', 'staged', 2],
        ['c', 'authentic', 3],
      ],
      [[2, Infinity]],
    ],
    [
      'until two find it authentic: that is disagreement',
      [
        ['a', 'synthetic', 1],
        ['b', 'staged', 2],
        ['c', 'authentic', 3],
        ['d', 'authentic_misdated', 7],
      ],
      [[2, 7]],
    ],
    [
      'although two that depend on parties find it authentic',
      [
        ['a', 'misattributed', 1],
        ['b', 'manipulated', 2],
        ['party-n', 'authentic', 3],
        ['party-s', 'authentic', 4],
      ],
      [[2, Infinity]],
    ],
    [
      'until one changes its mind',
      [
        ['a', 'staged', 1],
        ['b', 'staged', 2],
        ['b', 'authentic', 9],
      ],
      [[2, 9]],
    ],
    [
      'until one withdraws',
      [
        ['a', 'staged', 1],
        ['b', 'staged', 2, 9],
      ],
      [[2, 9]],
    ],
    [
      'not again by what was replaced before the withdrawal',
      [
        ['a', 'staged', 1],
        ['b', 'staged', 2],
        ['b', 'authentic', 4, 9],
      ],
      [[2, 4]],
    ],
    [
      'again, when the quorum comes again',
      [
        ['a', 'staged', 1],
        ['b', 'staged', 2, 4],
        ['c', 'synthetic', 8],
      ],
      [
        [2, 4],
        [8, Infinity],
      ],
    ],
    [
      'without a gap where one comes as another goes',
      [
        ['a', 'staged', 1],
        ['b', 'staged', 2, 4],
        ['c', 'staged', 4],
      ],
      [[2, Infinity]],
    ],
  ];

  it.each(cases)('%s', (_, given, spans) => {
    expect(refutedSpans(assessed(...given))).toEqual(spans.map(([from, to]) => ({ from, to })));
  });
});

const anyAssessments = fc.array(
  fc.record({
    organisationId: fc.constantFrom('a', 'b', 'c', 'd', 'party-n', 'party-s'),
    verdict: fc.constantFrom(...VERDICTS),
    recordedAt: fc.integer({ min: 0, max: 12 }),
    lasts: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  }),
  { maxLength: 12 },
);
interface Drawn {
  readonly organisationId: string;
  readonly verdict: Verdict;
  readonly recordedAt: number;
  readonly lasts: number | null;
}

const made = (drawn: readonly Drawn[]): AssessedBy[] =>
  drawn.map(({ organisationId, verdict, recordedAt, lasts }) => ({
    organisationId,
    dependsOnParty: organisationId.startsWith('party'),
    verdict,
    recordedAt,
    withdrawnAt: lasts === null ? null : recordedAt + lasts,
  }));

const SWAPPED: Readonly<Record<string, string>> = { 'party-n': 'party-s', 'party-s': 'party-n' };

describe('whatever was assessed', () => {
  it('the order in which it is told never matters', () => {
    fc.assert(
      fc.property(
        anyAssessments.chain((drawn) =>
          fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length })),
        ),
        ([drawn, shuffled]) => {
          expect(refutedSpans(made(shuffled))).toEqual(refutedSpans(made(drawn)));
          const verdicts = (given: readonly Drawn[]) => standingAt(made(given), 9).map(({ verdict }) => verdict);
          expect(verdicts(shuffled).sort()).toEqual(verdicts(drawn).sort());
        },
      ),
    );
  });

  it('exchanging two parties changes nothing', () => {
    fc.assert(
      fc.property(anyAssessments, (drawn) => {
        const swapped = drawn.map((one) => ({
          ...one,
          organisationId: SWAPPED[one.organisationId] ?? one.organisationId,
        }));
        expect(refutedSpans(made(swapped))).toEqual(refutedSpans(made(drawn)));
      }),
    );
  });

  it('what a party’s organisations say refutes and restores nothing', () => {
    fc.assert(
      fc.property(anyAssessments, (drawn) => {
        const free = drawn.filter(({ organisationId }) => !organisationId.startsWith('party'));
        expect(refutedSpans(made(drawn))).toEqual(refutedSpans(made(free)));
      }),
    );
  });

  it('the spans are those of the rule at every instant, and none touches another', () => {
    fc.assert(
      fc.property(anyAssessments, (drawn) => {
        const assessments = made(drawn);
        const spans = refutedSpans(assessments);
        for (let at = -1; at <= 20; at += 1)
          expect(spans.some(({ from, to }) => from <= at && at < to)).toBe(isRefutedAt(assessments, at));
        spans.slice(1).forEach(({ from }, before) => expect(from).toBeGreaterThan(spans[before]!.to));
      }),
    );
  });

  it('news never changes what was known before it', () => {
    fc.assert(
      fc.property(anyAssessments, (drawn) => {
        const all = made(drawn);
        const before = all.filter(({ recordedAt }) => recordedAt < 6);
        for (let at = 0; at < 6; at += 1) expect(isRefutedAt(all, at)).toBe(isRefutedAt(before, at));
      }),
    );
  });

  it('an organisation has at most one word', () => {
    fc.assert(
      fc.property(anyAssessments, (drawn) => {
        const standing = standingAt(made(drawn), 9);
        expect(new Set(standing.map(({ organisationId }) => organisationId)).size).toBe(standing.length);
      }),
    );
  });
});

describe('agreement', () => {
  it.each([
    [[], 'none'],
    [['authentic'], 'none'],
    [['staged', 'staged'], 'agree'],
    [['authentic', 'unverifiable'], 'disagree'],
    [['authentic', 'authentic_misdated'], 'disagree'],
    [['staged', 'staged', 'synthetic'], 'disagree'],
  ] as const)('of %j is %s', (verdicts, agreement) => {
    expect(agreementOf(assessed(...verdicts.map((verdict, at): Given => [`org-${at}`, verdict, 1])))).toBe(agreement);
  });
});

describe('an assessment', () => {
  const all = assessed(['a', 'staged', 1], ['a', 'synthetic', 3, 7]);

  it('stands, is replaced and is withdrawn in turn, and what was replaced does not come back', () => {
    const states = [2, 5, 8].map((at) =>
      all.map((one) =>
        stateOfAssessment(
          one,
          all.filter(({ recordedAt }) => recordedAt <= at),
          at,
        ),
      ),
    );
    expect(states[0]![0]).toBe('standing');
    expect(states[1]).toEqual(['replaced', 'standing']);
    expect(states[2]).toEqual(['replaced', 'withdrawn']);
  });

  it('is no word where its organisation says two things at one instant', () => {
    expect(standingAt(assessed(['a', 'staged', 1], ['a', 'authentic', 1]), 2)).toEqual([]);
  });
});
