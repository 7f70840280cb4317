// Writes a request for disclosure out, field by field.

import type { DisclosureTerms } from '../../domain/identity/disclosure-request.js';
import type { ShownDisclosureRequest } from '../../domain/identity/shown-disclosure-request.js';
import type { Answer } from '../../request/answer.js';
import type {
  DisclosureRequestAnswer,
  DisclosureStepAnswer,
  DisclosureTermsAnswer,
} from './disclosure-requests.dto.js';

export function disclosureRequestAnswer(shown: ShownDisclosureRequest): Answer<DisclosureRequestAnswer> {
  const { grant } = shown;
  return {
    id: shown.id,
    pseudonym: shown.pseudonym,
    state: shown.state,
    mine: shown.mine,
    owned: shown.owned,
    organisation: shown.organisation,
    username: shown.username,
    purpose: shown.purpose,
    reason: shown.reason,
    identityCheck: shown.identityCheck,
    asked: termsAnswer(shown.asked),
    requestedAt: new Date(shown.requestedAt).toISOString(),
    expiresAt: new Date(shown.expiresAt).toISOString(),
    approvals: shown.approvals,
    steps: shown.steps.map(stepAnswer),
    grant:
      grant === null
        ? null
        : {
            fields: grant.fields,
            once: grant.once,
            grantedAt: new Date(grant.grantedAt).toISOString(),
            endsAt: new Date(grant.endsAt).toISOString(),
          },
    uses: shown.uses,
  };
}

function termsAnswer({ fields, days, once }: DisclosureTerms<string>): Answer<DisclosureTermsAnswer> {
  return { fields, days, once };
}

function stepAnswer(taken: ShownDisclosureRequest['steps'][number]): Answer<DisclosureStepAnswer> {
  const { step, username, terms, reason, counts, asCustodian, at } = taken;
  return {
    step,
    username,
    terms: terms === null ? null : termsAnswer(terms),
    reason,
    counts,
    asCustodian,
    at: new Date(at).toISOString(),
  };
}
