// The part of the deep walk in which names are asked for: granted and used, refused, taken back and revoked; and the report of who looked.

import type { Step } from './api-fuzzer.js';

export interface Walker {
  readonly made: (who: string, address: string, given?: Step, field?: string) => Promise<string>;
  readonly read: (who: string, ...addresses: readonly string[]) => Promise<void>;
}

const REASON = 'A reason of some length.';
const ANY_VERSION = { headers: { 'if-match': '*' } };

/** `person` is of the coordinator's organisation. */
export async function askForNames({ made, read }: Walker, person: string): Promise<void> {
  const ask = async (more: object = {}): Promise<string> => {
    const body = { purpose: 'identification', fields: ['names', 'marks'], reason: REASON, ...more };
    return `/v1/disclosure-requests/${await made('liaison', `/v1/persons/${person}/disclosure-requests`, { body })}`;
  };
  const ended = { body: { reason: REASON }, ...ANY_VERSION };
  const granted = await ask({ purpose: 'data_subject_request', identityCheck: 'document_seen', days: 3 });
  await made('coordinator', `${granted}/approval`, { body: { fields: ['names'] }, ...ANY_VERSION });
  await made('custodian', `${granted}/approval`, { body: { once: true }, ...ANY_VERSION });
  const request = granted.split('/').at(-1);
  await made('liaison', `/v1/persons/${person}/disclosures`, { body: { request } }, 'disclosureId');
  await read('liaison', granted, '/v1/disclosure-requests', `/v1/disclosure-requests?person=${person}&limit=1`);
  await made('custodian', `${granted}/revocation`, ended);
  await made('verifier', `${await ask()}/refusal`, ended);
  await made('liaison', `${await ask()}/withdrawal`, ended);
  await ask({ once: true });
  await read('custodian', '/v1/disclosure-requests?queue=to_decide', '/v1/disclosure-requests?queue=all', granted);
  const report = `/v1/persons/${person}/access-report`;
  await read('coordinator', `${report}?identityCheck=called_back`, `${report}/export?identityCheck=called_back`);
}
