// The use cases of this capability, as the composition root provides them.

import { CountMeasure } from './count-measure.js';
import { ListReleases } from './list-releases.js';
import { PrepareRelease } from './prepare-release.js';
import { PublishRelease } from './publish-release.js';
import { ReadRelease } from './read-release.js';
import { SignRelease } from './sign-release.js';

export const statisticsUseCases = [
  CountMeasure,
  ListReleases,
  PrepareRelease,
  PublishRelease,
  ReadRelease,
  SignRelease,
] as const;
