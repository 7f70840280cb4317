// The crowd itself: everybody registered by some office, what all offices say of them, what is taken back, and who turns out to be one person.

import fc from 'fast-check';
import { STATEMENT_KINDS } from '../../../src/domain/records/statement-kinds.js';
import { anyGivenStatement, type GivenStatement } from '../any-given-statement.js';
import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';

const REASON = 'One register line in two lists.';
const PLACES = ['demo:1001', 'demo:1002', 'demo:2001', 'demo:2002'];

export const anyName: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('Arvel', 'Joren', 'Mira', 'Oda', 'Senna', 'Tavo'),
    fc.constantFrom('Tassin', 'Belmar', 'Ostrand', 'Quillfeder', 'Lindmoor'),
  )
  .map((parts) => parts.join(' '));

export async function foundPlaces(clerk: CrowdClerk): Promise<void> {
  const { worker } = clerk.cast.offices[0]!;
  for (const area of ['demo:10', 'demo:20'])
    await clerk.send(worker, '/v1/places', { code: area, name: `Vale ${area}` });
  for (const code of PLACES)
    await clerk.send(worker, '/v1/places', { code, name: `Village ${code}`, parent: code.slice(0, -2) });
}

/** With its parties by their keys, and now and then at a place. */
function placed(clerk: CrowdClerk, given: GivenStatement): Given {
  const text = JSON.stringify(given)
    .replaceAll('party:first', clerk.key('first'))
    .replaceAll('party:second', clerk.key('second'));
  const statement = JSON.parse(text) as Given;
  return clerk.isSo(2) ? { ...statement, place: { code: clerk.one(PLACES), precision: 'admin_area' } } : statement;
}

/** Named to whom chance names: whoever depends on a party sees nobody else's people in any other way. */
export function anySharing(clerk: CrowdClerk): { readonly sharingLevel: string } {
  const named = clerk.draw(fc.subarray([...clerk.cast.offices], { minLength: 2 })).map(({ id }) => id);
  const levels = [
    'partners_pseudonymous',
    'named_organisations',
    'named_organisations',
    'central_agency_only',
    'registry_only',
  ];
  const sharingLevel = clerk.one(levels);
  return { sharingLevel, ...(sharingLevel === 'named_organisations' && { namedOrganisations: named }) };
}

/** Who depends on a party observes no visit of its own. */
function kindsOf(office: Office): typeof STATEMENT_KINDS {
  return office.side === null ? STATEMENT_KINDS : STATEMENT_KINDS.filter((kind) => kind !== 'visit');
}

export async function register(clerk: CrowdClerk, at: number): Promise<void> {
  const office = clerk.isSo(2) ? clerk.cast.offices[0]! : clerk.anyOffice();
  // Every kind stands in the crowd, whatever chance draws.
  const kinds = kindsOf(office);
  const certain = anyGivenStatement([kinds[at % kinds.length]!]);
  const more = fc.array(anyGivenStatement(kinds), { minLength: 1, maxLength: 4 });
  const statements = [clerk.draw(certain), ...clerk.draw(more)].map((one) => placed(clerk, one));
  const [side, sharing] = [clerk.anySide(), anySharing(clerk)];
  const answer = await clerk.send(office.worker, '/v1/persons', {
    reference: `P-${at}`,
    ...sharing,
    legalBasis: clerk.one(['public_interest', 'vital_interests', 'consent']),
    particulars: { sex: clerk.one(['female', 'male']), birth: { date: String(1960 + (at % 50)) } },
    ...(!clerk.isSo(4) && { side: clerk.key(side) }),
    ...(clerk.isSo(3) && { categories: [{ category: 'prisoner_of_war', assertedBy: clerk.key(side) }] }),
    ...(clerk.isSo(2) && { identity: { names: [{ text: clerk.draw(anyName) }], birthDate: '1999-03-04' } }),
    statements,
  });
  if (answer === null) return;
  clerk.registered(office, String(answer['pseudonym']), sharing.sharingLevel === 'partners_pseudonymous');
  for (const { kind } of statements) clerk.kinds.add(String(kind));
  for (const statementId of answer['statements'] as string[])
    clerk.remember(office, 'persons(pseudonym,statementId)', { pseudonym: String(answer['pseudonym']), statementId });
}

/** What another office says of somebody whom it sees; now and then it takes that back, or says it better. */
export async function addTo(clerk: CrowdClerk): Promise<void> {
  const office = clerk.one(clerk.officesWithPeople());
  const pseudonym = clerk.one(clerk.peopleOf(office));
  const statement = placed(clerk, clerk.draw(anyGivenStatement(kindsOf(office))));
  const said = await clerk.send(office.worker, `/v1/persons/${pseudonym}/statements`, statement);
  if (said === null || !clerk.isSo(3)) return;
  const at = `/v1/statements/${String(said['id'])}`;
  if (clerk.isSo(2)) await clerk.send(office.worker, `${at}/retraction`, { reason: 'It was somebody else.' });
  else {
    const successor = { ...statement, valid: '2021-02-11' };
    await clerk.send(office.worker, `${at}/supersession`, { reason: 'The day is known by now.', successor });
  }
}

/** Two records of one office that are taken for one person; some are split again, some refused. Most are of one sharing, or nobody could. */
export async function merge(clerk: CrowdClerk): Promise<void> {
  const offices = clerk.cast.offices.filter((one) => clerk.openOf(one).length > 1);
  if (offices.length === 0) return;
  const office = clerk.one(offices);
  const people = clerk.isSo(4) ? clerk.ownOf(office) : clerk.openOf(office);
  const [from, into] = clerk.some(people, 2, 2);
  const proposed = await clerk.send(office.worker, `/v1/persons/${from!}/links`, { into, reason: REASON });
  if (proposed === null) return;
  const link = `/v1/persons/${from!}/links/${String(proposed['id'])}`;
  for (const pseudonym of [from!, into!])
    clerk.remember(office, 'persons(pseudonym,linkId)', { pseudonym, linkId: String(proposed['id']) });
  if (clerk.isSo(4)) return;
  const verdict = clerk.isSo(4) ? 'refused' : 'confirmed';
  await clerk.send(office.second, `${link}/review`, { verdict, reason: REASON });
  if (clerk.isSo(3)) await clerk.send(office.worker, `${link}/withdrawal`, { reason: 'The two are brothers.' });
}
