// The use cases of this capability, as the composition root provides them.

import { ChangeIdentity } from './change-identity.js';
import { DiscloseIdentity } from './disclose-identity.js';
import { HideDisclosure } from './hide-disclosure.js';
import { ListDisclosures } from './list-disclosures.js';
import { SearchPersons } from './search-persons.js';
import { ShowDisclosure } from './show-disclosure.js';
import { SweepOrphans } from './sweep-orphans.js';

export const identityUseCases = [
  ChangeIdentity,
  DiscloseIdentity,
  HideDisclosure,
  ListDisclosures,
  SearchPersons,
  ShowDisclosure,
  SweepOrphans,
] as const;
