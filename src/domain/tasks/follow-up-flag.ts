// Puts the flag of an overdue follow-up on the record of the organisation that promised it.

import { RECORD_FLAGS } from '../records/flags.js';
import type { WhereaboutsRecord } from '../records/whereabouts-record.js';

/** A task is no statement, so that the flag names none; it stands where the closed list of flags has it. */
export function withFollowUpOverdue(record: WhereaboutsRecord): WhereaboutsRecord {
  const raised = [...record.flags, { flag: 'follow_up_overdue' as const, statementIds: [] }];
  const flags = RECORD_FLAGS.flatMap((flag) => raised.filter((one) => one.flag === flag));
  return { ...record, flags };
}
