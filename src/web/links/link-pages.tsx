// The list of links that await a review, and the pages on which one is proposed or taken back.

import type { ShownLink } from '../../domain/links/shown-link.js';
import type { ToldEntry } from '../../usecases/records/list-statements.js';
import type { FormSeal, FormState } from '../forms/console-form.js';
import { FormPage } from '../forms/form-page.js';
import { SEEN_FIELD } from '../forms/seen-tag.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { PagesOfList } from '../layout/pages-of-list.js';
import { dayInWords } from '../words/dates.js';
import { PROPOSAL_GROUPS, WITHDRAWAL_GROUPS } from './link-fields.js';

export const LINKS = '/console/links';

/** A link is found from either of its records. */
export function linkAddress(pseudonym: string, linkId: string): string {
  return `${caseAddress(pseudonym)}/links/${linkId}`;
}

interface AwaitingProps {
  readonly links: readonly ShownLink[];
  readonly cursor: string | null;
  /** Whether this is a later page than the first. */
  readonly later: boolean;
}

export function AwaitingLinksPage({ links, cursor, later }: AwaitingProps) {
  return (
    <>
      <h1>Links that await your review</h1>
      <p class="lead">
        Somebody proposes that two records are about one person. Nothing changes until a second person has looked at
        both.
      </p>
      {links.length === 0 ? (
        <p class="notice">No proposal awaits you.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Proposals, the oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Record that would close</th>
              <th scope="col">Record that survives</th>
              <th scope="col">Proposed</th>
              <th scope="col">Reason</th>
              <th scope="col">Review</th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <AwaitingLink link={link} />
            ))}
          </tbody>
        </table>
      )}
      {cursor !== null && <p class="notice">More proposals await you on the next page.</p>}
      <PagesOfList address={LINKS} cursor={cursor} later={later} />
    </>
  );
}

function AwaitingLink({ link: { id, from, into, proposal } }: { readonly link: ShownLink }) {
  return (
    <tr>
      <th scope="row">
        <Pseudonym text={from} />
      </th>
      <td data-label="Record that survives">
        <Pseudonym text={into} />
      </td>
      <td data-label="Proposed">
        {dayInWords(proposal.at)}, {proposal.organisation}
        {proposal.username !== null && `, ${proposal.username}`}
      </td>
      <td data-label="Reason">{proposal.reason}</td>
      <td data-label="Review">
        <a href={linkAddress(from, id)} aria-label={`Compare ${from} and ${into}`}>
          Compare
        </a>
      </td>
    </tr>
  );
}

interface ProposalProps {
  readonly pseudonym: string;
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function ProposalPage({ pseudonym, seal, state }: ProposalProps) {
  const back = caseAddress(pseudonym);
  return (
    <FormPage
      title="Propose a link"
      lead="Two records are about one person. Nothing changes until somebody else confirms it."
      back={back}
      action={`${back}/links`}
      groups={PROPOSAL_GROUPS}
      seal={seal}
      state={state}
      button="Propose"
    >
      <div class="notice">
        <p>
          <Pseudonym text={pseudonym} /> would be closed, and the other record would survive and hold the statements of
          both. To have this one survive, propose the link from the other record.
        </p>
      </div>
    </FormPage>
  );
}

export interface WithdrawalProps {
  /** By which the page was reached. */
  readonly pseudonym: string;
  readonly link: ShownLink;
  /** The entity tag of what is shown. */
  readonly tag: string;
  /** What stands in either record. */
  readonly statements: readonly ToldEntry[];
  readonly seal: FormSeal;
  readonly state: FormState;
}

export function WithdrawalPage({ pseudonym, link, tag, statements, seal, state }: WithdrawalProps) {
  const address = linkAddress(pseudonym, link.id);
  const merged = link.state === 'confirmed';
  return (
    <FormPage
      title={merged ? 'Split the record again' : 'Take the proposal back'}
      back={address}
      action={`${address}/withdrawal`}
      groups={WITHDRAWAL_GROUPS}
      seal={seal}
      state={state}
      seen={{ [SEEN_FIELD]: tag }}
      button={merged ? 'Split' : 'Take back'}
    >
      {merged ? (
        <Restored link={link} statements={statements} />
      ) : (
        <p>Nothing has changed through this proposal, and nothing will.</p>
      )}
    </FormPage>
  );
}

/** By the person on whom each statement was recorded, which a merge never changes. */
function Restored({ link: { from, into }, statements }: Pick<WithdrawalProps, 'link' | 'statements'>) {
  const recordedOn = (pseudonym: string): number => statements.filter((entry) => entry.recordedOn === pseudonym).length;
  const elsewhere = statements.length - recordedOn(from) - recordedOn(into);
  return (
    <div class="notice">
      <p>What this restores:</p>
      <ul>
        <li>
          <Pseudonym text={from} /> opens again, with what was recorded on it before the merge and since:{' '}
          {countWords(recordedOn(from))} that you may see.
        </li>
        <li>
          <Pseudonym text={into} /> keeps what was recorded on itself: {countWords(recordedOn(into))} that you may see.
        </li>
        {elsewhere > 0 && (
          <li>{countWords(elsewhere)} recorded on others that were merged into one of the two stay with that one.</li>
        )}
      </ul>
      <p>
        No statement is lost or changed; each record is folded from its own. What was said while they were one stays
        readable by looking back. The two can be linked again by a new proposal.
      </p>
    </div>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 statement' : `${count} statements`;
}
