// All migrations in the order in which they are applied, and the tables that those of them have shut by row.

import * as createRegistry from '../../migrations/1700000000000-create-registry.js';
import * as createVault from '../../migrations/1700000000001-create-vault.js';
import * as createReleasesAndLog from '../../migrations/1700000000002-create-releases-and-log.js';
import * as createPublishedFigures from '../../migrations/1700000000010-create-published-figures.js';
import * as createRemains from '../../migrations/1700000000011-create-remains.js';
import * as keepRecordHistory from '../../migrations/1700000000020-keep-record-history.js';
import * as linkPersons from '../../migrations/1700000000030-link-persons.js';
import * as createExchanges from '../../migrations/1700000000040-create-exchanges.js';
import * as createTasks from '../../migrations/1700000000050-create-tasks.js';
import * as createTracingRequestsAndLists from '../../migrations/1700000000051-create-tracing-requests-and-lists.js';
import * as createEvidence from '../../migrations/1700000000060-create-evidence.js';
import * as indexLists from '../../migrations/1700000000070-index-lists.js';
import * as indexActs from '../../migrations/1700000000071-index-acts.js';
import * as growLogTree from '../../migrations/1700000000085-grow-log-tree.js';
import * as indexConfidence from '../../migrations/1700000000086-index-confidence.js';
import * as keepLineMatches from '../../migrations/1700000000090-keep-line-matches.js';
import * as keepWhoWorked from '../../migrations/1700000000091-keep-who-worked.js';
import * as listFromProjection from '../../migrations/1700000000095-list-from-projection.js';
import * as knowTheActor from '../../migrations/1700000000110-know-the-actor.js';
import * as shutRowsOfPersons from '../../migrations/1700000000111-shut-rows-of-persons.js';
import * as shutRowsOfWork from '../../migrations/1700000000112-shut-rows-of-work.js';
import * as shutRowsOfErasures from '../../migrations/1700000000120-shut-rows-of-erasures.js';
import * as shutRowsOfDisclosures from '../../migrations/1700000000121-shut-rows-of-disclosures.js';
import * as sealLogDetails from '../../migrations/1700000000116-seal-log-details.js';
import * as splitDataKeys from '../../migrations/1700000000102-split-data-keys.js';
import * as createErasures from '../../migrations/1700000000103-create-erasures.js';
import * as requestDisclosures from '../../migrations/1700000000105-request-disclosures.js';
import * as versionSearchRows from '../../migrations/1700000000140-version-search-rows.js';
import * as fenceIndexKeys from '../../migrations/1700000000155-fence-index-keys.js';
import * as fenceKeyVersions from '../../migrations/1700000000100-fence-key-versions.js';
import * as shutCountsOfNames from '../../migrations/1700000000122-shut-counts-of-names.js';
import * as countNamesAsked from '../../migrations/1700000000114-count-names-asked.js';
import * as holdNews from '../../migrations/1700000000109-hold-news.js';
import * as shutRowsOfNews from '../../migrations/1700000000123-shut-rows-of-news.js';
import * as keepWills from '../../migrations/1700000000113-keep-wills.js';
import * as shutRowsOfComparisons from '../../migrations/1700000000124-shut-rows-of-comparisons.js';
import * as keepRetention from '../../migrations/1700000000130-keep-retention.js';
import * as shutRowsOfRetention from '../../migrations/1700000000131-shut-rows-of-retention.js';
import * as comparePersons from '../../migrations/1700000000107-compare-persons.js';
import * as noteAttacksOnReleases from '../../migrations/1700000000150-note-attacks-on-releases.js';
import * as publishTables from '../../migrations/1700000000151-publish-tables.js';
import * as proposeMatches from '../../migrations/1700000000160-propose-matches.js';
import * as shutRowsOfMatches from '../../migrations/1700000000161-shut-rows-of-matches.js';
import * as countFromProjection from '../../migrations/1700000000170-count-from-projection.js';
import * as countWithoutPersons from '../../migrations/1700000000171-count-without-persons.js';
import * as signReleases from '../../migrations/1700000000180-sign-releases.js';
import * as noteRefusedReleases from '../../migrations/1700000000181-note-refused-releases.js';
import * as disputeReleases from '../../migrations/1700000000182-dispute-releases.js';
import * as countByBlocks from '../../migrations/1700000000183-count-by-blocks.js';
import * as shutRowsOfBlocks from '../../migrations/1700000000184-shut-rows-of-blocks.js';
import * as askForSplits from '../../migrations/1700000000186-ask-for-splits.js';
import * as publishSplits from '../../migrations/1700000000187-publish-splits.js';
import * as versionCountColumns from '../../migrations/1700000000188-version-count-columns.js';
import * as askForCorrectionsByParty from '../../migrations/1700000000191-ask-for-corrections-by-party.js';
import * as paceRefusedReleases from '../../migrations/1700000000192-pace-refused-releases.js';
import * as compareWithoutAskingOfEach from '../../migrations/1700000000193-compare-without-asking-of-each.js';
import * as makeBlocksWithInstants from '../../migrations/1700000000194-make-blocks-with-instants.js';
import * as letTasksLapse from '../../migrations/1700000000195-let-tasks-lapse.js';
import * as keepEvidenceFiles from '../../migrations/1700000000198-keep-evidence-files.js';
import * as sealFilesOfErased from '../../migrations/1700000000199-seal-files-of-erased.js';
import * as letMoreTasksLapse from '../../migrations/1700000000200-let-more-tasks-lapse.js';
import * as replyToInquiries from '../../migrations/1700000000201-reply-to-inquiries.js';
import * as showOwnDownloads from '../../migrations/1700000000189-show-own-downloads.js';
import * as makeBlocksWithBriefTexts from '../../migrations/1700000000206-make-blocks-with-brief-texts.js';
import * as askForSecondFactors from '../../migrations/1700000000207-ask-for-second-factors.js';
import * as refuseWhenMet from '../../migrations/1700000000208-refuse-when-met.js';

export interface Migration<Roles> {
  readonly name: string;
  readonly up: (run: (sql: string) => Promise<void>, roles: Roles) => Promise<void>;
}

export const REGISTRY_MIGRATIONS: readonly Migration<{ appRole: string }>[] = [
  createRegistry,
  createReleasesAndLog,
  createPublishedFigures,
  createRemains,
  keepRecordHistory,
  linkPersons,
  createExchanges,
  createTasks,
  createTracingRequestsAndLists,
  createEvidence,
  indexLists,
  indexActs,
  growLogTree,
  indexConfidence,
  keepLineMatches,
  keepWhoWorked,
  listFromProjection,
  knowTheActor,
  shutRowsOfPersons,
  shutRowsOfWork,
  sealLogDetails,
  createErasures,
  shutRowsOfErasures,
  requestDisclosures,
  shutRowsOfDisclosures,
  countNamesAsked,
  shutCountsOfNames,
  holdNews,
  keepWills,
  shutRowsOfNews,
  comparePersons,
  shutRowsOfComparisons,
  keepRetention,
  shutRowsOfRetention,
  noteAttacksOnReleases,
  publishTables,
  proposeMatches,
  shutRowsOfMatches,
  countFromProjection,
  countWithoutPersons,
  signReleases,
  noteRefusedReleases,
  disputeReleases,
  countByBlocks,
  shutRowsOfBlocks,
  askForSplits,
  publishSplits,
  versionCountColumns,
  askForCorrectionsByParty,
  paceRefusedReleases,
  compareWithoutAskingOfEach,
  makeBlocksWithInstants,
  letTasksLapse,
  keepEvidenceFiles,
  sealFilesOfErased,
  letMoreTasksLapse,
  replyToInquiries,
  makeBlocksWithBriefTexts,
  showOwnDownloads,
  askForSecondFactors,
  refuseWhenMet,
];

export const VAULT_MIGRATIONS: readonly Migration<{ vaultRole: string }>[] = [
  createVault,
  fenceKeyVersions,
  splitDataKeys,
  versionSearchRows,
  fenceIndexKeys,
];

/** Beside them, every table that has a policy: whoever switches security off may have dropped the policies with it. */
export const COVERED_TABLES = [
  ...shutRowsOfPersons.SHUT,
  ...shutRowsOfWork.SHUT,
  ...shutRowsOfErasures.SHUT,
  ...shutRowsOfDisclosures.SHUT,
  ...shutCountsOfNames.SHUT,
  ...shutRowsOfNews.SHUT,
  ...shutRowsOfComparisons.SHUT,
  ...shutRowsOfRetention.SHUT,
  ...shutRowsOfMatches.SHUT,
  ...shutRowsOfBlocks.SHUT,
  ...askForSplits.SHUT,
  ...keepEvidenceFiles.SHUT,
  ...sealFilesOfErased.SHUT,
  ...replyToInquiries.SHUT,
  ...askForSecondFactors.SHUT,
];
