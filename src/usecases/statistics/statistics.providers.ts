// The use cases of this capability, as the composition root provides them.

import { AnswerSplit } from './answer-split.js';
import { AskSplit } from './ask-split.js';
import { CountCohort } from './count-cohort.js';
import { CountFlow } from './count-flow.js';
import { CountMeasure } from './count-measure.js';
import { DisputeRelease } from './dispute-release.js';
import { DrawReleaseChart } from './draw-release-chart.js';
import { EstimateCaptures } from './estimate-captures.js';
import { EstimateLists } from './estimate-lists.js';
import { ExportRelease } from './export-release.js';
import { FollowDispute } from './follow-dispute.js';
import { ListAskedSplits } from './list-asked-splits.js';
import { ListReleaseKeys } from './list-release-keys.js';
import { ListReleasesToSign } from './list-releases-to-sign.js';
import { ListReleases } from './list-releases.js';
import { ListSplits } from './list-splits.js';
import { NameStates } from './name-states.js';
import { MakeCountBlocks } from './make-count-blocks.js';
import { PrepareRelease } from './prepare-release.js';
import { PublishRelease } from './publish-release.js';
import { ReadCountsAhead } from './read-counts-ahead.js';
import { ReadRelease } from './read-release.js';
import { ReviewRelease } from './review-release.js';
import { SignRelease } from './sign-release.js';
import { VerifyCounts } from './verify-counts.js';
import { VerifyReleaseFiles } from './verify-release-files.js';

export const statisticsUseCases = [
  AnswerSplit,
  AskSplit,
  CountCohort,
  CountFlow,
  CountMeasure,
  DisputeRelease,
  DrawReleaseChart,
  EstimateCaptures,
  EstimateLists,
  ExportRelease,
  FollowDispute,
  ListAskedSplits,
  ListReleaseKeys,
  ListReleases,
  ListReleasesToSign,
  ListSplits,
  NameStates,
  MakeCountBlocks,
  PrepareRelease,
  PublishRelease,
  ReadCountsAhead,
  ReadRelease,
  ReviewRelease,
  SignRelease,
  VerifyCounts,
  VerifyReleaseFiles,
] as const;
