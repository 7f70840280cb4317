// Who somebody of the crowd is, asked for by people who do not work on the case: granted and used, refused, taken back and revoked.

import type { CrowdClerk } from './crowd-clerk.js';

const REASON = 'A reason of some length.';

/** At the first office, where there are people of one role each, who decide; what any other office asks for waits for them. */
export async function askForName(clerk: CrowdClerk): Promise<void> {
  const [office] = clerk.cast.offices;
  const own = office === undefined ? [] : clerk.ownOf(office);
  if (office === undefined || own.length === 0) return;
  const roleAlone = (role: string) => clerk.cast.ofOneRole.find(({ roles }) => roles.join() === role)!;
  const seen = { 'if-match': '*' };
  const body = { purpose: clerk.one(['identification', 'medical', 'transfer']), fields: ['names'], reason: REASON };
  const ask = async (): Promise<string> => {
    const asked = { ...body, once: clerk.isSo(2), days: clerk.one([1, 7, 30]) };
    const made = await clerk.send(office.worker, `/v1/persons/${pseudonym}/disclosure-requests`, asked);
    const requestId = String(made?.['id']);
    clerk.remember(office, 'disclosure-requests(requestId)', { requestId });
    return requestId;
  };
  const pseudonym = clerk.one(own);
  const granted = await ask();
  const at = `/v1/disclosure-requests/${granted}`;
  await clerk.send(roleAlone('coordinator'), `${at}/approval`, {}, 'POST', seen);
  await clerk.send(roleAlone('custodian'), `${at}/approval`, { once: true }, 'POST', seen);
  await clerk.send(office.worker, `/v1/persons/${pseudonym}/disclosures`, { request: granted });
  await clerk.send(roleAlone('custodian'), `${at}/revocation`, { reason: REASON });
  const refusal = `/v1/disclosure-requests/${await ask()}/refusal`;
  await clerk.send(roleAlone('verifier'), refusal, { reason: REASON }, 'POST', seen);
  await clerk.send(office.worker, `/v1/disclosure-requests/${await ask()}/withdrawal`, { reason: REASON });
  const other = clerk.one(clerk.officesWithPeople());
  const theirs = clerk.one(clerk.peopleOf(other));
  const made = await clerk.send(other.worker, `/v1/persons/${theirs}/disclosure-requests`, body);
  if (made !== null) clerk.remember(other, 'disclosure-requests(requestId)', { requestId: String(made['id']) });
}
