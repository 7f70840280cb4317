// What stands above a list that is of one person, or of another moment than now: of whom and of when, and the way to all.

import { isNow, momentInWords, type AskedPerson } from './asked-times.js';
import { caseAddress } from './case-view.js';
import { Pseudonym } from './pseudonym.js';

export function AboutPerson({
  path,
  all,
  person,
  asked,
}: AskedPerson & { readonly path: string; readonly all: string }) {
  if (person === '' && isNow(asked)) return null;
  return (
    <p class="notice">
      {person !== '' && (
        <>
          About{' '}
          <a href={caseAddress(person)}>
            <Pseudonym text={person} />
          </a>
          .
        </>
      )}
      {momentInWords(asked)} <a href={path}>{all}</a>
    </p>
  );
}
