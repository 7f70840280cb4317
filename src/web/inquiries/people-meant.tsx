// The people who may be meant by a name that was given, each with how surely and why: pseudonyms, never names.

import type { ToldEvidence } from '../../domain/matching/identity-agreement.js';
import type { WhereaboutsStatus } from '../../domain/records/whereabouts-status.js';
import { Pseudonym } from '../records/pseudonym.js';
import { whyInWords } from '../words/agreement-words.js';
import { STATUS_WORDS } from '../words/status-words.js';

interface PersonMeant {
  readonly pseudonym: string;
  readonly status: WhereaboutsStatus;
  readonly why: readonly ToldEvidence[];
}

interface PeopleMeantProps<Person> {
  readonly people: readonly Person[];
  readonly caption: string;
  /** What the column calls how surely somebody is meant. */
  readonly surely: string;
  readonly surelyWords: (person: Person) => string;
}

export function PeopleMeant<Person extends PersonMeant>(props: PeopleMeantProps<Person>) {
  const { people, caption, surely, surelyWords } = props;
  return (
    <table class="cards">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Pseudonym</th>
          <th scope="col">{surely}</th>
          <th scope="col">Whereabouts</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr>
            <th scope="row">
              <a href={`/console/persons/${person.pseudonym}`}>
                <Pseudonym text={person.pseudonym} />
              </a>
            </th>
            <td data-label={surely}>
              {surelyWords(person)}
              <ul>
                {whyInWords(person.why).map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            </td>
            <td data-label="Whereabouts">
              <span class="status">{STATUS_WORDS[person.status].label}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
