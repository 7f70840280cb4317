// The use cases of this capability, as the composition root provides them.

import { ForgetExpired } from './forget-expired.js';
import { KeepRetention } from './keep-retention.js';
import { ListRetention } from './list-retention.js';
import { ReadRetention } from './read-retention.js';
import { ReopenIdentity } from './reopen-identity.js';
import { SetRetention } from './set-retention.js';
import { SetRetentionRule } from './set-retention-rule.js';

export const retentionUseCases = [
  ForgetExpired,
  KeepRetention,
  ListRetention,
  ReadRetention,
  ReopenIdentity,
  SetRetention,
  SetRetentionRule,
] as const;
