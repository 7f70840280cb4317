// The part of the deep walk in which a file is kept from others: added, seen blurred, asked for, granted, refused, taken back and revoked.

import { createHash } from 'node:crypto';
import type { Walker } from './disclosure-walk.js';

const REASON = 'A reason of some length.';
const ANY_VERSION = { headers: { 'if-match': '*' } };

/** Of the coordinator's organisation; a verifier of the partner asks. */
export async function askForFiles({ made, read }: Walker): Promise<void> {
  const code = await hidePicture(made, 'asked for');
  const at = `/v1/evidence/${code}`;
  await made('custodian', `${at}/downloads`, { body: { access: 'restricted' } });
  const who = 'verifier of the partner';
  await made(who, `${at}/downloads`, { body: { access: 'open' } });
  const ask = async (more: object = {}): Promise<string> => {
    const body = { purpose: 'assessment', reason: REASON, ...more };
    return `/v1/evidence-file-requests/${await made(who, `${at}/file-requests`, { body })}`;
  };
  const ended = { body: { reason: REASON }, ...ANY_VERSION };
  const granted = await ask({ days: 3 });
  await made('custodian', `${granted}/approval`, { body: { once: true }, ...ANY_VERSION });
  await made(who, `${at}/downloads`, { body: { access: 'restricted', request: granted.split('/').at(-1) } });
  await read(who, granted, '/v1/evidence-file-requests?limit=1', at);
  await made('custodian', `${granted}/revocation`, ended);
  await made('custodian', `${await ask({ purpose: 'medical' })}/refusal`, ended);
  await made(who, `${await ask()}/withdrawal`, ended);
  await ask({ once: true });
  await read(
    'custodian',
    '/v1/evidence-file-downloads?limit=1',
    '/v1/evidence-file-requests?queue=to_decide',
    '/v1/evidence-file-requests?queue=all',
    granted,
  );
  await decideOnSealed(made, await hidePicture(made, 'sealed'));
}

/** The code of an item with an original that is kept from others, and a blurred copy. */
async function hidePicture(made: Walker['made'], told: string): Promise<string> {
  const original = Buffer.from(`somebody can be made out, ${told}`);
  const item = {
    sha256: createHash('sha256').update(original).digest('hex'),
    kind: 'photo',
    source: 'media',
    sensitivities: ['made_in_custody'],
    sharingLevel: 'partners_pseudonymous',
  };
  const code = await made('coordinator', '/v1/evidence', { body: item }, 'code');
  for (const [access, content] of [
    ['restricted', original],
    ['open', Buffer.from(`nobody can be made out, ${told}`)],
  ] as const) {
    const body = { access, mediaType: 'image/png', content: content.toString('base64') };
    await made('coordinator', `/v1/evidence/${code}/files`, { body }, 'sha256');
  }
  return code;
}

/** Somebody is erased of whom a statement rests on the item. */
async function decideOnSealed(made: Walker['made'], code: string): Promise<void> {
  const rests = { kind: 'proof_of_life', valid: '2021-05', source: 'open_source_media', grade: 'B2' };
  const statements = [{ ...rests, details: { inCustody: true, evidence: code } }];
  const given = { body: { sharingLevel: 'registry_only', legalBasis: 'consent', statements } };
  const erasures = `/v1/persons/${await made('coordinator', '/v1/persons', given, 'pseudonym')}/erasures`;
  const asked = { body: { ground: 'consent_withdrawn', reason: REASON } };
  const erasureId = await made('coordinator', erasures, asked);
  await made('custodian', `${erasures}/${erasureId}/confirmation`);
  for (const decision of ['keep', 'destroy']) {
    const access = decision === 'keep' ? 'open' : 'restricted';
    const decided = { body: { access, decision, reason: REASON } };
    await made('custodian', `/v1/evidence/${code}/file-decisions`, decided, 'state');
  }
}
