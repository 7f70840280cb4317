// The list of records that may be one person.

import type { MatchesPage } from '../../usecases/matches/list-matches.js';
import { PROPOSAL_STATES } from '../../domain/matching/match-proposal.js';
import type { ShownMatch } from '../../domain/matching/shown-match.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { Pseudonym } from '../records/pseudonym.js';
import { whyInWords } from '../words/agreement-words.js';
import { dayInWords } from '../words/dates.js';
import { BAND_WORDS, registrantWords, STATE_WORDS } from './match-words.js';

export const MATCHES = '/console/matches';

interface ListProps extends MatchesPage {
  readonly state: string | undefined;
  /** Whether this is a later page than the first. */
  readonly later: boolean;
}

export function MatchListPage({ matches, cursor, state, later }: ListProps) {
  const address = state === undefined ? MATCHES : `${MATCHES}?state=${state}`;
  return (
    <>
      <h1>Records that may be one person</h1>
      <p class="lead">
        New and changed records are compared with all others by the service, within seconds. A person decides; nothing
        is merged by itself.
      </p>
      <nav class="pages" aria-label="States">
        <a href={MATCHES} aria-current={state === undefined ? 'page' : undefined}>
          Waiting for you
        </a>
        {PROPOSAL_STATES.map((one) => (
          <a href={`${MATCHES}?state=${one}`} aria-current={state === one ? 'page' : undefined}>
            {STATE_WORDS[one]}
          </a>
        ))}
      </nav>
      {matches.length === 0 ? (
        <p class="notice">{state === undefined ? 'Nothing waits for you.' : 'None.'}</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Pairs of records, the longest waiting first</caption>
          <thead>
            <tr>
              <th scope="col">Records</th>
              <th scope="col">How surely</th>
              <th scope="col">What agrees</th>
              <th scope="col">Found</th>
              <th scope="col">Decision</th>
            </tr>
          </thead>
          <tbody>
            {matches.map((match) => (
              <MatchRow match={match} />
            ))}
          </tbody>
        </table>
      )}
      <PagesOfList address={address} cursor={cursor} later={later} />
    </>
  );
}

function MatchRow({ match }: { readonly match: ShownMatch }) {
  const { id, persons, band, why, foundAt, state } = match;
  return (
    <tr>
      <th scope="row">
        {persons.map(({ pseudonym, own }) => (
          <div>
            <Pseudonym text={pseudonym} /> <span class="small">{registrantWords(own)}</span>
          </div>
        ))}
      </th>
      <td data-label="How surely">{BAND_WORDS[band]}</td>
      <td data-label="What agrees">{whyInWords(why).join('; ')}</td>
      <td data-label="Found">{dayInWords(foundAt)}</td>
      <td data-label="Decision">
        <a href={`${MATCHES}/${id}`} aria-label={`Compare ${persons.map(({ pseudonym }) => pseudonym).join(' and ')}`}>
          {state === 'open' ? 'Compare' : STATE_WORDS[state]}
        </a>
      </td>
    </tr>
  );
}
