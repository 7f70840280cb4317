// The page of a search by name, with what it found: pseudonyms, never names.

import { INQUIRY_PURPOSES } from '../../domain/matching/inquiry.js';
import { IDENTITY_LIMITS } from '../../domain/identity/identity-reading.js';
import type { SearchPersonsAnswer } from '../../usecases/identity/search-persons.js';
import type { NameQuotaAnswer } from '../../usecases/inquiries/read-name-quota.js';
import { ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { NamesLeft } from '../inquiries/names-left.js';
import { PeopleMeant } from '../inquiries/people-meant.js';
import { inWords } from '../words/in-words.js';

export const SEARCH_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Whom you look for',
    hint: 'Names are compared by sound, in any script and any order of the parts. The log keeps that you searched and why, not the name.',
    fields: [
      field('/name', 'Name', { control: 'text', maxLength: IDENTITY_LIMITS.nameText, name: true }, { required: true }),
      field(
        '/birthYear',
        'Year of birth',
        { control: 'number', min: 1850, max: 2199 },
        {
          hint: 'Needed where you know one part of the name only. Initials, titles and particles are no parts.',
        },
      ),
      field(
        '/purpose',
        'Purpose',
        { control: 'select', options: optionsOf(INQUIRY_PURPOSES, inWords) },
        { required: true },
      ),
    ],
  },
];

interface SearchPageProps {
  readonly seal: FormSeal;
  readonly state: FormState;
  readonly answer: SearchPersonsAnswer | null;
  readonly quota: NameQuotaAnswer;
}

export function SearchPage({ seal, state, answer, quota }: SearchPageProps) {
  return (
    <section class="middle">
      <h1>Search</h1>
      {answer !== null && <Found answer={answer} />}
      <ConsoleForm action="/console/search" seal={seal} groups={SEARCH_FIELDS} state={state} button="Search" />
      <NamesLeft quota={quota} />
    </section>
  );
}

function Found({ answer: { found, more } }: { readonly answer: SearchPersonsAnswer }) {
  if (found.length === 0) {
    return (
      <div class="notice" role="status">
        <p>
          <strong>Nobody was found</strong> among the people whom your organisation registered. A year of birth or a
          further writing of the name may find them.
        </p>
      </div>
    );
  }
  return (
    <section class="sheet" role="status">
      <h2>{found.length === 1 ? '1 person may be meant' : `${found.length} people may be meant`}</h2>
      <PeopleMeant
        people={found}
        caption="People who may be meant"
        surely="Match"
        surelyWords={({ band }) => (band === 'one_match' ? 'All that you gave agrees' : 'Possible')}
      />
      {more && <p>More people may be meant. A fuller name or a year of birth tells them apart.</p>}
    </section>
  );
}
