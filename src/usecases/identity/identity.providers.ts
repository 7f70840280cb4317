// The use cases of this capability, as the composition root provides them.

import { ApproveDisclosure } from './approve-disclosure.js';
import { ChangeIdentity } from './change-identity.js';
import { DiscloseIdentity } from './disclose-identity.js';
import { HideDisclosure } from './hide-disclosure.js';
import { ListDisclosureRequests } from './list-disclosure-requests.js';
import { ListDisclosures } from './list-disclosures.js';
import { ReadDisclosureRequest } from './read-disclosure-request.js';
import { RefuseDisclosure } from './refuse-disclosure.js';
import { RenewSearchCodes } from './renew-search-codes.js';
import { ReportAccess } from './report-access.js';
import { RequestDisclosure } from './request-disclosure.js';
import { RevokeDisclosure } from './revoke-disclosure.js';
import { SearchPersons } from './search-persons.js';
import { ShowDisclosure } from './show-disclosure.js';
import { SweepOrphans } from './sweep-orphans.js';
import { WithdrawDisclosureRequest } from './withdraw-disclosure-request.js';

export const identityUseCases = [
  ApproveDisclosure,
  ChangeIdentity,
  DiscloseIdentity,
  HideDisclosure,
  ListDisclosureRequests,
  ListDisclosures,
  ReadDisclosureRequest,
  RefuseDisclosure,
  RenewSearchCodes,
  ReportAccess,
  RequestDisclosure,
  RevokeDisclosure,
  SearchPersons,
  ShowDisclosure,
  SweepOrphans,
  WithdrawDisclosureRequest,
] as const;
