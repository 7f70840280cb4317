// A chapter of the canary's day in which people are counted, a release is published, and what others publish is written down.

import type { Step } from './canary-chapters.js';

/** Statistics, a release through every step, a published figure and its correction, and the log of it all. */
export async function countAndPublish(step: Step): Promise<void> {
  const measure = '/v1/statistics/:measure';
  await step('analyst', 200, ['GET', measure, '/v1/statistics/whereabouts-status?by=sex,state,month']);
  const flow = '/v1/statistics/whereabouts-status/flow?from=2020-11-30&to=2021-05-31&by=sex,state,nationality,source';
  await step('analyst', 200, ['GET', `${measure}/flow`, flow]);
  await step('analyst', 200, ['GET', `${measure}/cohort`, '/v1/statistics/flag/cohort?lost=2021&months=6']);
  await step('analyst', 200, ['GET', `${measure}/cells.csv`, '/v1/statistics/time-in-custody/cells.csv?by=side']);
  await step('analyst', 200, ['GET', `${measure}/flow/cells.csv`, flow.replace('/flow', '/flow/cells.csv')]);
  await step('analyst', 200, ['GET', `${measure}/cohort/cells.csv`, '/v1/statistics/flag/cohort/cells.csv?lost=2021']);
  const prepared = await step('analyst', 201, ['POST', '/v1/releases']);
  const number = String(prepared['number']);
  const review = '/v1/releases/in-preparation/:number';
  await step('custodian', 200, ['GET', review, `/v1/releases/in-preparation/${number}`]);
  await step('custodian', 200, ['GET', '/v1/tasks/releases']);
  const signed = ['POST', '/v1/releases/:number/signatures', `/v1/releases/${number}/signatures`] as const;
  await step('custodian', 200, signed);
  await step('verifier', 200, signed);
  await step('analyst', 200, ['POST', '/v1/releases/:number/publication', `/v1/releases/${number}/publication`]);
  await step('analyst', 200, ['GET', '/v1/releases/:number', `/v1/releases/${number}`]);
  for (const file of ['cells.json', 'cells.csv', 'cells.hxl.csv', 'datapackage.json', 'document.json', 'document.note'])
    await step('analyst', 200, ['GET', `/v1/releases/:number/${file}`, `/v1/releases/${number}/${file}`]);
  for (const picture of ['status.svg', 'status.png'])
    await step('analyst', 200, ['GET', `/releases/:number/${picture}`, `/releases/${number}/${picture}`]);
  await step('analyst', 200, ['GET', '/v1/releases/:number/changes', `/v1/releases/${number}/changes`]);
  await step('analyst', 200, ['GET', '/v1/releases/keys']);
  const disputes = '/v1/releases/:number/disputes';
  const at = disputes.replace(':number', number);
  const dispute = await step('analyst', 201, ['POST', disputes, at], { body: { ground: 'places_wrong' } });
  const [check, settlement] = ['identity-check', 'settlement'].map(
    (what) => ['POST', `${disputes}/:disputeId/${what}`, `${at}/${String(dispute['id'])}/${what}`] as const,
  );
  await step('custodian', 204, check!);
  await step('custodian', 204, settlement!);
  const corrections = ['POST', '/v1/releases/:number/corrections', `/v1/releases/${number}/corrections`] as const;
  await step('analyst', 201, corrections, { body: { reason: 'counted_wrongly' } });
  await splitByParty(step);
  const figures = '/v1/published-figures';
  const figure = {
    id: 'lost',
    publisher: 'Vale Monitor',
    subject: 'people lost',
    asOf: '2021-05',
    value: { min: 1 },
  };
  await step('coordinator', 201, ['POST', figures], { body: figure, key: 'figure-1' });
  await step('coordinator', 200, ['POST', `${figures}/file`], { body: { figures: [figure] } });
  await step('coordinator', 201, ['POST', `${figures}/:id/supersession`, `${figures}/lost/supersession`], {
    body: { reason: 'A misprint.', successor: { ...figure, value: { min: 2 } } },
  });
  await step('analyst', 200, ['GET', figures]);
  await step('analyst', 200, ['GET', `${figures}/:id`, `${figures}/lost`]);
  for (const picture of ['beside.svg', 'beside.png'])
    await step('analyst', 200, ['GET', `${figures}/:id/${picture}`, `${figures}/lost/${picture}`]);
  await step('auditor', 200, ['GET', '/v1/audit/entries']);
}

/** Asked for, agreed to by one organisation and refused by another; too little is registered for it to be made. */
async function splitByParty(step: Step): Promise<void> {
  const { id } = await step('analyst', 201, ['POST', '/v1/releases/splits'], { body: { by: 'side' }, key: 'split-1' });
  await step('analyst', 200, ['GET', '/v1/releases/splits']);
  await step('coordinator', 200, ['GET', '/v1/tasks/splits']);
  const asked = '/v1/tasks/splits/:splitId';
  const at = asked.replace(':splitId', String(id));
  await step('coordinator', 200, ['GET', asked, at]);
  const answers = ['POST', `${asked}/answers`, `${at}/answers`] as const;
  await step('coordinator', 428, answers, { body: { answer: 'agreed' } });
  const refusal = { answer: 'refused', reason: 'would_endanger' };
  await step('coordinator', 201, answers, { body: refusal, ifMatch: '"0"' });
  await step('analyst', 409, ['POST', '/v1/releases', `/v1/releases?split=${String(id)}`]);
  await step('coordinator', 201, answers, { body: { answer: 'agreed' }, ifMatch: '*' });
}
