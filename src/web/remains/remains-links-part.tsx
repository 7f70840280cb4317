// The links of a case of remains to persons, each with its steps and with what the reader may do about it.

import { allowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { stateOf } from '../../domain/remains/remains-link.js';
import type { ReadLink, RemainsAnswer } from '../../usecases/remains/read-remains.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { HANDED_OVER_WORDS, LEVEL_WORDS, stateWords, stepWords } from './remains-words.js';

interface PartProps {
  readonly answer: RemainsAnswer;
  readonly actor: Actor;
}

export function RemainsLinks({ answer: { remains, links }, actor }: PartProps) {
  return (
    <section aria-labelledby="links">
      <h2 id="links">Whose they are</h2>
      {links.length === 0 && <p class="notice">No link to a person whom you may see.</p>}
      {[...links].reverse().map((shown, at) => (
        <LinkPart number={links.length - at} shown={shown} caseId={remains.id} actor={actor} />
      ))}
    </section>
  );
}

interface LinkProps {
  readonly number: number;
  readonly shown: ReadLink;
  readonly caseId: string;
  readonly actor: Actor;
}

function LinkPart(props: LinkProps) {
  const { shown, actor, number } = props;
  const { link, pseudonyms } = shown;
  const { confirmed, withdrawn, handedOver } = link;
  return (
    <section class="sheet">
      <h3>
        Link {number}: {stateWords(link)}
      </h3>
      <dl class="facts">
        <dt>{pseudonyms.length === 1 ? 'Person' : 'Persons'}</dt>
        <dd>
          <Persons pseudonyms={pseudonyms} />
        </dd>
        <dt>Method</dt>
        <dd>{inWords(link.method)}</dd>
        <dt>Level</dt>
        <dd>{LEVEL_WORDS[link.level]}</dd>
        <dt>Identified</dt>
        <dd>
          {dateInWords(link.valid)}, graded {link.grade}
        </dd>
        <dt>Proposed by</dt>
        <dd>{stepWords(link.proposed, actor.organisationId)}</dd>
        <dt>Signed by</dt>
        <dd>{confirmed === null ? 'Nobody yet' : stepWords(confirmed, actor.organisationId)}</dd>
        <dt>Handed over</dt>
        <dd>{handedOver === null ? 'Nothing' : HANDED_OVER_WORDS[handedOver]}</dd>
        {withdrawn !== null && (
          <>
            <dt>Withdrawn by</dt>
            <dd>
              {stepWords(withdrawn, actor.organisationId)}
              {isSigner(shown, actor) && `. Reason: ${withdrawn.reason}`}
            </dd>
          </>
        )}
      </dl>
      {allowed(actor, 'link_remains') && <Ways {...props} />}
    </section>
  );
}

function Persons({ pseudonyms }: { readonly pseudonyms: readonly string[] }) {
  return (
    <>
      {pseudonyms.map((pseudonym, at) => (
        <>
          {at > 0 && <br />}
          <a href={caseAddress(pseudonym)}>
            <Pseudonym text={pseudonym} />
          </a>
        </>
      ))}
    </>
  );
}

/** The reason of a withdrawal, a hand-over and a withdrawal are the signer's; of a proposal, whoever made it. */
function isSigner({ link }: ReadLink, actor: Actor): boolean {
  return (link.confirmed ?? link.proposed).organisationId === actor.organisationId;
}

function Ways({ number, shown, caseId, actor }: LinkProps) {
  const { link } = shown;
  const state = stateOf(link);
  if (state === 'withdrawn') return null;
  const address = `/console/remains/${caseId}/links/${link.id}`;
  const own = state === 'proposed' && link.proposed.userId === actor.userId;
  const way = (to: string, words: string) => (
    <a class="button" href={`${address}/${to}`} aria-label={`${words}: link ${number}`}>
      {words}
    </a>
  );
  return (
    <>
      {own && <p class="small">You proposed it; another person confirms and signs it.</p>}
      <p class="actions no-print">
        {state === 'proposed' && !own && way('confirmation', 'Confirm and sign')}
        {state === 'confirmed' && isSigner(shown, actor) && way('hand-over', 'State a hand-over')}
        {isSigner(shown, actor) && way('withdrawal', 'Withdraw')}
      </p>
    </>
  );
}
