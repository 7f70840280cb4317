// The use cases of this capability, as the composition root provides them.

import { AddIndexKeyVersion } from './add-index-key-version.js';
import { AddKeyVersion } from './add-key-version.js';
import { ReadKeys } from './read-keys.js';
import { RetireIndexKeyVersion } from './retire-index-key-version.js';
import { RetireKeyVersion } from './retire-key-version.js';
import { RewrapKeysInKms } from './rewrap-keys-in-kms.js';
import { RotateIndexKey } from './rotate-index-key.js';
import { RotateKeys } from './rotate-keys.js';
import { SealKeysToKms } from './seal-keys-to-kms.js';
import { VerifyKeys } from './verify-keys.js';

export const keyUseCases = [
  AddIndexKeyVersion,
  AddKeyVersion,
  ReadKeys,
  RetireIndexKeyVersion,
  RetireKeyVersion,
  RewrapKeysInKms,
  RotateIndexKey,
  RotateKeys,
  SealKeysToKms,
  VerifyKeys,
] as const;
