// Releases that wait for the reader's signature: a page of their own, and a notice above other tasks.

import type { ReleaseTasks } from '../../usecases/statistics/list-releases-to-sign.js';
import { SIGNATURES_NEEDED } from '../../domain/statistics/release.js';
import { ReleaseRefusal } from '../statistics/release-refusal-part.js';
import { dateInWords, dayInWords } from '../words/dates.js';

export function ReleasesToSignPage({ releases, refused }: ReleaseTasks) {
  return (
    <>
      <h1>Releases to sign</h1>
      <p class="lead">
        A release is published once {SIGNATURES_NEEDED} different people have signed it. Read it, and sign it only if it
        says what it should.
      </p>
      {refused !== null && <ReleaseRefusal refused={refused} />}
      {releases.length === 0 ? (
        <p class="notice">No release waits for your signature.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Releases that wait for your signature, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">Counted</th>
              <th scope="col">Prepared</th>
              <th scope="col">Signatures</th>
            </tr>
          </thead>
          <tbody>
            {releases.map(({ number, asOf, preparedAt, byService, signatures }) => (
              <tr>
                <th scope="row">
                  <a href={`/console/releases/${number}`}>Release {number}</a>
                </th>
                <td data-label="Counted">as of {dateInWords(asOf)}</td>
                <td data-label="Prepared">
                  on {dayInWords(preparedAt)}
                  {byService ? ' by the service, for the month' : ' by a colleague'}
                </td>
                <td data-label="Signatures">
                  {signatures} of {SIGNATURES_NEEDED}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** A release is about no person, so that it stands above the tasks and not among them. */
export function ReleaseTasksNotice({ releases, refused }: ReleaseTasks) {
  const which =
    releases.length === 1 ? `Release ${releases[0]?.number ?? ''} waits` : `${releases.length} releases wait`;
  return (
    <>
      {releases.length > 0 && (
        <p class="notice">
          {which} for your signature: <a href="/console/tasks/releases">read and sign</a>.
        </p>
      )}
      {refused !== null && (
        <p class="notice">
          The release of the month was refused: <a href="/console/tasks/releases">why, and what to do</a>.
        </p>
      )}
    </>
  );
}
