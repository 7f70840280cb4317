// What may be added as a file of an item: the restricted original by its digest, and an open copy in which it is not to be seen.

import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/domain-error.js';
import { MOST_FILE_BYTES, requireAccess, requireFile } from '../../../src/domain/evidence/evidence-file.js';
import { SENSITIVITIES, type Sensitivity } from '../../../src/domain/evidence/evidence-item.js';
import { judgeFileApproval, readFileRequest, type FileRequest } from '../../../src/domain/evidence/file-request.js';
import { REQUEST_LASTS, stateOf } from '../../../src/domain/identity/disclosure-request.js';

const DAY = 86_400_000;
const ORIGINAL = 'a'.repeat(64);
const COPY = 'b'.repeat(64);

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
    throw error;
  }
  return [];
}

function added(access: string, sha256: string, sensitivities: readonly Sensitivity[], bytes = 5): string[] {
  const given = { access, mediaType: 'image/png', content: { bytes, sha256 } };
  return faultsOf(() => requireFile(given, { sha256: ORIGINAL, sensitivities }));
}

describe('a file', () => {
  it('that is restricted is the original and nothing else', () => {
    expect(added('restricted', COPY, [])).toEqual(['/content not_the_original']);
    expect(added('restricted', ORIGINAL, ['child_visible'])).toEqual([]);
  });

  it.each(SENSITIVITIES)(
    'that is open is not the original of what is %s, unless that says nothing of who is seen',
    (one) => {
      const shown = one === 'deleted_by_source' || one === 'deceptive_or_misleading';
      expect(added('open', ORIGINAL, [one])).toEqual(shown ? [] : ['/access original_is_restricted']);
      expect(added('open', COPY, [one])).toEqual([]);
    },
  );

  it('is neither empty nor too long, and of a type that no browser runs', () => {
    expect(added('open', COPY, [], 0)).toEqual(['/content not_a_file']);
    expect(added('open', COPY, [], MOST_FILE_BYTES + 1)).toEqual(['/content not_a_file']);
    expect(added('open', COPY, [], MOST_FILE_BYTES)).toEqual([]);
    const page = { access: 'secret', mediaType: 'text/html', content: null };
    const item = { sha256: ORIGINAL, sensitivities: [] };
    expect(faultsOf(() => requireFile(page, item))).toEqual([
      '/access not_in_list',
      '/mediaType not_in_list',
      '/content not_a_file',
    ]);
    expect(faultsOf(() => requireAccess('both'))).toEqual(['/access not_in_list']);
  });
});

const REQUEST: FileRequest = {
  id: 'request',
  fileId: 'file',
  code: 'code',
  ownerOrganisationId: 'owner',
  requesterId: 'somebody',
  requesterMay: true,
  purpose: 'assessment',
  reason: 'The buildings are compared.',
  asked: { days: 7, once: false },
  requestedAt: 0,
  approvals: [],
  closed: null,
  grant: null,
  uses: 0,
};

describe('a request for a restricted file', () => {
  it('says a purpose of the list and a reason in words; a court is referred to the giver', () => {
    const given = { purpose: 'assessment', reason: 'The buildings are compared.' };
    expect(readFileRequest(given).asked).toEqual({ days: 7, once: false });
    expect(faultsOf(() => readFileRequest({ purpose: 'curiosity', reason: 'short' }))).toEqual([
      '/purpose not_in_list',
      '/reason invalid_reason',
    ]);
    expect(faultsOf(() => readFileRequest({ ...given, purpose: 'court' }))).toEqual(['/purpose court_refer_to_giver']);
    expect(faultsOf(() => readFileRequest({ ...given, days: 31 }))).toHaveLength(1);
    expect(faultsOf(() => readFileRequest({ ...given, once: 'yes' }))).toHaveLength(1);
  });

  it('is granted for as long as a custodian says, and never longer or more often than was asked for', () => {
    expect(judgeFileApproval(REQUEST, { days: 2, once: true }, DAY)).toEqual({ once: true, endsAt: 3 * DAY });
    expect(faultsOf(() => judgeFileApproval(REQUEST, { days: 8, once: false }, DAY))).toHaveLength(1);
    const once = { ...REQUEST, asked: { days: 7, once: true } };
    expect(faultsOf(() => judgeFileApproval(once, { days: 7, once: false }, DAY))).toHaveLength(1);
    expect(() => judgeFileApproval(REQUEST, REQUEST.asked, REQUEST_LASTS)).toThrow('nobody decided it in time');
  });

  it('is in a state that one custodian’s approval carries', () => {
    const grant = { once: false, approvals: [1], endsAt: 5 * DAY };
    const approval = { number: 1, counts: true, ofCustodian: true };
    const granted = { ...REQUEST, grant, approvals: [approval] };
    expect(stateOf(REQUEST, DAY)).toBe('requested');
    expect(stateOf(granted, DAY)).toBe('granted');
    expect(stateOf(granted, 5 * DAY)).toBe('ended');
    expect(stateOf({ ...granted, approvals: [{ ...approval, counts: false, ofCustodian: false }] }, DAY)).toBe(
      'lapsed',
    );
    expect(stateOf({ ...granted, approvals: [] }, DAY)).toBe('lapsed');
    expect(stateOf({ ...granted, requesterMay: false }, DAY)).toBe('lapsed');
    expect(stateOf({ ...granted, grant: { ...grant, once: true }, uses: 1 }, DAY)).toBe('used');
    expect(stateOf({ ...granted, closed: 'revoked' }, DAY)).toBe('revoked');
  });
});
