// Tracing requests: every step from every state, the reasons of closure, and whose consent stands.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canWithdraw,
  CONSENT_DECISIONS,
  CONSENT_GIVERS,
  CONSENT_PURPOSES,
  CONSENT_RECIPIENTS,
  standingConsents,
  type Consent,
} from '../../../src/domain/tracing/consent.js';
import { daysSince, readPastDay } from '../../../src/domain/tracing/past-day.js';
import {
  CLOSING_REASONS,
  readMove,
  REQUEST_STATES,
  REQUEST_STEPS,
  type RequestState,
} from '../../../src/domain/tracing/tracing-request.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');

/** Written by hand: from each state the states that may follow. */
const MAY: Readonly<Record<RequestState, string>> = {
  received: 'open suspended closed',
  open: 'suspended answered closed',
  suspended: 'open closed',
  answered: 'open closed',
  closed: 'open',
};

describe('the states of a tracing request', () => {
  const pairs = REQUEST_STATES.flatMap((from) => REQUEST_STATES.map((to) => [from, to] as const));

  it.each(pairs)('from %s to %s', (from, to) => {
    const given = { to, ...(to === 'closed' && { closingReason: 'answered' }) };
    if (MAY[from].split(' ').includes(to)) expect(readMove(from, given).to).toBe(to);
    else expect(() => readMove(from, given)).toThrow(expect.objectContaining({ code: 'conflict' }));
  });

  it('are all reached, and every one of them can be left', () => {
    const reached = new Set<RequestState>(['received']);
    for (const state of reached) for (const next of REQUEST_STEPS[state]) reached.add(next);
    expect([...reached].sort()).toEqual([...REQUEST_STATES].sort());
    expect(REQUEST_STATES.filter((state) => REQUEST_STEPS[state].length === 0)).toEqual([]);
  });

  it('close with a reason of the list, and with a reason alone', () => {
    for (const closingReason of CLOSING_REASONS)
      expect(readMove('open', { to: 'closed', closingReason })).toEqual({ to: 'closed', closingReason });
    const refused = { code: 'invalid_field', faults: [expect.objectContaining({ pointer: '/closingReason' })] };
    expect(() => readMove('open', { to: 'closed' })).toThrow(expect.objectContaining(refused));
    expect(() => readMove('open', { to: 'closed', closingReason: 'tired' })).toThrow(expect.objectContaining(refused));
    expect(() => readMove('open', { to: 'answered', closingReason: 'answered' })).toThrow(
      expect.objectContaining(refused),
    );
    expect(() => readMove('open', { to: 'done' })).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });
});

describe('consents', () => {
  const said = (givenBy: Consent['givenBy'], decision: Consent['decision'], rest: Partial<Consent> = {}): Consent => ({
    givenBy,
    decision,
    purpose: 'tracing',
    recipient: 'central_agency',
    recipientOrganisationId: null,
    decidedOn: '2021-05-01',
    recordedAt: NOW,
    ...rest,
  });
  const standing = (...decisions: Consent[]): string[] =>
    standingConsents(decisions).map(({ purpose, recipient, givenBy }) => `${purpose} ${recipient} ${givenBy}`);

  it('stand until they are taken back, each for its purpose and recipient alone', () => {
    const given = said('enquirer', 'given');
    const news = said('enquirer', 'given', { purpose: 'family_news', recipient: 'enquirer' });
    expect(standing(given, news)).toEqual(['tracing central_agency enquirer', 'family_news enquirer enquirer']);
    expect(standing(given, news, said('enquirer', 'withdrawn'))).toEqual(['family_news enquirer enquirer']);
    expect(standing(given, said('enquirer', 'withdrawn'), given)).toEqual(['tracing central_agency enquirer']);
    expect(standing()).toEqual([]);
  });

  it('are the found person’s alone, once that person has decided anything', () => {
    const given = said('enquirer', 'given');
    const refused = said('sought_person', 'refused', { purpose: 'family_news', recipient: 'enquirer' });
    expect(standing(given, refused)).toEqual([]);
    expect(standing(refused, given)).toEqual([]);
    expect(standing(given, said('sought_person', 'given'))).toEqual(['tracing central_agency sought_person']);
  });

  it('of one organisation are none of another', () => {
    const to = (id: string): Partial<Consent> => ({ recipient: 'organisation', recipientOrganisationId: id });
    const decisions = [said('enquirer', 'given', to('one')), said('enquirer', 'withdrawn', to('other'))];
    expect(standingConsents(decisions)).toMatchObject([{ recipientOrganisationId: 'one' }]);
    const wanted = { givenBy: 'enquirer', purpose: 'tracing', recipient: 'organisation' } as const;
    expect(canWithdraw(decisions, { ...wanted, recipientOrganisationId: 'one' })).toBe(true);
    expect(canWithdraw(decisions, { ...wanted, recipientOrganisationId: 'other' })).toBe(false);
  });

  it('never stand without somebody who gave them last, whatever was decided in whatever order', () => {
    const any = fc.record({
      givenBy: fc.constantFrom(...CONSENT_GIVERS),
      purpose: fc.constantFrom(...CONSENT_PURPOSES.slice(0, 2)),
      recipient: fc.constantFrom(...CONSENT_RECIPIENTS.slice(0, 2)),
      recipientOrganisationId: fc.constant(null),
      decision: fc.constantFrom(...CONSENT_DECISIONS),
      decidedOn: fc.constant('2021-05-01'),
      recordedAt: fc.constant(NOW),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (decisions) => {
        const reached = decisions.some(({ givenBy }) => givenBy === 'sought_person');
        for (const consent of standingConsents(decisions)) {
          expect(canWithdraw(decisions, consent)).toBe(true);
          expect(consent.givenBy === 'sought_person').toBe(reached);
        }
      }),
      { seed: 51, numRuns: 500 },
    );
  });
});

describe('a past day', () => {
  it.each(['2021-02-30', '2021-06-03', '1899-12-31', '2021-06', 'today', ''])('is not %p', (given) => {
    expect(() => readPastDay(given, NOW, '/day')).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });

  it('has an age in whole days', () => {
    expect(readPastDay('2021-06-01', NOW, '/day')).toBe('2021-06-01');
    expect([daysSince('2021-06-01', NOW), daysSince('2021-05-01', NOW), daysSince('2021-06-02', NOW)]).toEqual([
      0, 31, 0,
    ]);
  });
});
