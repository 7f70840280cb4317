// Writes tracing requests and disclosures of contacts out field by field, as the API answers them.

import type { ContactDisclosure } from '../../domain/identity/contact-disclosure.js';
import type { StandingConsent } from '../../domain/tracing/consent.js';
import type { Answer } from '../../request/answer.js';
import type { ListedRequest } from '../../usecases/tracing-requests/list-tracing-requests.js';
import type { ReadTracingRequestAnswer } from '../../usecases/tracing-requests/read-tracing-request.js';
import type {
  ContactDisclosureAnswer,
  ListedTracingRequestAnswer,
  StandingConsentAnswer,
  TracingRequestAnswer,
} from './tracing-request-answers.dto.js';

export function listedRequestAnswer({ request, pseudonym }: ListedRequest): Answer<ListedTracingRequestAnswer> {
  const { id, reference, kinship, channel, state, closingReason, receivedOn, worker, createdAt } = request;
  return {
    id,
    pseudonym,
    reference,
    kinship,
    channel,
    state,
    closingReason,
    receivedOn,
    worker: worker.username,
    createdAt: new Date(createdAt).toISOString(),
  };
}

function standingAnswer(
  consent: StandingConsent,
  organisations: ReadonlyMap<string, string>,
): Answer<StandingConsentAnswer> {
  const { purpose, recipient, recipientOrganisationId, givenBy } = consent;
  const organisation = recipientOrganisationId === null ? null : (organisations.get(recipientOrganisationId) ?? null);
  return { purpose, recipient, organisation, givenBy };
}

export function requestAnswer(found: ReadTracingRequestAnswer): Answer<TracingRequestAnswer> {
  const { organisations } = found;
  return {
    ...listedRequestAnswer(found),
    assigned: found.assigned,
    steps: found.steps.map(({ state, closingReason, reason, by, at }) => ({
      state,
      closingReason,
      reason,
      by,
      at: new Date(at).toISOString(),
    })),
    consents: found.consents.map((consent) => standingAnswer(consent, organisations)),
    decisions: found.decisions.map((decision) => ({
      ...standingAnswer(decision, organisations),
      decision: decision.decision,
      decidedOn: decision.decidedOn,
      recordedAt: new Date(decision.recordedAt).toISOString(),
    })),
  };
}

export function contactDisclosureAnswer(one: ContactDisclosure): Answer<ContactDisclosureAnswer> {
  const { id, username, purpose, fields, reason, disclosedAt } = one;
  return {
    disclosureId: id,
    username,
    purpose,
    fields: [...fields],
    reason,
    disclosedAt: new Date(disclosedAt).toISOString(),
  };
}
