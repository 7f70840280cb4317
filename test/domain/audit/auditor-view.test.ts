// What an auditor reads of an entry.

import { describe, expect, it } from '@jest/globals';
import { auditorView } from '../../../src/domain/audit/auditor-view.js';
import { sampleEntry } from './sample-chain.js';

describe('an entry as an auditor reads it', () => {
  it('holds no person, no subject and no organisation', () => {
    const seen = auditorView(sampleEntry(3, { subjectId: '01890000-0000-7000-8000-dddddddddddd' }));
    expect(Object.keys(seen).sort()).toEqual([
      'action',
      'details',
      'id',
      'recordedAt',
      'requestId',
      'subjectKind',
      'username',
      'via',
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/cccccccccccc|dddddddddddd|bbbbbbbbbbbb/);
  });

  it('drops details that point to somebody and keeps codes and counts', () => {
    const details = {
      purpose: 'family_contact',
      count: 3,
      hidden: false,
      none: null,
      fields: ['names', 'birth_date'],
      statement: '01890000-0000-7000-8000-dddddddddddd',
      pseudonym: 'WB-7K3QM-29TXC-4VJ8H-ZR5DN-P',
      typed: 'wb 7k3qm 29txc',
      persons: ['names', '01890000-0000-7000-8000-dddddddddddd'],
    };
    expect(auditorView(sampleEntry(3, { details })).details).toEqual({
      purpose: 'family_contact',
      count: 3,
      hidden: false,
      none: null,
      fields: ['names', 'birth_date'],
    });
  });
});
