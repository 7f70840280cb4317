// Offices of the crowd say until when identities are kept, have a rule for new persons, and open again what its date has closed.

import { closeByDate } from '../closed-by-date.js';
import type { CrowdClerk } from './crowd-clerk.js';

const REASON = 'The case is closed and nobody asks any more.';

/** Some dates are moved, some taken away, and some have come. */
export async function keepIdentity(clerk: CrowdClerk, at: number): Promise<void> {
  const office = clerk.one(clerk.cast.offices.filter((one) => clerk.ownOf(one).length > 0));
  const pseudonym = clerk.one(clerk.ownOf(office));
  const address = `/v1/persons/${pseudonym}/retention`;
  const months = clerk.one([12, 24, null]);
  await clerk.send(office.worker, '/v1/retention/rule', { months }, 'PUT');
  const { steps = [] } = (await clerk.read(office.worker, address)) as { steps?: readonly unknown[] };
  const seen = { 'if-match': `"v${steps.length}"` };
  const until = clerk.one(['2031-06-01', '2041-06-01', null]);
  await clerk.send(office.worker, address, { until, reason: REASON }, 'PUT', seen);
  if (at % 2 === 1) return;
  for (const { database, clock } of clerk.services.applications)
    await closeByDate(database.urls.owner, pseudonym, clock.now());
  if (at % 4 === 0) await clerk.send(office.worker, `${address}/reopening`, { until: null, reason: REASON });
}
