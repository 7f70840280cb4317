// Offices of the crowd have their news verified by a second person, and write down what people want who were found.

import type { CrowdClerk } from './crowd-clerk.js';

const REASON = 'A second source says the same.';

const NEWS = [
  { kind: 'death', valid: '2021-04', source: 'media', grade: 'B2' },
  { kind: 'arrival', valid: '2021-05-20', source: 'from_person', grade: 'A1', details: { attestedBy: 'person' } },
  { kind: 'release', valid: '2021-05', source: 'holder_statement', grade: 'B2' },
];

/** Said of somebody, who is then as they were for all others, until a second person looks; some wait still, and some are rejected. */
export async function waitForNews(clerk: CrowdClerk, at: number): Promise<void> {
  const office = clerk.one(clerk.cast.offices.filter((one) => clerk.ownOf(one).length > 0));
  const pseudonym = clerk.one(clerk.ownOf(office));
  await clerk.send(office.worker, '/v1/news/rule', { verifiedFirst: true }, 'PUT');
  const news = { ...NEWS[at % NEWS.length]!, untilVerified: clerk.isSo(2) };
  const side = clerk.key(clerk.anySide());
  const said = news.kind === 'release' ? { ...news, details: { party: side } } : news;
  const statement = await clerk.send(office.worker, `/v1/persons/${pseudonym}/statements`, said);
  if (statement !== null) {
    const statementId = String(statement['id']);
    clerk.remember(office, 'news(statementId)', { statementId });
    const verdict = { verdict: at % 3 === 1 ? 'rejected' : 'verified', reason: REASON };
    if (at % 4 !== 3) await clerk.send(office.second, `/v1/statements/${statementId}/verification`, verdict);
  }
  await clerk.send(office.worker, `/v1/persons/${pseudonym}/wills`, {
    reachedOn: '2021-05-30',
    contact: clerk.one(['yes', 'no']),
    sharedWith: clerk.one(['nobody', 'partners']),
    said: 'in_person',
  });
  await clerk.send(office.worker, '/v1/news/rule', { verifiedFirst: clerk.isSo(2) }, 'PUT');
}
