// A picture that is hard to show, of the crowd's first office: seen blurred by others, asked for as it is, granted, refused, taken back and revoked; and another, sealed as somebody is erased.

import { createHash } from 'node:crypto';
import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';

const REQUEST = 'evidence-file-requests(requestId)';
const REASON = 'A reason of some length.';

/** Leaves nothing to chance, so that what is told after it is told as before. One grant stays in force, and one request waits. */
export async function withholdFile(clerk: CrowdClerk, at: number): Promise<void> {
  const [office, , other] = clerk.cast.offices as readonly [Office, Office, Office];
  const code = await hidePicture(clerk, office, `${at}`);
  if (code === null) return;
  for (const one of [office, other]) clerk.remember(one, 'evidence(code)', { code });
  const address = `/v1/evidence/${code}`;
  await clerk.send(office.second, `${address}/downloads`, { access: 'restricted' });
  for (const access of ['open', 'restricted']) await clerk.send(other.second, `${address}/downloads`, { access });
  await decide(clerk, [office, other], code);
  await sealPicture(clerk, office, at);
}

/** The code of an item with an original that is kept from others, and a blurred copy. */
async function hidePicture(clerk: CrowdClerk, office: Office, told: string): Promise<string | null> {
  const content = Buffer.from(`somebody can be made out, ${told}`);
  const made = await clerk.send(office.worker, '/v1/evidence', {
    sha256: createHash('sha256').update(content).digest('hex'),
    kind: 'photo',
    source: 'open_source_media',
    sensitivities: ['made_in_custody'],
    sharingLevel: 'partners_pseudonymous',
  });
  if (made === null) return null;
  const code = String(made['code']);
  const copy = Buffer.from(`nobody can be made out, ${told}`);
  for (const [access, bytes] of [
    ['restricted', content],
    ['open', copy],
  ] as const)
    await clerk.send(office.worker, `/v1/evidence/${code}/files`, {
      access,
      mediaType: 'image/png',
      content: bytes.toString('base64'),
    });
  return code;
}

function custodianOf(clerk: CrowdClerk): CrowdClerk['cast']['ofOneRole'][number] {
  return clerk.cast.ofOneRole.find(({ roles }) => roles.join() === 'custodian')!;
}

/** Somebody of whom a statement rests on another picture is erased: its copy is kept, and its original waits to be decided on. */
async function sealPicture(clerk: CrowdClerk, office: Office, at: number): Promise<void> {
  const code = await hidePicture(clerk, office, `sealed ${at}`);
  if (code === null) return;
  const rests = { kind: 'proof_of_life', valid: '2021-05', source: 'open_source_media', grade: 'B2' };
  const person = await clerk.send(office.worker, '/v1/persons', {
    sharingLevel: 'registry_only',
    legalBasis: 'consent',
    statements: [{ ...rests, details: { inCustody: true, evidence: code } }],
  });
  const erasures = `/v1/persons/${String(person?.['pseudonym'])}/erasures`;
  const asked = await clerk.send(office.worker, erasures, { ground: 'consent_withdrawn', reason: REASON });
  await clerk.send(office.second, `${erasures}/${String(asked?.['id'])}/confirmation`);
  const keeping = { access: 'open', decision: 'keep', reason: REASON };
  await clerk.send(custodianOf(clerk), `/v1/evidence/${code}/file-decisions`, keeping);
  clerk.remember(office, 'evidence(code)', { code });
  clerk.remember(office, 'evidence(code,access)', { code, access: 'restricted' });
}

async function decide(clerk: CrowdClerk, [office, other]: readonly [Office, Office], code: string): Promise<void> {
  const custodian = custodianOf(clerk);
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
