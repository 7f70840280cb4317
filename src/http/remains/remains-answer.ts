// Writes sites, cases of remains and their links out as the API answers them, field by field.

import type { Actor } from '../../domain/access/actor.js';
import type { RemainsCase, Site } from '../../domain/remains/remains-case.js';
import { stateOf, type LinkStep } from '../../domain/remains/remains-link.js';
import type { Answer } from '../../request/answer.js';
import type { ReadLink } from '../../usecases/remains/read-remains.js';
import type { RemainsLinkStepAnswer, RemainsAnswer, RemainsLinkAnswer, SiteAnswer } from './remains-answer.dto.js';

const instant = (at: number): string => new Date(at).toISOString();

export function siteAnswer(actor: Actor, site: Site): Answer<SiteAnswer> {
  return {
    id: site.id,
    own: site.organisationId === actor.organisationId,
    organisation: site.organisationName,
    recordedAt: instant(site.recordedAt),
    place: { code: site.place.code, precision: site.place.precision },
    sharingLevel: site.sharingLevel,
    counts: site.counts.map(({ asOf, recovered, identified, handedOver, recordedAt }) => ({
      asOf,
      recovered,
      identified,
      handedOver,
      recordedAt: instant(recordedAt),
    })),
  };
}

export function remainsAnswer(actor: Actor, remains: RemainsCase): Answer<RemainsAnswer> {
  return {
    id: remains.id,
    own: remains.organisationId === actor.organisationId,
    organisation: remains.organisationName,
    recordedAt: instant(remains.recordedAt),
    siteId: remains.siteId,
    extent: remains.extent,
    minimumIndividuals: remains.minimumIndividuals,
    sex: remains.sex,
    age: remains.age === null ? null : { from: remains.age.from, to: remains.age.to },
    died: remains.died,
    sharingLevel: remains.sharingLevel,
  };
}

export function linkAnswer(actor: Actor, { link, pseudonyms }: ReadLink): Answer<RemainsLinkAnswer> {
  const { proposed, confirmed, withdrawn } = link;
  const signer = confirmed ?? proposed;
  return {
    id: link.id,
    state: stateOf(link),
    method: link.method,
    level: link.level,
    valid: link.valid,
    persons: [...pseudonyms],
    proposed: stepAnswer(actor, proposed),
    confirmed: confirmed === null ? null : stepAnswer(actor, confirmed),
    withdrawn: withdrawn === null ? null : stepAnswer(actor, withdrawn),
    reason: signer.organisationId === actor.organisationId ? (withdrawn?.reason ?? null) : null,
    handedOver: link.handedOver,
  };
}

function stepAnswer(actor: Actor, step: LinkStep): Answer<RemainsLinkStepAnswer> {
  const username = step.organisationId === actor.organisationId ? step.username : null;
  return { organisation: step.organisationName, username, at: instant(step.at) };
}
