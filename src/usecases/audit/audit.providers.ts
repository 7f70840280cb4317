// The use cases of this capability, as the composition root provides them.

import { ExportLog } from './export-log.js';
import { ListAuditEntries } from './list-audit-entries.js';
import { ListCheckpoints } from './list-checkpoints.js';
import { MakeWitnessKey } from './make-witness-key.js';
import { ProveEntry } from './prove-entry.js';
import { ProveGrowth } from './prove-growth.js';
import { SealAuditEntries } from './seal-audit-entries.js';
import { SignCheckpoint } from './sign-checkpoint.js';
import { VerifyAudit } from './verify-audit.js';
import { VerifyLogFiles } from './verify-log-files.js';
import { WitnessCheckpoint } from './witness-checkpoint.js';

export const auditUseCases = [
  ExportLog,
  ListAuditEntries,
  ListCheckpoints,
  MakeWitnessKey,
  ProveEntry,
  ProveGrowth,
  SealAuditEntries,
  SignCheckpoint,
  VerifyAudit,
  VerifyLogFiles,
  WitnessCheckpoint,
] as const;
