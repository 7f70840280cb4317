// The use cases of this capability, as the composition root provides them.

import { ConfirmErasure } from './confirm-erasure.js';
import { FinishErasures } from './finish-erasures.js';
import { ListErasures } from './list-erasures.js';
import { RequestErasure } from './request-erasure.js';
import { SplitDataKeys } from './split-data-keys.js';
import { WithdrawErasure } from './withdraw-erasure.js';

export const erasureUseCases = [
  ConfirmErasure,
  FinishErasures,
  ListErasures,
  RequestErasure,
  SplitDataKeys,
  WithdrawErasure,
] as const;
