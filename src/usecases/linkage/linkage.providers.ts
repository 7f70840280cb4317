// The use cases of this capability, as the composition root provides them.

import { DrawLinkageSecret } from './draw-linkage-secret.js';
import { EncodeRecords } from './encode-records.js';
import { MatchEncodings } from './match-encodings.js';

export const linkageUseCases = [DrawLinkageSecret, EncodeRecords, MatchEncodings] as const;
