// Who looked at a person's identity, when and why.

import type { ListedDisclosure } from '../../usecases/identity/list-disclosures.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { caseAddress } from '../records/case-view.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { requestAddress } from './disclosure-request-pages.js';

interface DisclosureListPageProps {
  readonly pseudonym: string;
  readonly disclosures: readonly ListedDisclosure[];
  readonly cursor: string | null;
  readonly later: boolean;
}

export function DisclosureListPage({ pseudonym, disclosures, cursor, later }: DisclosureListPageProps) {
  return (
    <>
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Who looked, and why</h1>
      {disclosures.length === 0 ? (
        <p>Nobody has asked for the identity of this person.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Disclosures, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Purpose</th>
              <th scope="col">Fields</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {disclosures.map(({ disclosedAt, username, organisation, requestId, purpose, fields, reason }) => (
              <tr>
                <th scope="row">{instantInWords(disclosedAt)}</th>
                <td data-label="Who">
                  {username}, {organisation}
                  {requestId !== null && (
                    <div class="small">
                      <a href={requestAddress(requestId)}>as two persons approved</a>
                    </div>
                  )}
                </td>
                <td data-label="Purpose">{inWords(purpose)}</td>
                <td data-label="Fields">{fields.map(inWords).join(', ')}</td>
                <td data-label="Reason">
                  <bdi>{reason}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={`${caseAddress(pseudonym)}/disclosures`} cursor={cursor} later={later} />
    </>
  );
}
