// The part of the walk in which people are counted, a release is published, and figures of others are written down and corrected.

import type { Walker } from './disclosure-walk.js';

const REASON = 'A reason of some length.';

export async function countAndPublish({ made, read }: Walker): Promise<void> {
  await read('analyst', '/v1/statistics/whereabouts-status?by=sex,state,month');
  await read('analyst', '/v1/statistics/flag/flow?from=2020-11-30&to=2021-05-31&by=source');
  await read('analyst', '/v1/statistics/time-in-custody/cohort?lost=2021-Q1&months=14');
  await read('analyst', '/v1/statistics/flag/cells.csv?by=source', '/v1/statistics/flag/cohort/cells.csv?lost=2021');
  await read('analyst', '/v1/statistics/fate/flow/cells.csv?from=2020-11-30&to=2021-05-31');
  const number = await made('analyst', '/v1/releases', {}, 'number');
  await read('custodian', `/v1/releases/in-preparation/${number}`);
  await read('custodian', '/v1/tasks/releases');
  for (const who of ['custodian', 'verifier']) await made(who, `/v1/releases/${number}/signatures`);
  await made('analyst', `/v1/releases/${number}/publication`);
  await read('analyst', '/v1/releases', '/v1/releases/latest', '/v1/releases/in-preparation');
  await read('analyst', `/v1/releases/${number}`);
  for (const file of ['cells.json', 'cells.csv', 'cells.hxl.csv', 'datapackage.json', 'document.json', 'document.note'])
    await read('analyst', `/v1/releases/${number}/${file}`);
  await read('analyst', '/v1/releases/keys', `/v1/releases/${number}/changes`);
  const dispute = await made('analyst', `/v1/releases/${number}/disputes`, { body: { ground: 'places_wrong' } });
  for (const what of ['identity-check', 'settlement'])
    await made('custodian', `/v1/releases/${number}/disputes/${dispute}/${what}`);
  await made('analyst', `/v1/releases/${number}/corrections`, { body: { reason: 'places_wrong' } }, 'number');
  const split = await made('analyst', '/v1/releases/splits', { body: { by: 'holder' } });
  await read('analyst', '/v1/releases/splits');
  await read('coordinator', '/v1/tasks/splits', `/v1/tasks/splits/${split}`);
  const agreed = { body: { answer: 'agreed' }, headers: { 'if-match': '"0"' } };
  await made('coordinator', `/v1/tasks/splits/${split}/answers`, agreed);
  const figure = { publisher: 'Vale Monitor', subject: 'people held', asOf: '2021-05', value: { min: 1 } };
  const id = await made('coordinator', '/v1/published-figures', { body: figure });
  const successor = { ...figure, value: { min: 2, max: 4 } };
  await made('coordinator', `/v1/published-figures/${id}/supersession`, { body: { reason: REASON, successor } });
  const figures = [{ id: 'lost', ...figure, definition: { measure: 'whereabouts-status', filter: {} } }];
  await made('coordinator', '/v1/published-figures/file', { body: { figures } });
  await read('analyst', '/v1/published-figures?limit=1', `/v1/published-figures/${id}`, '/v1/published-figures/lost');
  await read('analyst', `/v1/published-figures/${id}/beside.svg`, '/v1/published-figures/lost/beside.png');
}
