// People whom the tests of published figures count: registered through the API, held since some day.

import type { TestApplication } from '../../support/http-application.js';

/** Three people of one side: two believed held since before the figure's day, one since after it. */
export async function registerHeldPeople(application: TestApplication, token: string, side: string): Promise<void> {
  for (const captured of ['2021-04-02', '2021-05-01', '2021-05-25']) {
    const { body } = await application.request('POST', '/v1/persons', {
      token,
      body: { sharingLevel: 'partners_pseudonymous', legalBasis: 'public_interest' },
    });
    const { pseudonym } = body as { pseudonym: string };
    for (const statement of [
      { kind: 'affiliation', valid: '2021-03', details: { party: side, role: 'of_origin' } },
      { kind: 'last_contact', valid: '2021-04-01' },
      { kind: 'capture', valid: captured },
    ]) {
      const answer = await application.request('POST', `/v1/persons/${pseudonym}/statements`, {
        token,
        body: { source: 'witness', grade: 'B2', ...statement },
      });
      if (answer.status !== 201) throw new Error(answer.text);
    }
  }
}
