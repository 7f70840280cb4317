// The use cases of this capability, as the composition root provides them.

import { ChangeUser } from './change-user.js';
import { CreateOrganisation } from './create-organisation.js';
import { CreateParty } from './create-party.js';
import { CreateUser } from './create-user.js';
import { DescribeRegistry } from './describe-registry.js';
import { IssuePasswordLink } from './issue-password-link.js';
import { ListOrganisations } from './list-organisations.js';
import { ListParties } from './list-parties.js';
import { ListPlaces } from './list-places.js';
import { ListUsers } from './list-users.js';
import { RemoveSecondFactorOfUser } from './remove-second-factor-of-user.js';

export const administrationUseCases = [
  ChangeUser,
  CreateOrganisation,
  CreateParty,
  CreateUser,
  DescribeRegistry,
  IssuePasswordLink,
  ListOrganisations,
  ListParties,
  ListPlaces,
  ListUsers,
  RemoveSecondFactorOfUser,
] as const;
