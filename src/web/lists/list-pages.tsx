// The pages of lists: those that were recorded, and one with its lines; no answer is shown as no answer.

import type { ListedAnswer, ListedLine } from '../../domain/lists/listed-line.js';
import type { ListListsAnswer } from '../../usecases/lists/list-lists.js';
import type { ReadListAnswer } from '../../usecases/lists/read-list.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords, daysInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export const LISTS = '/console/lists';

export function ListsPage(page: ListListsAnswer & { readonly mayTakeIn: boolean }) {
  const { lists, sides, cursor, mayTakeIn } = page;
  return (
    <>
      <h1>Lists</h1>
      {mayTakeIn && (
        <p class="actions">
          <a class="button main" href={`${LISTS}/new`}>
            Take in a list
          </a>
        </p>
      )}
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

interface ListDetailProps {
  readonly found: ReadListAnswer;
  readonly mayAnswer: boolean;
}

export function ListDetailPage({ found, mayAnswer }: ListDetailProps) {
  const { list, sides, general, lines, next } = found;
  const address = `${LISTS}/${list.id}`;
  return (
    <>
      <p class="crumb no-print">
        <a href={LISTS}>Lists</a>
      </p>
      <h1>List of {dateInWords(list.submittedOn)}</h1>
      <p>
        Submitted by {sides.find(list.submitter)?.label} to {sides.find(list.recipient)?.label}; {list.lines} lines.
      </p>
      <p class="actions no-print">
        <a class="button" href={`${address}/export`}>
          Export as a table
        </a>
        {mayAnswer && (
          <a class="button" href={`${address}/suggestions`}>
            Whom the lines are about
          </a>
        )}
        {mayAnswer && (
          <a class="button" href={`${address}/answers/new`}>
            Answer to the whole list
          </a>
        )}
      </p>
      {general.map((answer) => (
        <p class="notice">
          To the whole list {answer.answeredBy.label} answered on {dateInWords(answer.answeredOn)}:{' '}
          {inWords(answer.answer)}. This touches no single record.{' '}
          {mayAnswer && <Withdrawal address={address} answer={answer} />}
        </p>
      ))}
      <table class="cards">
        <caption class="unseen">Lines of the list</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Person</th>
            <th scope="col">Answer</th>
            {mayAnswer && <th scope="col">Work</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} address={address} mayAnswer={mayAnswer} />
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

interface LineProps {
  readonly line: ListedLine;
  readonly address: string;
  readonly mayAnswer: boolean;
}

function Line({ line, address, mayAnswer }: LineProps) {
  const { number, pseudonym, least, most, standing, answers } = line;
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
        {answers.length === 0 && `No answer; the list is ${daysInWords(standing.ageDays)}`}
        {answers.map((answer) => (
          <div>
            {inWords(answer.answer)}, {answer.answeredBy.label}, {dateInWords(answer.answeredOn)}{' '}
            {mayAnswer && <Withdrawal address={address} answer={answer} />}
          </div>
        ))}
      </td>
      {mayAnswer && <LineWork line={line} address={address} />}
    </tr>
  );
}

/** A line that was submitted about a very person is about nobody else, and one of several people about no single one. */
function LineWork({ line: { number, pseudonym, sealed, least, most }, address }: Omit<LineProps, 'mayAnswer'>) {
  const at = `${address}/lines/${number}/match`;
  return (
    <td data-label="Work">
      <a href={`${address}/answers/new?line=${number}`} aria-label={`Record an answer to line ${number}`}>
        Answer
      </a>{' '}
      {pseudonym === null && least === 1 && most === 1 && (
        <a href={at} aria-label={`Match line ${number}`}>
          Match
        </a>
      )}
      {pseudonym !== null && sealed && (
        <a href={`${at}/withdrawal`} aria-label={`Take back the match of line ${number}`}>
          Take the match back
        </a>
      )}
    </td>
  );
}

function Withdrawal({ address, answer }: { readonly address: string; readonly answer: ListedAnswer }) {
  const label = `Withdraw the answer of ${answer.answeredBy.label} of ${dateInWords(answer.answeredOn)}`;
  return (
    <a href={`${address}/answers/${answer.id}/withdrawal`} aria-label={label}>
      Withdraw
    </a>
  );
}

function peopleInWords(least: number, most: number): string {
  if (most === 1) return 'Somebody not matched yet';
  return least === most ? `${most} people` : `${least} to ${most} people`;
}
