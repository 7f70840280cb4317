// What a case page says of links: whether its record was merged, where the surviving one is, and every link of the case.

import { linkAddress } from '../links/link-pages.js';
import { linkWords } from '../links/link-words.js';
import { dayInWords } from '../words/dates.js';
import { caseAddress, type CaseView } from './case-view.js';
import { Pseudonym } from './pseudonym.js';

export function MergedNotice({ answer, links }: CaseView) {
  const { mergedInto, pseudonym } = answer;
  if (mergedInto !== null) {
    return (
      <div class="notice" role="status">
        <p>
          <strong>Merged into another record.</strong> What is known of this person stands in{' '}
          <a href={caseAddress(mergedInto)}>
            <Pseudonym text={mergedInto} />
          </a>
          , the record that survives. Below stands what was recorded on this pseudonym.
        </p>
      </div>
    );
  }
  const joined = links.filter(({ state, into }) => state === 'confirmed' && into === pseudonym);
  if (joined.length === 0) return null;
  return (
    <div class="notice" role="status">
      <p>
        <strong>This record holds more than one.</strong> Merged into it:{' '}
        {joined.map(({ from }, at) => (
          <>
            {at > 0 && ', '}
            <a href={caseAddress(from)}>
              <Pseudonym text={from} />
            </a>
          </>
        ))}
        . Statements that were recorded there are marked.
      </p>
    </div>
  );
}

export function CaseLinks({ answer, links }: CaseView) {
  if (links.length === 0) return null;
  return (
    <section class="sheet">
      <h2>Links with other records</h2>
      <ul>
        {links.map((link) => {
          const other = link.from === answer.pseudonym ? link.into : link.from;
          return (
            <li>
              <a href={linkAddress(answer.pseudonym, link.id)}>
                <Pseudonym text={other} />
              </a>
              : {linkWords(link).label.toLowerCase()}, proposed on {dayInWords(link.proposal.at)}
              {link.awaits.length > 0 && `, for a verifier of ${link.awaits.join(' and of ')} to review`}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
