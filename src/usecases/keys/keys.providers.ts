// The use cases of this capability, as the composition root provides them.

import { AddKeyVersion } from './add-key-version.js';
import { ReadKeys } from './read-keys.js';
import { RetireKeyVersion } from './retire-key-version.js';
import { RewrapKeysInKms } from './rewrap-keys-in-kms.js';
import { RotateKeys } from './rotate-keys.js';
import { SealKeysToKms } from './seal-keys-to-kms.js';
import { VerifyKeys } from './verify-keys.js';

export const keyUseCases = [
  AddKeyVersion,
  ReadKeys,
  RetireKeyVersion,
  RewrapKeysInKms,
  RotateKeys,
  SealKeysToKms,
  VerifyKeys,
] as const;
