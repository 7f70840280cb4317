// The use cases of this capability, as the composition root provides them.

import { CountCohort } from './count-cohort.js';
import { CountFlow } from './count-flow.js';
import { CountMeasure } from './count-measure.js';
import { DrawReleaseChart } from './draw-release-chart.js';
import { EstimateCaptures } from './estimate-captures.js';
import { ExportRelease } from './export-release.js';
import { ListReleases } from './list-releases.js';
import { NameStates } from './name-states.js';
import { PrepareRelease } from './prepare-release.js';
import { PublishRelease } from './publish-release.js';
import { ReadRelease } from './read-release.js';
import { ReviewRelease } from './review-release.js';
import { SignRelease } from './sign-release.js';
import { VerifyCounts } from './verify-counts.js';

export const statisticsUseCases = [
  CountCohort,
  CountFlow,
  CountMeasure,
  DrawReleaseChart,
  EstimateCaptures,
  ExportRelease,
  ListReleases,
  NameStates,
  PrepareRelease,
  PublishRelease,
  ReadRelease,
  ReviewRelease,
  SignRelease,
  VerifyCounts,
] as const;
