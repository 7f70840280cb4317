// The use cases of this capability, as the composition root provides them.

import { CompareNames } from './compare-names.js';
import { MatchRecords } from './match-records.js';

export const nameUseCases = [CompareNames, MatchRecords] as const;
