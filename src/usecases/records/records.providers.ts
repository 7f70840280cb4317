// The use cases of this capability, as the composition root provides them.

import { AddPlace } from './add-place.js';
import { AddStatement } from './add-statement.js';
import { AssignPerson } from './assign-person.js';
import { ComparePersons } from './compare-persons.js';
import { EndAssignment } from './end-assignment.js';
import { ListAssignees } from './list-assignees.js';
import { ListRecords } from './list-records.js';
import { ListSharingPartners } from './list-sharing-partners.js';
import { ListStatements } from './list-statements.js';
import { ReadRecord } from './read-record.js';
import { ReadStatus } from './read-status.js';
import { RebuildRecords } from './rebuild-records.js';
import { RegisterPerson } from './register-person.js';
import { RetractStatement } from './retract-statement.js';
import { SettleStaleDays } from './settle-stale-days.js';
import { SupersedeStatement } from './supersede-statement.js';
import { VerifyRecords } from './verify-records.js';

export const recordUseCases = [
  AddPlace,
  AddStatement,
  AssignPerson,
  ComparePersons,
  EndAssignment,
  ListAssignees,
  ListRecords,
  ListSharingPartners,
  ListStatements,
  ReadRecord,
  ReadStatus,
  RebuildRecords,
  RegisterPerson,
  RetractStatement,
  SettleStaleDays,
  SupersedeStatement,
  VerifyRecords,
] as const;
