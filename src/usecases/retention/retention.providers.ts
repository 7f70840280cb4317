// The use cases of this capability, as the composition root provides them.

import { ForgetExpired } from './forget-expired.js';

export const retentionUseCases = [ForgetExpired] as const;
