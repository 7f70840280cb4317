// Further chapters of the canary's day, in which marked people are merged and split, exchanged, and linked to remains.

import { CANARIES as C } from '../support/canary.js';

type Given = Readonly<Record<string, unknown>>;

/** Asks as one of the cast, and fails unless the answer has this status. */
export type Step = (
  who:
    | 'coordinator'
    | 'liaison'
    | 'verifier'
    | 'custodian'
    | 'administrator'
    | 'analyst'
    | 'auditor'
    | 'partner'
    | 'assessor',
  status: number,
  request: readonly [method: string, route: string, address?: string],
  given?: { readonly body?: object; readonly key?: string; readonly ifMatch?: string; readonly disclosing?: boolean },
) => Promise<Given>;

const REASON = 'One register line in two lists.';
const NAME = `${C.latinGiven} ${C.latinSurname}`;
const PROTECTED = { sharingLevel: 'partners_pseudonymous', legalBasis: 'vital_interests' };

/** Two records with the same names: proposed by one person, confirmed by another, and taken back. */
export async function mergeAndSplit(step: Step, from: string, into: string): Promise<void> {
  const links = '/v1/persons/:pseudonym/links';
  const of = (pseudonym: string): string => `/v1/persons/${pseudonym}/links`;
  const propose = ['POST', links, of(from)] as const;
  await step('liaison', 404, propose, { body: { into: NAME, reason: REASON } });
  await step('liaison', 422, propose, { body: { into, reason: `They say ${NAME}.` } });
  const { id } = await step('liaison', 201, propose, { body: { into, reason: REASON }, key: 'merge-1' });
  await step('liaison', 201, propose, { body: { into, reason: REASON }, key: 'merge-1' });
  const at = (rest: string): [string, string] => [`${links}/:linkId${rest}`, `${of(from)}/${String(id)}${rest}`];
  await step('verifier', 200, ['GET', '/v1/links']);
  await step('verifier', 200, ['GET', ...at('')]);
  const review = { verdict: 'confirmed', reason: REASON };
  await step('verifier', 428, ['POST', ...at('/review')], { body: review });
  await step('verifier', 412, ['POST', ...at('/review')], { body: review, ifMatch: `"${C.latinGiven}"` });
  await step('verifier', 201, ['POST', ...at('/review')], { body: review, ifMatch: '*' });
  for (const pseudonym of [from, into]) {
    for (const rest of ['', '/statements', '/links']) {
      const address = `/v1/persons/${pseudonym}${rest}`;
      await step('coordinator', 200, ['GET', `/v1/persons/:pseudonym${rest}`, address]);
    }
  }
  await step('coordinator', 201, ['POST', ...at('/withdrawal')], { body: { reason: 'The two are brothers.' } });
  await step('coordinator', 409, ['POST', ...at('/withdrawal')], { body: { reason: 'The two are brothers.' } });
}

/** Somebody with a marked name is asked to be erased, taken back, and erased in the end. */
export async function erase(step: Step): Promise<void> {
  const identity = { names: [{ text: NAME }], notes: C.notes };
  const { pseudonym } = await step('coordinator', 201, ['POST', '/v1/persons'], { body: { identity, ...PROTECTED } });
  const route = '/v1/persons/:pseudonym/erasures';
  const address = `/v1/persons/${String(pseudonym)}/erasures`;
  const asked = { ground: 'consent_withdrawn', reason: 'The family asked for it in writing.' };
  await step('coordinator', 422, ['POST', route, address], { body: { ...asked, ground: NAME } });
  const { id: first } = await step('coordinator', 201, ['POST', route, address], { body: asked, key: 'erase-1' });
  const of = (id: unknown, rest = ''): [string, string] => [
    `${route}/:erasureId${rest}`,
    `${address}/${String(id)}${rest}`,
  ];
  await step('coordinator', 204, ['DELETE', ...of(first)]);
  const { id } = await step('coordinator', 201, ['POST', route, address], { body: asked });
  await step('custodian', 201, ['POST', ...of(id, '/confirmation')]);
  await step('custodian', 409, ['POST', ...of(id, '/confirmation')]);
  await step('custodian', 200, ['GET', route, address]);
  await step('coordinator', 200, ['GET', '/v1/persons/:pseudonym', `/v1/persons/${String(pseudonym)}`]);
  const shown = { purpose: 'family_contact', fields: ['names'], reason: REASON };
  const at = `/v1/persons/${String(pseudonym)}/disclosures`;
  await step('coordinator', 409, ['POST', '/v1/persons/:pseudonym/disclosures', at], { body: shown });
}

/** Until when somebody with a marked name is kept: a date is set, moved and taken away. */
export async function keepUntil(step: Step, pseudonym: string): Promise<void> {
  const route = '/v1/persons/:pseudonym/retention';
  const address = `/v1/persons/${pseudonym}/retention`;
  const given = { until: '2041-06-01', reason: 'The family asked for it in writing.' };
  await step('coordinator', 200, ['PUT', '/v1/retention/rule'], { body: { months: 1200 } });
  await step('coordinator', 422, ['PUT', route, address], { body: { ...given, until: NAME }, ifMatch: '"v0"' });
  await step('coordinator', 422, ['PUT', route, address], { body: { until: null, reason: '' }, ifMatch: '"v0"' });
  await step('coordinator', 428, ['PUT', route, address], { body: given });
  await step('coordinator', 412, ['PUT', route, address], { body: given, ifMatch: `"${C.latinGiven}"` });
  await step('coordinator', 200, ['PUT', route, address], { body: given, ifMatch: '"v0"', key: 'keep-1' });
  await step('custodian', 200, ['PUT', route, address], { body: { ...given, until: null }, ifMatch: '"v1"' });
  const reopening = [`${route}/reopening`, `${address}/reopening`] as const;
  await step('custodian', 409, ['POST', ...reopening], { body: given });
  await step('liaison', 200, ['GET', route, address]);
  await step('custodian', 200, ['GET', '/v1/retention']);
  await step('coordinator', 200, ['PUT', '/v1/retention/rule'], { body: { months: null } });
}

/** Agreed upon, handed over and verified; whoever came tells whom they saw. */
export async function exchange(step: Step, came: string, absent: string): Promise<void> {
  await step('administrator', 201, ['POST', '/v1/parties'], { body: { label: 'Southern Federation' } });
  const { parties } = await step('coordinator', 200, ['GET', '/v1/parties']);
  const [side, other] = (parties as { partyKey: string }[]).map(({ partyKey }) => partyKey);
  const route = '/v1/exchanges';
  const { id } = await step('coordinator', 201, ['POST', route], { body: { ...PROTECTED, sides: [side, other] } });
  const at = (rest: string): [string, string] => [`${route}/:id${rest}`, `${route}/${String(id)}${rest}`];
  const listed = (person: string): object => ({ side, standing: 'listed', person });
  const roster = ['POST', ...at('/roster')] as const;
  await step('coordinator', 422, roster, { body: { lines: [listed(came), listed(NAME)] } });
  const counts = [{ side, of: 'agreed', count: 3, saidBy: other }];
  await step('coordinator', 201, roster, { body: { lines: [listed(came), listed(absent)], counts } });
  const steps = ['POST', ...at('/steps')] as const;
  await step('coordinator', 201, steps, { body: { from: 'proposed', to: 'agreed' } });
  const lines = [
    { side, standing: 'handed_over', person: came },
    { side, standing: 'absent', person: absent, said: 'said_not_held' },
  ];
  const handOver = { from: 'agreed', to: 'handed_over', day: '2021-05-20', lines };
  await step('coordinator', 201, steps, { body: handOver, key: 'hand-over-1' });
  await step('coordinator', 409, steps, { body: handOver });
  const arrived = { from: 'handed_over', to: 'verified', day: '2021-05-20', attestedBy: 'receiving_side' };
  await step('coordinator', 201, steps, { body: arrived });
  for (const read of [[route], at('')] as const) await step('coordinator', 200, ['GET', ...read]);
  const invited = await step('coordinator', 201, ['POST', ...at('/debriefs')], { body: { person: came } });
  const debrief = (rest: string): [string, string, string] => [
    'POST',
    `${route}/:id/debriefs/:debriefId${rest}`,
    `${route}/${String(id)}/debriefs/${String(invited['id'])}${rest}`,
  ];
  await step('coordinator', 201, debrief('/answers'), { body: { answer: 'accepts', medicallyCleared: true } });
  await step('coordinator', 201, debrief('/consents'), { body: { use: 'tracing', given: true } });
  const seen = { seen: '2021-02', contactStrength: 'firsthand', grade: 'B2' };
  const sighted = (person: string): object => ({ sightings: [{ ...seen, person }] });
  await step('coordinator', 422, debrief('/sightings'), { body: sighted(NAME) });
  await step('coordinator', 201, debrief('/sightings'), { body: sighted(absent) });
  await step('coordinator', 200, ['GET', ...at('/debriefs')]);
}

/** Remains from a site, taken for those of somebody, signed by a second person, handed over, and taken back. */
export async function identifyRemains(step: Step, pseudonym: string): Promise<void> {
  const place = { code: 'test:90', precision: 'admin_area' };
  await step('coordinator', 201, ['POST', '/v1/places'], { body: { code: place.code, name: 'Upper Vale' } });
  const { sharingLevel } = PROTECTED;
  const site = await step('coordinator', 201, ['POST', '/v1/sites'], { body: { place, sharingLevel } });
  const siteId = String(site['id']);
  const counted = { asOf: '2021-05', recovered: 28 };
  await step('coordinator', 201, ['POST', '/v1/sites/:id/counts', `/v1/sites/${siteId}/counts`], { body: counted });
  await step('coordinator', 200, ['GET', '/v1/sites']);
  await step('coordinator', 200, ['GET', '/v1/sites/:id', `/v1/sites/${siteId}`]);
  const route = '/v1/remains';
  await step('coordinator', 422, ['POST', route], { body: { siteId, extent: NAME, sharingLevel } });
  const { id } = await step('coordinator', 201, ['POST', route], { body: { siteId, extent: 'whole', sharingLevel } });
  const at = (rest: string): [string, string] => [`${route}/:id${rest}`, `${route}/${String(id)}${rest}`];
  const identified = { method: 'dna', level: 'confirmed', valid: '2021-05', grade: 'A1' };
  const propose = ['POST', ...at('/links')] as const;
  await step('coordinator', 404, propose, { body: { ...identified, persons: [NAME] } });
  const link = await step('coordinator', 201, propose, {
    body: { ...identified, persons: [pseudonym] },
    key: 'link-1',
  });
  const of = (rest: string): [string, string, string] => [
    'POST',
    `${route}/:id/links/:linkId${rest}`,
    `${route}/${String(id)}/links/${String(link['id'])}${rest}`,
  ];
  await step('coordinator', 409, of('/confirmation'));
  await step('verifier', 200, of('/confirmation'));
  const handedOver = { extent: 'whole', valid: '2021-05-20', source: 'forensic_report', grade: 'A1' };
  await step('verifier', 200, of('/hand-over'), { body: handedOver });
  for (const read of [[route], at('')] as const) await step('liaison', 200, ['GET', ...read]);
  await step('coordinator', 200, ['GET', '/v1/persons/:pseudonym', `/v1/persons/${pseudonym}?why=true`]);
  await step('verifier', 200, of('/withdrawal'), { body: { reason: 'The samples were exchanged.' } });
  await step('liaison', 200, ['GET', ...at('')]);
}

/** Somebody marked is found and wants no contact; news of them waits for a second person. */
export async function findSomebody(step: Step, pseudonym: string): Promise<void> {
  await step('coordinator', 200, ['PUT', '/v1/news/rule'], { body: { verifiedFirst: true } });
  const statements = ['/v1/persons/:pseudonym/statements', `/v1/persons/${pseudonym}/statements`] as const;
  const located = {
    kind: 'located',
    valid: '2021-05',
    source: 'from_person',
    grade: 'A1',
    details: { attestedBy: 'person' },
  };
  const news = await step('coordinator', 201, ['POST', ...statements], { body: { ...located, untilVerified: true } });
  await step('verifier', 200, ['GET', '/v1/news']);
  const at = ['/v1/statements/:id/verification', `/v1/statements/${String(news['id'])}/verification`] as const;
  await step('verifier', 422, ['POST', ...at], { body: { verdict: NAME, reason: REASON } });
  await step('coordinator', 409, ['POST', ...at], { body: { verdict: 'verified', reason: REASON } });
  await step('verifier', 201, ['POST', ...at], { body: { verdict: 'verified', reason: REASON }, key: 'news-1' });
  const wills = ['/v1/persons/:pseudonym/wills', `/v1/persons/${pseudonym}/wills`] as const;
  const will = { reachedOn: '2021-05-01', contact: 'only_with', sharedWith: 'nobody', said: 'in_person' };
  await step('liaison', 422, ['POST', ...wills], { body: { ...will, contactWith: [C.latinGiven] } });
  await step('liaison', 201, ['POST', ...wills], { body: { ...will, contactWith: ['sibling'] }, key: 'will-1' });
  await step('coordinator', 200, ['GET', ...wills]);
  await step('coordinator', 200, ['GET', '/v1/persons/:pseudonym', `/v1/persons/${pseudonym}`]);
}

/** An item of evidence that shows a marked person, assessed and handed over. */
export async function examineEvidence(step: Step, pseudonym: string, keeper: string): Promise<void> {
  const route = '/v1/evidence';
  const item = { sha256: 'ca'.repeat(32), kind: 'video', source: 'media', sharingLevel: 'partners_pseudonymous' };
  const { code } = await step('liaison', 201, ['POST', route], { body: item, key: 'evidence-1' });
  const evidence = String(code);
  await step('liaison', 422, ['POST', route], { body: { ...item, description: `${C.latinGiven} by the bridge` } });
  const depicted = { kind: 'depiction', valid: '2021-04', source: 'media', grade: 'B2', details: { evidence } };
  const person = ['/v1/persons/:pseudonym/statements', `/v1/persons/${pseudonym}/statements`] as const;
  await step('coordinator', 201, ['POST', ...person], { body: depicted });
  const at = (rest: string): [string, string] => [`${route}/:code${rest}`, `${route}/${evidence}${rest}`];
  const found = { verdict: 'authentic', method: 'place_compared', ground: 'place_and_time_fit', reason: REASON };
  const assessed = await step('verifier', 201, ['POST', ...at('/assessments')], { body: found });
  await step('verifier', 422, ['POST', ...at('/assessments')], { body: { ...found, ground: C.latinGiven } });
  const withdrawal = `/assessments/${String(assessed['id'])}/withdrawal`;
  await step(
    'verifier',
    201,
    ['POST', `${route}/:code/assessments/:assessmentId/withdrawal`, `${route}/${evidence}${withdrawal}`],
    {
      body: { reason: REASON },
    },
  );
  const handOver = { from: 'witness', to: keeper, handedOver: '2021-05' };
  await step('liaison', 201, ['POST', ...at('/custody')], { body: handOver });
  await step('coordinator', 200, ['GET', ...at('')]);
  await step('coordinator', 200, ['GET', route]);
}

/** Somebody of whom, and something that, one other organisation alone is told. */
export async function nameOrganisation(step: Step, organisation: string): Promise<void> {
  const named = { sharingLevel: 'named_organisations', namedOrganisations: [organisation] };
  const identity = { names: [{ text: NAME }], birthDate: C.birthDate };
  await step('coordinator', 201, ['POST', '/v1/persons'], { body: { identity, ...named, legalBasis: 'consent' } });
  const { parties } = await step('coordinator', 200, ['GET', '/v1/parties']);
  const sides = (parties as { partyKey: string }[]).map(({ partyKey }) => partyKey).slice(0, 2);
  await step('coordinator', 201, ['POST', '/v1/exchanges'], { body: { ...named, legalBasis: 'consent', sides } });
  const item = { sha256: 'fe'.repeat(32), kind: 'video', source: 'media', ...named };
  await step('coordinator', 201, ['POST', '/v1/evidence'], { body: item });
}

/** A task that is done, and whoever else is told of somebody who was traced. */
export async function followUp(step: Step, pseudonym: string, request: string): Promise<void> {
  const body = { kind: 'follow_up', due: '2021-07-01' };
  const person = ['POST', '/v1/persons/:pseudonym/tasks', `/v1/persons/${pseudonym}/tasks`] as const;
  await step('coordinator', 422, person, { body: { ...body, due: NAME } });
  const { id } = await step('coordinator', 201, person, { body });
  await step('coordinator', 201, ['POST', '/v1/tasks/:id/completion', `/v1/tasks/${String(id)}/completion`]);
  const route = '/v1/tracing-requests/:id/consents';
  const consents = ['POST', route, route.replace(':id', request)] as const;
  const given = { givenBy: 'enquirer', purpose: 'tracing', recipient: 'central_agency', decidedOn: '2021-05-30' };
  await step('coordinator', 422, consents, { body: { ...given, decision: NAME } });
  await step('coordinator', 201, consents, { body: { ...given, decision: 'given' } });
}

/** A party acknowledges that it holds somebody who is on a list, and takes it back. */
export async function takeBackAnswer(step: Step, pseudonym: string): Promise<void> {
  const { parties } = await step('coordinator', 200, ['GET', '/v1/parties']);
  const [side] = (parties as { partyKey: string }[]).map(({ partyKey }) => ({ party: partyKey }));
  const lists = '/v1/lists';
  const given = { submitter: side, recipient: side, submittedOn: '2021-02-10', lines: [{ pseudonym }] };
  const { id: list } = await step('coordinator', 201, ['POST', lists], { body: given });
  const answers = ['POST', `${lists}/:id/answers`, `${lists}/${String(list)}/answers`] as const;
  const body = { line: 1, answer: 'acknowledged', answeredOn: '2021-03-01', answeredBy: side };
  const { id } = await step('coordinator', 201, answers, { body });
  const withdrawal = [`${answers[1]}/:answerId/withdrawal`, `${answers[2]}/${String(id)}/withdrawal`] as const;
  await step('coordinator', 201, ['POST', ...withdrawal], { body: { reason: REASON } });
}
