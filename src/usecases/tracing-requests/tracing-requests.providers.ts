// The use cases of this capability, as the composition root provides them.

import { AddTracingRequest } from './add-tracing-request.js';
import { AssignTracingRequest } from './assign-tracing-request.js';
import { ChangeSafeChannel } from './change-safe-channel.js';
import { DiscloseEnquirer } from './disclose-enquirer.js';
import { ListEnquirerDisclosures } from './list-enquirer-disclosures.js';
import { ListTracingRequests } from './list-tracing-requests.js';
import { MoveTracingRequest } from './move-tracing-request.js';
import { ReadTracingRequest } from './read-tracing-request.js';
import { RecordConsent } from './record-consent.js';

export const tracingRequestUseCases = [
  AddTracingRequest,
  AssignTracingRequest,
  ChangeSafeChannel,
  DiscloseEnquirer,
  ListEnquirerDisclosures,
  ListTracingRequests,
  MoveTracingRequest,
  ReadTracingRequest,
  RecordConsent,
] as const;
