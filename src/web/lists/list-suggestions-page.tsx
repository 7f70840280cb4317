// The page that suggests whom the lines of a list are about: one screenful, and for each line how exactly the name agrees.

import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import type { Exactness } from '../../domain/matching/exactness.js';
import type { ReadListAnswer } from '../../usecases/lists/read-list.js';
import type { LineSuggestions, SuggestedPerson, SuggestPeopleAnswer } from '../../usecases/lists/suggest-people.js';
import type { NameQuotaAnswer } from '../../usecases/inquiries/read-name-quota.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { whyInWords } from '../words/agreement-words.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { STATUS_WORDS } from '../words/status-words.js';
import { LISTS } from './list-pages.js';

/** The last line of the page before. */
export const AFTER = '/after';

const FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Why you look for them',
    hint: 'The names of the lines are compared by sound with those of the people whom your organisation registered. Nobody is matched by it, and no line is shown.',
    fields: [
      field(
        '/purpose',
        'Purpose',
        { control: 'select', options: optionsOf(INQUIRY_PURPOSES, inWords) },
        { required: true },
      ),
    ],
  },
];

const EXACTNESS_WORDS: Readonly<Record<Exactness, string>> = {
  same_words: 'The same words',
  sounds_alike: 'Sounds alike',
  partly_alike: 'In part',
};

const STATE_WORDS: Readonly<Record<LineSuggestions['state'], string>> = {
  asked: 'Nobody of yours',
  unreadable: 'Too little of a name to look for. Read the line, and match it by hand.',
  matched: 'Matched already',
  counted: 'Several people without names',
  nothing_submitted: 'Nothing was submitted but a pseudonym',
};

interface ListSuggestionsProps {
  readonly list: ReadListAnswer['list'];
  readonly after: string;
  readonly seal: FormSeal;
  readonly state: FormState;
  readonly answer: SuggestPeopleAnswer | null;
  readonly quota: NameQuotaAnswer;
}

export function ListSuggestionsPage({ list, after, seal, state, answer, quota }: ListSuggestionsProps) {
  const address = `${LISTS}/${list.id}`;
  return (
    <>
      <p class="crumb no-print">
        <a href={address}>List of {dateInWords(list.submittedOn)}</a>
      </p>
      <h1>Whom the lines are about</h1>
      {answer !== null && <Suggestions answer={answer} address={address} />}
      <ConsoleForm
        action={`${address}/suggestions`}
        seal={seal}
        groups={FIELDS}
        state={state}
        button="Look for them"
        quiet={answer !== null}
      >
        <input type="hidden" name={AFTER} value={after} />
      </ConsoleForm>
      <p class="small">
        Each line with a name that nobody is matched to counts as one of the names that your organisation may ask after:{' '}
        {quota.organisation.left} of {quota.organisation.most} are left until 00:00 UTC.
      </p>
    </>
  );
}

function Suggestions({ answer, address }: { readonly answer: SuggestPeopleAnswer; readonly address: string }) {
  const { lines, next } = answer;
  const found = lines.filter((line) => line.found.length > 0).length;
  return (
    <section role="status">
      <h2>
        {found} of {lines.filter(({ state }) => state === 'asked').length} lines may be about people of yours
      </h2>
      <table class="cards">
        <caption class="unseen">Lines, and whom they may be about</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Person</th>
            <th scope="col">Name</th>
            <th scope="col">Whereabouts</th>
            <th scope="col">Work</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line line={line} address={address} />
          ))}
        </tbody>
      </table>
      {next !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={`${address}/suggestions?after=${next}`} rel="next">
            Next lines
          </a>
        </nav>
      )}
    </section>
  );
}

function Line({
  line: { line, state, found, more },
  address,
}: {
  readonly line: LineSuggestions;
  readonly address: string;
}) {
  if (found.length === 0) {
    return (
      <tr>
        <th scope="row">{line}</th>
        <td colSpan={4}>{STATE_WORDS[state]}</td>
      </tr>
    );
  }
  return (
    <>
      {found.map((person, at) => (
        <tr>
          {at === 0 && (
            <th scope="row" rowSpan={found.length}>
              {line}
              {more && <div class="small">More may be meant</div>}
            </th>
          )}
          <Suggested person={person} at={`${address}/lines/${line}/match`} line={line} />
        </tr>
      ))}
    </>
  );
}

interface SuggestedProps {
  readonly person: SuggestedPerson;
  readonly at: string;
  readonly line: number;
}

function Suggested({ person: { pseudonym, exactness, status, why }, at, line }: SuggestedProps) {
  return (
    <>
      <td data-label="Person">
        <a href={caseAddress(pseudonym)}>
          <Pseudonym text={pseudonym} />
        </a>
      </td>
      <td data-label="Name">
        <strong>{EXACTNESS_WORDS[exactness]}</strong>
        <ul>
          {whyInWords(why).map((words) => (
            <li>{words}</li>
          ))}
        </ul>
      </td>
      <td data-label="Whereabouts">
        <span class="status">{STATUS_WORDS[status].label}</span>
      </td>
      <td data-label="Work">
        <a href={`${at}?pseudonym=${pseudonym}`} aria-label={`Match line ${line} to ${pseudonym}`}>
          Match
        </a>
      </td>
    </>
  );
}
