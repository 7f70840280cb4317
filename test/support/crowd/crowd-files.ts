// A picture that is hard to show, of the crowd's first office: seen blurred by others, asked for as it is, granted, refused, taken back and revoked.

import { createHash } from 'node:crypto';
import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';

const REQUEST = 'evidence-file-requests(requestId)';
const REASON = 'A reason of some length.';

/** Leaves nothing to chance, so that what is told after it is told as before. One grant stays in force, and one request waits. */
export async function withholdFile(clerk: CrowdClerk, at: number): Promise<void> {
  const [office, , other] = clerk.cast.offices as readonly [Office, Office, Office];
  const content = Buffer.from(`somebody can be made out, ${at}`);
  const made = await clerk.send(office.worker, '/v1/evidence', {
    sha256: createHash('sha256').update(content).digest('hex'),
    kind: 'photo',
    source: 'open_source_media',
    sensitivities: ['made_in_custody'],
    sharingLevel: 'partners_pseudonymous',
  });
  if (made === null) return;
  const code = String(made['code']);
  const address = `/v1/evidence/${code}`;
  for (const one of [office, other]) clerk.remember(one, 'evidence(code)', { code });
  const file = (access: string, bytes: Buffer): Given => ({
    access,
    mediaType: 'image/png',
    content: bytes.toString('base64'),
  });
  await clerk.send(office.worker, `${address}/files`, file('restricted', content));
  await clerk.send(office.worker, `${address}/files`, file('open', Buffer.from(`nobody can be made out, ${at}`)));
  await clerk.send(office.second, `${address}/downloads`, { access: 'restricted' });
  for (const access of ['open', 'restricted']) await clerk.send(other.second, `${address}/downloads`, { access });
  await decide(clerk, [office, other], code);
}

async function decide(clerk: CrowdClerk, [office, other]: readonly [Office, Office], code: string): Promise<void> {
  const custodian = clerk.cast.ofOneRole.find(({ roles }) => roles.join() === 'custodian')!;
  const ask = async (given: Given = {}): Promise<string> => {
    const body = { purpose: 'assessment', reason: REASON, days: 30, ...given };
    const made = await clerk.send(other.second, `/v1/evidence/${code}/file-requests`, body);
    const requestId = String(made?.['id']);
    clerk.remember(office, REQUEST, { requestId });
    return requestId;
  };
  const step = (by: typeof custodian, requestId: string, name: string, body: Given): Promise<unknown> =>
    clerk.send(by, `/v1/evidence-file-requests/${requestId}/${name}`, body, 'POST', { 'if-match': '*' });
  const granted = async (given: Given = {}): Promise<string> => {
    const requestId = await ask(given);
    await step(custodian, requestId, 'approval', { days: 20 });
    await clerk.send(other.second, `/v1/evidence/${code}/downloads`, { access: 'restricted', request: requestId });
    return requestId;
  };
  await step(custodian, await granted({ once: true }), 'revocation', { reason: REASON });
  await step(custodian, await ask({ purpose: 'identification' }), 'refusal', { reason: REASON });
  await step(other.second, await ask({ purpose: 'medical' }), 'withdrawal', { reason: REASON });
  for (const requestId of [await granted(), await ask({ purpose: 'family_contact' })])
    clerk.remember(other, REQUEST, { requestId });
}
