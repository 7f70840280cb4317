// Publishes a release by three people and checks that the page for all shows its rounded numbers alone.

import { ApiClient } from './api-client.mjs';

const BASE = 5;

/** Whole numbers in the cells of the page's tables. */
function numbersInTables(html) {
  const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, inner]) => inner.replace(/<[^>]*>/g, '').trim());
  return cells
    .map((text) => text.replace(/[\s,.\u00a0\u202f]/g, ''))
    .filter((text) => /^\d+$/.test(text))
    .map(Number);
}

function sumsHold({ dimensions, cells, margins }) {
  return margins.every(({ key, count }) => {
    const parts = cells.filter((cell) =>
      dimensions.every((name) => key[name] === undefined || key[name] === cell.key[name]),
    );
    return parts.reduce((sum, cell) => sum + cell.count, 0) === count;
  });
}

export async function checkPublicPage(address, { analyst, custodian, verifier, coordinator }, checks) {
  const open = new ApiClient(address);
  const { number } = await analyst.mustPost('/v1/releases');
  const tooEarly = await open.get(`/v1/releases/${number}`);
  checks.equal('a release that is not published is not there', tooEarly.status, 404);
  await custodian.mustPost(`/v1/releases/${number}/signatures`);
  const sameHand = await custodian.post(`/v1/releases/${number}/signatures`, {});
  checks.that('one person does not sign twice', !sameHand.ok, `answered ${sameHand.status}`);
  const refused = await coordinator.post(`/v1/releases/${number}/publication`, {});
  checks.equal('who may not publish is refused', refused.status, 403);
  await verifier.mustPost(`/v1/releases/${number}/signatures`);
  await custodian.mustPost(`/v1/releases/${number}/publication`);
  const { tables } = await open.mustGet('/v1/releases/latest');
  const all = tables.flatMap(({ cells, margins }) => [...cells, ...margins]).map(({ count }) => count);
  checks.that('the release holds multiples of 5 alone', all.length > 0 && all.every((count) => count % BASE === 0));
  checks.that('every sum of the release holds', tables.every(sumsHold));
  const page = await open.get('/');
  const shown = numbersInTables(page.text);
  const odd = shown.filter((number) => number % BASE !== 0);
  checks.that(
    'the public page shows multiples of 5 alone',
    shown.length > 0 && odd.length === 0,
    `${shown.length} numbers, of them ${odd.join(', ')}`,
  );
}
