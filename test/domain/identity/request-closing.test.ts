// Ending a request by hand: from which states that may be done, by whom, and on what they must have read.

import { describe, expect, it } from '@jest/globals';
import {
  DISCLOSURE_REQUEST_STATES,
  REQUEST_LASTS,
  stateOf,
  type ClosingStep,
  type DisclosureRequestState,
  type RequestProgress,
} from '../../../src/domain/identity/disclosure-request.js';
import {
  mayBeClosed,
  requireClosable,
  requireGranter,
  requireRequester,
} from '../../../src/domain/identity/request-closing.js';
import { codeOf } from '../../support/refusal-code.js';

const NOW = Date.parse('2021-06-01T12:00:00Z');
const ANY = ['*'];

const ASKED = {
  requesterId: 'requester',
  requesterMay: true,
  requestedAt: NOW,
  approvals: [{ number: 1, ofCustodian: true, counts: true }],
  closed: null,
  grant: null,
  uses: 0,
  tag: 'v1',
} satisfies RequestProgress & { tag: string };
const GRANTED = { ...ASKED, grant: { once: true, approvals: [1], endsAt: NOW + 1 } };

const IN_STATE: Readonly<Record<DisclosureRequestState, RequestProgress & { tag: string }>> = {
  requested: ASKED,
  granted: GRANTED,
  refused: { ...ASKED, closed: 'refused' },
  withdrawn: { ...ASKED, closed: 'withdrawn' },
  expired: { ...ASKED, requestedAt: NOW - REQUEST_LASTS },
  used: { ...GRANTED, uses: 1 },
  ended: { ...GRANTED, grant: { ...GRANTED.grant, endsAt: NOW } },
  lapsed: { ...GRANTED, requesterMay: false },
  revoked: { ...GRANTED, closed: 'revoked' },
};

/** Written from docs/disclosure.md: everything else is refused. */
const CLOSED_FROM: Readonly<Record<ClosingStep, readonly DisclosureRequestState[]>> = {
  refused: ['requested'],
  withdrawn: ['requested', 'granted'],
  revoked: ['granted', 'used', 'lapsed'],
};
const PAIRS = (['refused', 'withdrawn', 'revoked'] as const).flatMap((step) =>
  DISCLOSURE_REQUEST_STATES.map((state) => [step, state] as const),
);

describe('a request', () => {
  it.each(PAIRS)('is %s by hand only where that is possible: %s', (step, state) => {
    const request = IN_STATE[state];
    expect(stateOf(request, NOW)).toBe(state);
    const may = CLOSED_FROM[step].includes(state);
    const close = (): void => requireClosable(request, step, ANY, NOW);
    if (may) close();
    else expect(codeOf(close)).toBe('disclosure_state_conflict');
    expect(mayBeClosed(state, step)).toBe(may);
  });

  it('is not refused by whoever has not read it, and is ended by them otherwise', () => {
    expect(codeOf(() => requireClosable(ASKED, 'refused', null, NOW))).toBe('precondition_required');
    requireClosable(ASKED, 'withdrawn', null, NOW);
    requireClosable(GRANTED, 'revoked', null, NOW);
  });

  it.each(['refused', 'withdrawn'] as const)('is not %s on what has changed since', (step) => {
    expect(codeOf(() => requireClosable(ASKED, step, ['v2'], NOW))).toBe('precondition_failed');
    requireClosable(ASKED, step, ['v1'], NOW);
  });

  it('is taken back by who made it, and its grant revoked by the organisation that gave it, and by nobody else', () => {
    expect(codeOf(() => requireRequester(ASKED, 'somebody'))).toBe('forbidden');
    requireRequester(ASKED, 'requester');
    expect(codeOf(() => requireGranter({ ownerOrganisationId: 'one' }, 'another'))).toBe('forbidden');
    requireGranter({ ownerOrganisationId: 'one' }, 'one');
  });
});
