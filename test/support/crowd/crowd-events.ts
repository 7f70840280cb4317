// What happens to the crowd: exchanges between the parties, remains that are found and linked, films that are assessed, figures that are published.

import { GROUNDS, METHODS, VERDICTS } from '../../../src/domain/evidence/assessment.js';
import type { Office } from './crowd-cast.js';
import type { CrowdClerk, Given } from './crowd-clerk.js';
import { anySharing } from './crowd-people.js';

const REASON = 'A reason of some length.';

export async function exchange(clerk: CrowdClerk): Promise<void> {
  const office = clerk.one(clerk.officesWithPeople());
  const [side, other] = [clerk.key('first'), clerk.key('second')];
  const intermediary = clerk.isSo(2) ? { organisation: clerk.cast.offices[1]!.id } : undefined;
  const counts = [{ side: clerk.key(clerk.anySide()), of: 'agreed', count: 3, saidBy: clerk.key(clerk.anySide()) }];
  const proposal = {
    sides: [side, other],
    ...anySharing(clerk),
    legalBasis: 'vital_interests',
    day: '2021-03',
    counts,
  };
  const made = await clerk.send(office.worker, '/v1/exchanges', { ...proposal, ...(intermediary && { intermediary }) });
  if (made === null) return;
  const id = String(made['id']);
  const at = `/v1/exchanges/${id}`;
  clerk.remember(office, 'exchanges(id)', { id });
  for (const to of ['agreed', 'handed_over', 'verified']) clerk.remember(office, 'exchanges(id,to)', { id, to });
  const people = clerk.some(clerk.peopleOf(office), 6);
  const sided = people.map((person) => ({ person, side: clerk.key(clerk.anySide()) }));
  await clerk.send(office.worker, `${at}/roster`, { lines: sided.map((one) => ({ ...one, standing: 'listed' })) });
  if (clerk.isSo(6)) {
    await clerk.send(office.worker, `${at}/steps`, { from: 'proposed', to: 'called_off' });
    return;
  }
  await clerk.send(office.worker, `${at}/steps`, { from: 'proposed', to: 'agreed', day: '2021-03-02' });
  const lines = sided.map((one) =>
    clerk.isSo(3) ? { ...one, standing: 'absent', said: 'said_not_held' } : { ...one, standing: 'handed_over' },
  );
  const unidentified = [{ side: clerk.key(clerk.anySide()), count: 1 }];
  const step = { from: 'agreed', to: 'handed_over', day: '2021-03-14', lines, unidentified };
  const handed = await clerk.send(office.worker, `${at}/steps`, step);
  if (handed === null) return;
  const attestedBy = office.side === null ? clerk.one(['receiving_side', 'neutral_agency']) : 'receiving_side';
  const verified = { from: 'handed_over', to: 'verified', day: '2021-03-15', attestedBy };
  if (!clerk.isSo(4)) await clerk.send(office.worker, `${at}/steps`, verified);
  for (const { person, standing } of lines) if (standing === 'handed_over') await debrief(clerk, office, id, person);
}

async function debrief(clerk: CrowdClerk, office: Office, id: string, person: string): Promise<void> {
  const invited = await clerk.send(office.worker, `/v1/exchanges/${id}/debriefs`, { person });
  if (invited === null) return;
  const debriefId = String(invited['id']);
  clerk.remember(office, 'exchanges(id,debriefId)', { id, debriefId });
  const at = `/v1/exchanges/${id}/debriefs/${debriefId}`;
  await clerk.send(office.worker, `${at}/answers`, { answer: 'accepts', medicallyCleared: !clerk.isSo(4) });
  await clerk.send(office.worker, `${at}/consents`, { use: 'tracing', given: true });
  const seen = { seen: '2021-02', contactStrength: 'firsthand', grade: 'B2', holder: clerk.key(clerk.anySide()) };
  const sightings = clerk.some(clerk.peopleOf(office), 2).map((one) => ({ ...seen, person: one }));
  await clerk.send(office.worker, `${at}/sightings`, { sightings });
  if (clerk.isSo(4)) await clerk.send(office.worker, `${at}/consents`, { use: 'tracing', given: false });
}

/** One site and what was found at it, linked to somebody, confirmed, handed over by a party, and in part taken back. */
export async function findRemains(clerk: CrowdClerk): Promise<void> {
  const office = clerk.one(clerk.officesWithPeople());
  const sharingLevel = clerk.one(['partners_pseudonymous', 'partners_pseudonymous', 'central_agency_only']);
  const place = { code: clerk.one(['demo:10', 'demo:20']), precision: 'admin_area' };
  const site = await clerk.send(office.worker, '/v1/sites', { place, sharingLevel });
  const siteId = String(site?.['id']);
  clerk.remember(office, 'sites(id)', { id: siteId });
  await clerk.send(office.worker, `/v1/sites/${siteId}/counts`, { asOf: '2021-05', recovered: 28, identified: 11 });
  const people = clerk.some(clerk.peopleOf(office), 2);
  const extent = people.length > 1 ? 'commingled' : clerk.one(['whole', 'partial']);
  const estimated = {
    extent,
    minimumIndividuals: people.length,
    sex: 'male',
    age: { from: 18, to: 30 },
    died: '2020/2021',
  };
  const found = await clerk.send(office.worker, '/v1/remains', { ...estimated, siteId, sharingLevel });
  if (found === null) return;
  const id = String(found['id']);
  clerk.remember(office, 'remains(id)', { id });
  const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: clerk.one(['A1', 'B2']) };
  const asked = { ...identified, persons: people };
  const link = await clerk.send(office.worker, `/v1/remains/${id}/links`, asked);
  if (link === null) return;
  const linkId = String(link['id']);
  clerk.remember(office, 'remains(id,linkId)', { id, linkId });
  const at = `/v1/remains/${id}/links/${linkId}`;
  if (clerk.isSo(5)) return;
  await clerk.send(office.second, `${at}/confirmation`);
  const handedOver = { valid: '2021-05-20', source: 'forensic_report', grade: 'A1', party: clerk.key(clerk.anySide()) };
  await clerk.send(office.worker, `${at}/hand-over`, { ...handedOver, extent: clerk.one(['whole', 'part']) });
  if (clerk.isSo(3)) await clerk.send(office.worker, `${at}/withdrawal`, { reason: 'The samples were exchanged.' });
}

/** A film of somebody, which offices bound to a party and others assess, and find to be many things. */
export async function showFilm(clerk: CrowdClerk, at: number): Promise<void> {
  const office = clerk.one(clerk.officesWithPeople());
  const made = await clerk.send(office.worker, '/v1/evidence', {
    sha256: at.toString(16).padStart(2, '0').repeat(32).slice(0, 64),
    kind: 'video',
    source: clerk.one(['holder_media', 'open_source_media']),
    firstPublished: '2021-01-20',
    unidentified: { min: 2, max: 3 },
    ...anySharing(clerk),
  });
  if (made === null) return;
  const evidence = String(made['code']);
  const address = `/v1/evidence/${evidence}`;
  clerk.remember(office, 'evidence(code)', { code: evidence });
  const shown = { valid: '2020-12-13/2021-01-20', source: 'media', grade: 'B2', details: { evidence } };
  for (const person of clerk.some(clerk.peopleOf(office), 2))
    for (const kind of ['depiction', 'death'])
      await clerk.send(office.worker, `/v1/persons/${person}/statements`, { kind, ...shown });
  await clerk.send(office.worker, `${address}/custody`, { from: 'witness', to: office.id, handedOver: '2021-05' });
  const assessors = clerk.some(clerk.cast.offices, 5, 3);
  const usual = clerk.one(VERDICTS);
  for (const { worker } of [office, ...assessors]) {
    const verdict = clerk.isSo(3) ? clerk.one(VERDICTS) : usual;
    const found = { verdict, method: clerk.one(METHODS), ground: clerk.one(GROUNDS), reason: REASON };
    const assessed = await clerk.send(worker, `${address}/assessments`, found);
    if (assessed === null || !clerk.isSo(4)) continue;
    await clerk.send(worker, `${address}/assessments/${String(assessed['id'])}/withdrawal`, { reason: REASON });
  }
}

/** The totals that both sides and others publish; now named by label and now by key. */
export async function publishFigure(clerk: CrowdClerk, at: number): Promise<void> {
  const office = clerk.anyOffice();
  const [side, holder] = [clerk.anySide(), clerk.anySide()];
  const [label, key] = [clerk.services.labelOf(side), clerk.key(holder)];
  const id = `held-${at}`;
  const figure: Given = {
    id,
    publisher: `Monitor ${at % 3}`,
    subject: 'people held',
    asOf: clerk.one(['2021-01', '2021-02-28']),
    affectedParty: label,
    allegedHolder: key,
    allegedBy: `the office of ${clerk.services.labelOf(holder)}`,
    holderPosition: 'denial',
    value: clerk.one([{ exact: 3 }, { min: 4 }, { min: 1, max: 2 }]),
    definition: { measure: 'whereabouts-status', filter: { side: [label], holder: [key, 'unknown'] } },
  };
  clerk.remember(office, 'published-figures(id)', { id });
  const published = clerk.isSo(2)
    ? await clerk.send(office.worker, '/v1/published-figures', figure)
    : await clerk.send(office.worker, '/v1/published-figures/file', { figures: [figure] });
  if (published === null || !clerk.isSo(3)) return;
  const correction = { reason: 'A misprint.', successor: { ...figure, value: { min: 5 } } };
  await clerk.send(office.worker, `/v1/published-figures/${id}/supersession`, correction);
}

export async function release(clerk: CrowdClerk): Promise<void> {
  const [office, other] = clerk.cast.offices as readonly [Office, Office];
  const prepared = await clerk.send(office.worker, '/v1/releases');
  const number = String(prepared?.['number']);
  clerk.remember(office, 'releases(number)', { number });
  for (const signer of [office.second, other.second]) await clerk.send(signer, `/v1/releases/${number}/signatures`);
  await clerk.send(office.worker, `/v1/releases/${number}/publication`);
  await clerk.send(office.worker, `/v1/releases/${number}/corrections`, { reason: 'places_wrong' });
  const dispute = await clerk.send(office.worker, `/v1/releases/${number}/disputes`, { ground: 'places_wrong' });
  for (const step of ['identity-check', 'settlement'])
    await clerk.send(other.second, `/v1/releases/${number}/disputes/${String(dispute?.['id'])}/${step}`);
  await splitByParty(clerk);
}

/** One agrees, one refuses and thinks again; so few people are told by party to nobody. */
async function splitByParty(clerk: CrowdClerk): Promise<void> {
  const [office, other] = clerk.cast.offices as readonly [Office, Office];
  const split = await clerk.send(office.worker, '/v1/releases/splits', { by: clerk.one(['side', 'holder']) });
  const splitId = String(split?.['id']);
  for (const one of [office, other]) clerk.remember(one, 'tasks(splitId)', { splitId });
  const address = `/v1/tasks/splits/${splitId}/answers`;
  const any = { 'if-match': '*' };
  await clerk.send(office.worker, address, { answer: 'agreed' }, 'POST', any);
  await clerk.send(other.worker, address, { answer: 'refused', reason: 'would_mislead' }, 'POST', any);
  await clerk.send(other.worker, address, { answer: 'withdrawn' }, 'POST', any);
  await clerk.send(office.worker, `/v1/releases?split=${splitId}`);
}
