// What the offices of the crowd do all day: they work on cases, take in requests, submit lists to each other and answer them, and ask.

import { LIST_ANSWERS } from '../../../src/domain/lists/list.js';
import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';
import { anyName } from './crowd-people.js';

const REASON = 'A reason of some length.';

function somebody(clerk: CrowdClerk): { office: Office; pseudonym: string } {
  const office = clerk.one(clerk.cast.offices.filter((one) => clerk.ownOf(one).length > 0));
  return { office, pseudonym: clerk.one(clerk.ownOf(office)) };
}

/** Assigned, asked to follow up, done, and looked at by name. */
export async function workOnCase(clerk: CrowdClerk): Promise<void> {
  const { office, pseudonym } = somebody(clerk);
  const { username } = office.worker.users[0]!;
  const at = `/v1/persons/${pseudonym}`;
  await clerk.send(office.worker, `${at}/assignments`, { username });
  const due = clerk.one(['2021-05-01', '2021-07-01', '2021-08-01']);
  const kind = clerk.one(['follow_up', 'tell_family', 'verify_return']);
  const task = await clerk.send(office.worker, `${at}/tasks`, { kind, due });
  if (task !== null) {
    const of = `/v1/tasks/${String(task['id'])}`;
    await clerk.send(office.worker, `${of}/assignment`, { username: clerk.isSo(2) ? username : null });
    if (clerk.isSo(2)) await clerk.send(office.worker, `${of}/completion`);
    if (clerk.isSo(4)) await clerk.send(office.worker, `${of}/reopening`);
  }
  const names = [{ text: clerk.draw(anyName) }];
  await clerk.send(office.worker, `${at}/identity`, { names }, 'PATCH', { 'if-match': '*' });
  const asked = { purpose: 'family_contact', fields: ['names'], reason: REASON };
  const shown = await clerk.send(office.worker, `${at}/disclosures`, asked);
  if (shown === null) return;
  const disclosureId = String(shown['disclosureId']);
  if (clerk.isSo(3)) await clerk.send(office.worker, `${at}/disclosures/${disclosureId}`, {}, 'DELETE');
  else clerk.remember(office, 'persons(pseudonym,disclosureId)', { pseudonym, disclosureId });
  if (clerk.isSo(3)) await clerk.send(office.worker, `${at}/assignments/${username}`, {}, 'DELETE');
}

/** Asked for by one person, and taken back, left, or confirmed by another: then nobody changes or shows it any more. */
export async function eraseIdentity(clerk: CrowdClerk, at: number): Promise<void> {
  // The first is of an office whose second person, who may see the page of a confirmation, asks about everything afterwards.
  const chosen = somebody(clerk);
  const [first] = clerk.cast.offices;
  const [own] = first === undefined ? [] : clerk.ownOf(first);
  const { office, pseudonym } =
    at === 0 && first !== undefined && own !== undefined ? { office: first, pseudonym: own } : chosen;
  const address = `/v1/persons/${pseudonym}/erasures`;
  const asked = await clerk.send(office.worker, address, { ground: 'purpose_ended', reason: REASON });
  if (asked === null) return;
  const erasureId = String(asked['id']);
  clerk.remember(office, 'persons(pseudonym,erasureId)', { pseudonym, erasureId });
  if (clerk.isSo(3)) await clerk.send(office.worker, `${address}/${erasureId}`, {}, 'DELETE');
  else if (clerk.isSo(2)) await clerk.send(office.second, `${address}/${erasureId}/confirmation`);
}

export async function trace(clerk: CrowdClerk): Promise<void> {
  const { office, pseudonym } = somebody(clerk);
  const consent = { givenBy: 'enquirer', purpose: 'tracing', recipient: 'central_agency', decidedOn: '2021-05-30' };
  const made = await clerk.send(office.worker, '/v1/tracing-requests', {
    sought: { pseudonym },
    enquirer: { name: clerk.draw(anyName) },
    safeChannel: { channel: clerk.one(['phone_call', 'letter']) },
    kinship: clerk.one(['sibling', 'parent', 'friend']),
    receivedOn: '2021-05-30',
    ...(clerk.isSo(2) && { followUpBy: '2021-06-20' }),
    consents: [{ ...consent, decision: 'given' }],
  });
  if (made === null) return;
  const id = String(made['id']);
  clerk.remember(office, 'tracing-requests(id)', { id });
  const at = `/v1/tracing-requests/${id}`;
  await clerk.send(office.worker, `${at}/transitions`, { to: clerk.one(['open', 'suspended']), reason: REASON });
  const { username } = office.worker.users[0]!;
  await clerk.send(office.worker, `${at}/assignment`, { username });
  const found = await clerk.services.ask(office.worker, 'GET', at);
  const headers = { 'if-match': found.headers.get('etag') ?? '' };
  await clerk.send(office.worker, `${at}/safe-channel`, { channel: 'letter' }, 'PUT', headers);
  const asked = { purpose: 'family_contact', fields: ['contact'], reason: REASON };
  await clerk.send(office.worker, `${at}/disclosures`, asked);
  if (clerk.isSo(2)) await clerk.send(office.worker, `${at}/consents`, { ...consent, decision: 'withdrawn' });
  const close = { to: 'closed', closingReason: 'withdrawn_by_enquirer', reason: REASON };
  if (clerk.isSo(4)) await clerk.send(office.worker, `${at}/transitions`, close);
}

/** By name: a hit and a miss are told as whoever asks may be told. */
export async function inquire(clerk: CrowdClerk): Promise<void> {
  const office = clerk.anyOffice();
  const name = clerk.draw(anyName);
  const sought = { names: [{ text: name }], birthDate: '1999-03-04' };
  const asked = await clerk.send(office.worker, '/v1/inquiries', { sought, purpose: 'family_tracing' });
  // What the central agency itself asked has no reply: it is asked afterwards about what waits for it.
  if (asked !== null && office.name !== 'Central Tracing')
    clerk.remember(office, 'inquiries(id)', { id: String(asked['id']) });
  await clerk.send(office.worker, '/v1/search', { name, purpose: 'family_tracing' });
}

function anyListSide(clerk: CrowdClerk, office: Office): Given {
  return clerk.isSo(3) ? { organisationId: office.id } : { party: clerk.key(clerk.anySide()) };
}

/** Submitted by a party or a family's office to a party; answered line by line, matched, and taken back in part. */
export async function submitList(clerk: CrowdClerk): Promise<void> {
  const office = clerk.one(clerk.officesWithPeople());
  const people = clerk.some(clerk.peopleOf(office), 4);
  const lines = [...people.map((pseudonym) => ({ pseudonym })), { text: clerk.draw(anyName) }, { least: 4, most: 5 }];
  const recipient = { party: clerk.key(clerk.anySide()) };
  const list = { submitter: anyListSide(clerk, office), recipient, submittedOn: '2021-03-05', lines };
  const made = await clerk.send(office.worker, '/v1/lists', list);
  if (made === null) return;
  const id = String(made['id']);
  const at = `/v1/lists/${id}`;
  clerk.remember(office, 'lists(id)', { id });
  await clerk.send(office.worker, `${at}/suggestions`, { purpose: 'family_tracing' });
  for (let line = 1; line <= lines.length; line += 1) {
    if (clerk.isSo(4)) continue;
    const by = clerk.isSo(4) ? anyListSide(clerk, office) : recipient;
    const answer = { line, answer: clerk.one(LIST_ANSWERS), answeredOn: '2021-04-02', answeredBy: by };
    const answered = await clerk.send(office.worker, `${at}/answers`, answer);
    if (answered === null) continue;
    const answerId = String(answered['id']);
    clerk.remember(office, 'lists(id,answerId)', { id, answerId });
    if (clerk.isSo(4)) await clerk.send(office.worker, `${at}/answers/${answerId}/withdrawal`, { reason: REASON });
  }
  const line = String(people.length + 1);
  clerk.remember(office, 'lists(id,line)', { id, line });
  const named = `${at}/lines/${line}`;
  await clerk.send(office.worker, `${named}/match`, { pseudonym: clerk.one(clerk.peopleOf(office)) });
  await clerk.send(office.worker, `${named}/disclosures`, { purpose: 'identification', reason: REASON });
  if (clerk.isSo(2)) await clerk.send(office.worker, `${named}/match/withdrawal`, { reason: REASON });
}
