// The use cases of this capability, as the composition root provides them.

import { AssessEvidence } from './assess-evidence.js';
import { HandOverEvidence } from './hand-over-evidence.js';
import { ListEvidence } from './list-evidence.js';
import { ReadEvidence } from './read-evidence.js';
import { RecordEvidence } from './record-evidence.js';
import { WithdrawAssessment } from './withdraw-assessment.js';

export const evidenceUseCases = [
  AssessEvidence,
  HandOverEvidence,
  ListEvidence,
  ReadEvidence,
  RecordEvidence,
  WithdrawAssessment,
] as const;
