// The pages of lists: those that were recorded, and one with its lines; no answer is shown as no answer.

import type { ListedLine } from '../../domain/lists/listed-line.js';
import type { ListListsAnswer } from '../../usecases/lists/list-lists.js';
import type { ReadListAnswer } from '../../usecases/lists/read-list.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords, daysInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export const LISTS = '/console/lists';

export function ListsPage({ lists, sides, cursor }: ListListsAnswer) {
  return (
    <>
      <h1>Lists</h1>
      {lists.length === 0 ? (
        <p class="notice">No list has been recorded yet.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Lists, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Submitted</th>
              <th scope="col">By</th>
              <th scope="col">To</th>
              <th scope="col">Lines</th>
            </tr>
          </thead>
          <tbody>
            {lists.map((list) => (
              <tr>
                <th scope="row">
                  <a href={`${LISTS}/${list.id}`}>{dateInWords(list.submittedOn)}</a>
                  {list.reference !== null && <div class="small">{list.reference}</div>}
                </th>
                <td data-label="By">{sides.find(list.submitter)?.label}</td>
                <td data-label="To">{sides.find(list.recipient)?.label}</td>
                <td data-label="Lines">{list.lines}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cursor !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={`${LISTS}?cursor=${cursor}`} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

export function ListDetailPage({ list, sides, general, lines, next }: ReadListAnswer) {
  return (
    <>
      <p class="crumb no-print">
        <a href={LISTS}>Lists</a>
      </p>
      <h1>List of {dateInWords(list.submittedOn)}</h1>
      <p>
        Submitted by {sides.find(list.submitter)?.label} to {sides.find(list.recipient)?.label}; {list.lines} lines.
      </p>
      {general.map(({ answer, answeredOn, answeredBy }) => (
        <p class="notice">
          To the whole list {answeredBy.label} answered on {dateInWords(answeredOn)}: {inWords(answer)}. This touches no
          single record.
        </p>
      ))}
      <table class="cards">
        <caption class="unseen">Lines of the list</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Person</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} />
          ))}
        </tbody>
      </table>
      {next !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={`${LISTS}/${list.id}?after=${next}`} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

function Line({ line }: { readonly line: ListedLine }) {
  const { number, pseudonym, least, most, standing, answers } = line;
  const newest = answers[0];
  return (
    <tr>
      <th scope="row">{number}</th>
      <td data-label="Person">
        {pseudonym === null ? (
          peopleInWords(least, most)
        ) : (
          <a href={caseAddress(pseudonym)}>
            <Pseudonym text={pseudonym} />
          </a>
        )}
      </td>
      <td data-label="Answer">
        {newest === undefined
          ? `No answer; the list is ${daysInWords(standing.ageDays)}`
          : `${inWords(newest.answer)}, ${newest.answeredBy.label}, ${dateInWords(newest.answeredOn)}`}
      </td>
    </tr>
  );
}

function peopleInWords(least: number, most: number): string {
  if (most === 1) return 'Somebody not matched yet';
  return least === most ? `${most} people` : `${least} to ${most} people`;
}
