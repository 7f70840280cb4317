// Requests for disclosure: who may approve what, which grant two approvals make, and in which state that is.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disclosureLimitRefusal, MOST_DISCLOSED_A_DAY } from '../../../src/domain/identity/disclosure-limit.js';
import {
  readApprovalTerms,
  readDisclosureRequest,
  readUse,
} from '../../../src/domain/identity/disclosure-request-reading.js';
import {
  fieldsOfUse,
  intersectionOf,
  judgeApproval,
  mayShowAgain,
  MOST_DAYS,
  REQUEST_LASTS,
  stateOf,
  type Approval,
  type DisclosureRequest,
  type DisclosureTerms,
} from '../../../src/domain/identity/disclosure-request.js';
import { codeOf } from '../../support/refusal-code.js';

const DAY = 86_400_000;
const NOW = Date.parse('2021-06-01T12:00:00Z');
const FIELDS = ['a', 'b', 'c', 'd'] as const;
type Field = (typeof FIELDS)[number];
type Asked = DisclosureRequest<Field>;

const ALL: DisclosureTerms<Field> = { fields: FIELDS, days: 7, once: false };
const CUSTODIAN = { userId: 'custodian', isCustodian: true };
const COORDINATOR = { userId: 'coordinator', isCustodian: false };

function approval(changed: Partial<Approval<Field>> = {}): Approval<Field> {
  return { ...ALL, number: 1, userId: 'coordinator', ofCustodian: false, counts: true, ...changed };
}

function request(changed: Partial<Asked> = {}): Asked {
  return {
    id: 'r',
    subjectId: 's',
    ownerOrganisationId: 'o',
    requesterId: 'requester',
    requesterMay: true,
    purpose: 'identification',
    reason: 'Remains are compared.',
    asked: ALL,
    requestedAt: NOW,
    approvals: [],
    closed: null,
    grant: null,
    uses: 0,
    ...changed,
  };
}

const BOTH = [approval(), approval({ number: 2, userId: 'custodian', ofCustodian: true })];

function granted(changed: Partial<Asked> = {}, once = false): Asked {
  const grant = { fields: FIELDS, once, approvals: [1, 2] as const, endsAt: NOW + DAY };
  return request({ approvals: BOTH, grant, ...changed });
}

describe('an approval is refused', () => {
  it.each([
    ['to who asked', request(), { ...CUSTODIAN, userId: 'requester' }, 'second_person_needed'],
    [
      'to who has approved, a custodian too',
      request({ approvals: [approval({ userId: 'custodian', ofCustodian: true })] }),
      CUSTODIAN,
      'second_person_needed',
    ],
    [
      'to who has approved, and whose approval does not count',
      request({ approvals: [approval({ counts: false })] }),
      COORDINATOR,
      'second_person_needed',
    ],
    [
      'where neither is a custodian',
      request({ approvals: [approval()] }),
      { userId: 'verifier', isCustodian: false },
      'custodian_needed',
    ],
    [
      'where the first was a custodian and is none any more',
      request({ approvals: [approval({ ofCustodian: false })] }),
      { userId: 'verifier', isCustodian: false },
      'custodian_needed',
    ],
    ['of what is refused', request({ closed: 'refused' }), CUSTODIAN, 'disclosure_state_conflict'],
    ['of what is withdrawn', request({ closed: 'withdrawn' }), CUSTODIAN, 'disclosure_state_conflict'],
    ['of what is granted', granted(), { userId: 'third', isCustodian: true }, 'disclosure_state_conflict'],
    ['of what has expired', request({ requestedAt: NOW - REQUEST_LASTS }), CUSTODIAN, 'disclosure_state_conflict'],
  ] as const)('%s', (_what, asked, approver, code) => {
    expect(codeOf(() => judgeApproval(asked, approver, ALL, NOW))).toBe(code);
  });

  it.each([
    ['more fields', { fields: ['a', 'd'], days: 7, once: true }],
    ['more days', { fields: ['a'], days: 8, once: true }],
    ['more than one use', { fields: ['a'], days: 7, once: false }],
  ] as const)('for %s than were asked for', (_what, terms) => {
    const asked = request({ asked: { fields: ['a', 'b'], days: 7, once: true } });
    expect(codeOf(() => judgeApproval(asked, CUSTODIAN, terms, NOW))).toBe('invalid_field');
  });

  it('where the two leave no field in common', () => {
    const asked = request({ approvals: [approval({ fields: ['a'] })] });
    expect(codeOf(() => judgeApproval(asked, CUSTODIAN, { ...ALL, fields: ['b'] }, NOW))).toBe('invalid_field');
  });
});

describe('two approvals', () => {
  it('grant what both allow, from the second on', () => {
    const first = approval({ fields: ['a', 'b'], days: 3 });
    const terms = { ...ALL, fields: ['b', 'c'] as const, days: 5, once: true };
    expect(judgeApproval(request({ approvals: [first] }), CUSTODIAN, terms, NOW)).toEqual({
      first: 1,
      fields: ['b'],
      once: true,
      endsAt: NOW + 3 * DAY,
    });
  });

  it('are needed, and one that counts no more is none', () => {
    expect(judgeApproval(request(), CUSTODIAN, ALL, NOW)).toBeNull();
    expect(judgeApproval(request({ approvals: [approval({ counts: false })] }), CUSTODIAN, ALL, NOW)).toBeNull();
  });

  it('never grant more than either allows or was asked for, in whichever order they come', () => {
    const terms = fc.record({
      fields: fc.subarray([...FIELDS], { minLength: 1 }),
      days: fc.integer({ min: 1, max: MOST_DAYS }),
      once: fc.boolean(),
    });
    fc.assert(
      fc.property(terms, terms, (one, other) => {
        const both = intersectionOf(one, other);
        expect(intersectionOf(other, one)).toEqual(both);
        for (const each of [one, other]) {
          expect(both.fields.every((field) => each.fields.includes(field))).toBe(true);
          expect(both.days).toBeLessThanOrEqual(each.days);
          expect(both.once || !each.once).toBe(true);
        }
      }),
    );
  });
});

describe('the state of a request', () => {
  it.each([
    ['requested', request(), NOW + REQUEST_LASTS - 1],
    ['expired', request(), NOW + REQUEST_LASTS],
    ['requested', request({ approvals: BOTH }), NOW],
    ['granted', granted(), NOW + DAY - 1],
    ['ended', granted(), NOW + DAY],
    ['granted', granted({ uses: 3 }), NOW],
    ['used', granted({ uses: 1 }, true), NOW],
    ['refused', request({ closed: 'refused' }), NOW],
    ['revoked', granted({ closed: 'revoked' }), NOW],
    ['lapsed', granted({ requesterMay: false }), NOW],
    ['lapsed', granted({ approvals: [approval({ counts: false }), BOTH[1]!] }), NOW],
    ['lapsed', granted({ approvals: [approval(), approval({ ...BOTH[1]!, ofCustodian: false })] }), NOW],
  ] as const)('is %s', (state, asked, at) => {
    expect(stateOf(asked, at)).toBe(state);
  });

  it('lets what was shown once be shown again, and what has lapsed, ended or was revoked not', () => {
    expect(mayShowAgain(granted({ uses: 1 }, true), NOW)).toBe(true);
    expect(mayShowAgain(granted(), NOW + DAY)).toBe(false);
    expect(mayShowAgain(granted({ closed: 'revoked' }), NOW)).toBe(false);
    expect(mayShowAgain(granted({ uses: 1, requesterMay: false }, true), NOW)).toBe(false);
    expect(mayShowAgain(request(), NOW)).toBe(false);
  });
});

describe('what is said', () => {
  const asked = { purpose: 'identification', fields: ['names'], reason: 'Remains are compared.' };

  it('is read with the usual terms', () => {
    expect(readDisclosureRequest(asked)).toEqual({
      purpose: 'identification',
      reason: asked.reason,
      asked: { fields: ['names'], days: 7, once: false },
      identityCheck: null,
    });
    const subject = { ...asked, purpose: 'data_subject_request', identityCheck: 'document_seen' };
    expect(readDisclosureRequest(subject).identityCheck).toBe('document_seen');
  });

  it.each([
    [{ days: 0 }],
    [{ days: 31 }],
    [{ days: 1.5 }],
    [{ once: 'yes' }],
    [{ identityCheck: 'document_seen' }],
    [{ purpose: 'data_subject_request' }],
    [{ purpose: 'data_subject_request', identityCheck: 'Passport of Arvel Tassin' }],
  ])('is refused with %j', (changed) => {
    expect(codeOf(() => readDisclosureRequest({ ...asked, ...changed }))).toBe('invalid_field');
  });

  it('refers a court to the giver', () => {
    expect(codeOf(() => readDisclosureRequest({ ...asked, purpose: 'court' }))).toBe('court_refer_to_giver');
  });

  it('of an approval is as it was asked for where nothing is said', () => {
    const terms = { fields: ['names', 'marks'] as const, days: 3, once: true };
    expect(readApprovalTerms({}, terms)).toEqual(terms);
    expect(readApprovalTerms({ fields: ['marks'], days: 1 }, terms)).toEqual({
      fields: ['marks'],
      days: 1,
      once: true,
    });
    expect(codeOf(() => readApprovalTerms({ fields: [] }, terms))).toBe('invalid_field');
  });

  it('of a use has no purpose and reason of its own', () => {
    expect(readUse({ request: 'r' })).toEqual({ requestId: 'r', fields: null });
    expect(codeOf(() => readUse({ request: 'r', purpose: 'medical' }))).toBe('invalid_field');
    expect(codeOf(() => readUse({ request: 'r', reason: 'Because I can.' }))).toBe('invalid_field');
    expect(codeOf(() => readUse({ request: 7 }))).toBe('invalid_field');
    const grant = { fields: ['a', 'b'] as const, once: false, approvals: [1, 2] as const, endsAt: NOW };
    expect(fieldsOfUse<Field>(grant, null)).toEqual(['a', 'b']);
    expect(codeOf(() => fieldsOfUse<Field>(grant, ['c']))).toBe('invalid_field');
  });
});

describe('the number of people in a day', () => {
  it('ends before one more', () => {
    expect(disclosureLimitRefusal(MOST_DISCLOSED_A_DAY - 1)).toBeNull();
    expect(disclosureLimitRefusal(MOST_DISCLOSED_A_DAY)?.code).toBe('too_many_disclosures');
  });
});
