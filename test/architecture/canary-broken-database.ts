// Requests with canaries in them while the database refuses in the middle of work, so that failures speak too.

import type { Client } from 'pg';
import { CANARIES as C } from '../support/canary.js';
import type { MarkedWorld } from './canary-story.js';
import type { Recorder } from './canary-surfaces.js';

const WHILE_VAULT_REFUSES = { what: 'while the vault refuses' };
const WHILE_REGISTRY_REFUSES = { what: 'while the registry refuses' };

/** Answers the statuses; what was taken away is given back. */
export async function failInTheMiddle(owner: Client, recorder: Recorder, world: MarkedWorld): Promise<number[]> {
  await owner.query('REVOKE INSERT ON vault.sealed_field FROM whereabouts_vault');
  await owner.query('REVOKE INSERT ON registry.inquiry, registry.disclosure FROM whereabouts_app');
  try {
    return await ask(recorder, world);
  } finally {
    await owner.query('GRANT INSERT ON vault.sealed_field TO whereabouts_vault');
    await owner.query('GRANT INSERT ON registry.inquiry, registry.disclosure TO whereabouts_app');
  }
}

async function ask(recorder: Recorder, { pseudonym, tokens }: MarkedWorld): Promise<number[]> {
  const token = tokens.coordinator;
  const identity = { names: [{ text: C.latinGiven }] };
  const person = { identity, sharingLevel: 'registry_only', legalBasis: 'consent' };
  const asked = { sought: { names: [{ text: `${C.latinGiven} ${C.kin}` }] }, purpose: 'family_tracing' };
  const shown = { purpose: 'identification', fields: ['names'], reason: 'Identity parade at the office.' };
  const answers = [
    await recorder.ask('POST', '/v1/persons', { token, body: person, ...WHILE_VAULT_REFUSES }),
    await recorder.ask('POST', '/v1/inquiries', { token, body: asked, ...WHILE_REGISTRY_REFUSES }),
    await recorder.ask('POST', `/v1/persons/${pseudonym}/disclosures`, {
      token,
      body: shown,
      ...WHILE_REGISTRY_REFUSES,
    }),
  ];
  return answers.map(({ status }) => status);
}
