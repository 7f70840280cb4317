// Offices that are bound to a party ask after people of others, and the central agency replies, refuses, or waits for consent.

import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';

const AGENCY = 'Central Tracing';
const NAMES = ['Tolvar Ekkenby', 'Resna Ullvard', 'Omrit Sandholm', 'Belka Norvind'];
const SHARED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };
const SEEN = { kind: 'capture', valid: '2021-03-02', source: 'witness', grade: 'B2' };

type Candidates = { readonly candidates?: readonly { readonly pseudonym: string }[] };

/** Consented to and released, waiting, with nothing to tell, refused and rejected: one of each, and nothing left to chance. */
export async function replyToInquiries(clerk: CrowdClerk): Promise<void> {
  const { offices } = clerk.cast;
  const agency = offices.find(({ name }) => name === AGENCY);
  const owners = offices.filter(({ name, side }) => side === null && name !== AGENCY);
  const bound = offices.filter(({ side }) => side !== null);
  if (agency === undefined) throw new Error('the cast has no central agency');
  for (const [at, name] of NAMES.entries()) {
    const [owner, asker] = [owners[at % 2]!, bound[at % bound.length]!];
    const inquiryId = await askAfter(clerk, { name, owner, asker });
    clerk.remember(asker, 'inquiries(id)', { id: inquiryId });
    clerk.remember(agency, 'inquiries(id)', { id: inquiryId });
    const address = `/v1/inquiries/${inquiryId}/replies`;
    const { candidates = [] } = (await clerk.read(agency.worker, address)) as Candidates;
    const telling = { tells: ['record_exists', 'whereabouts_status', 'contact_organisation'], basis: 'owner_consent' };
    const reply: Given = at === 2 ? { tells: ['no_information'] } : { ...telling, person: candidates[0]?.pseudonym };
    const prepared = await clerk.send(agency.worker, address, reply);
    const replyId = String(prepared?.['id']);
    if (at === 0 || at === 3) await settle(clerk, { owner, agency }, { address, replyId, given: at === 0 });
  }
}

/** Registered by an office that depends on no party, and asked after by one that does. */
async function askAfter(
  clerk: CrowdClerk,
  { name, owner, asker }: { readonly name: string; readonly owner: Office; readonly asker: Office },
): Promise<string> {
  const sought = { names: [{ text: name }], birthDate: '1991-04-03' };
  await clerk.send(owner.worker, '/v1/persons', { ...SHARED, identity: sought, statements: [SEEN] });
  const asked = await clerk.send(asker.worker, '/v1/inquiries', { sought, purpose: 'family_tracing' });
  return String(asked?.['id']);
}

async function settle(
  clerk: CrowdClerk,
  { owner, agency }: { readonly owner: Office; readonly agency: Office },
  { address, replyId, given }: { readonly address: string; readonly replyId: string; readonly given: boolean },
): Promise<void> {
  await clerk.send(owner.worker, `/v1/tasks/consents/${replyId}/answers`, { answer: given ? 'given' : 'refused' });
  await clerk.send(agency.second, `${address}/${replyId}/decision`, { decision: given ? 'released' : 'rejected' });
}
