// The use cases of this capability, as the composition root provides them.

import { AddEvidenceFile } from './add-evidence-file.js';
import { ApproveEvidenceFile } from './approve-evidence-file.js';
import { AssessEvidence } from './assess-evidence.js';
import { DecideEvidenceFile } from './decide-evidence-file.js';
import { DownloadEvidenceFile } from './download-evidence-file.js';
import { HandOverEvidence } from './hand-over-evidence.js';
import { ListEvidenceFileDownloads } from './list-evidence-file-downloads.js';
import { ListEvidenceFileRequests } from './list-evidence-file-requests.js';
import { ListEvidence } from './list-evidence.js';
import { ReadEvidenceFileRequest } from './read-evidence-file-request.js';
import { ReadEvidence } from './read-evidence.js';
import { RecordEvidence } from './record-evidence.js';
import { RefuseEvidenceFile } from './refuse-evidence-file.js';
import { RequestEvidenceFile } from './request-evidence-file.js';
import { RevokeEvidenceFile } from './revoke-evidence-file.js';
import { WithdrawAssessment } from './withdraw-assessment.js';
import { WithdrawEvidenceFileRequest } from './withdraw-evidence-file-request.js';

export const evidenceUseCases = [
  AddEvidenceFile,
  ApproveEvidenceFile,
  AssessEvidence,
  DecideEvidenceFile,
  DownloadEvidenceFile,
  HandOverEvidence,
  ListEvidence,
  ListEvidenceFileDownloads,
  ListEvidenceFileRequests,
  ReadEvidence,
  ReadEvidenceFileRequest,
  RecordEvidence,
  RefuseEvidenceFile,
  RequestEvidenceFile,
  RevokeEvidenceFile,
  WithdrawAssessment,
  WithdrawEvidenceFileRequest,
] as const;
