// The pages on which a link between remains and persons is confirmed, withdrawn, or followed by a hand-over.

import type { Actor } from '../../domain/access/actor.js';
import { stateOf } from '../../domain/remains/remains-link.js';
import type { ReadLink } from '../../usecases/remains/read-remains.js';
import type { FormSeal, FormState } from '../forms/console-form.js';
import { FormPage } from '../forms/form-page.js';
import { Pseudonym } from '../records/pseudonym.js';
import { dateInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { handOverGroups, WITHDRAWAL_GROUPS, type ListedParty } from './remains-fields.js';
import { remainsAddress } from './remains-pages.js';
import { LEVEL_WORDS, stepWords } from './remains-words.js';

export interface LinkFormProps {
  readonly caseId: string;
  readonly shown: ReadLink;
  readonly actor: Actor;
  readonly seal: FormSeal;
  readonly state: FormState;
}

function formAddress({ caseId, shown }: LinkFormProps, form: string): string {
  return `${remainsAddress(caseId)}/links/${shown.link.id}/${form}`;
}

function Concerned({ shown }: { readonly shown: ReadLink }) {
  return (
    <p>
      {shown.pseudonyms.map((pseudonym, at) => (
        <>
          {at > 0 && ', '}
          <Pseudonym text={pseudonym} />
        </>
      ))}
    </p>
  );
}

export function ConfirmationPage(props: LinkFormProps) {
  const { caseId, shown, actor, seal, state } = props;
  const { method, level, valid, grade, proposed } = shown.link;
  return (
    <FormPage
      title="Confirm and sign"
      back={remainsAddress(caseId)}
      action={formAddress(props, 'confirmation')}
      groups={[]}
      seal={seal}
      state={state}
      button="Confirm and sign"
    >
      <div class="sheet">
        <Concerned shown={shown} />
        <dl class="facts">
          <dt>Method</dt>
          <dd>{inWords(method)}</dd>
          <dt>Level</dt>
          <dd>{LEVEL_WORDS[level]}</dd>
          <dt>Identified</dt>
          <dd>
            {dateInWords(valid)}, graded {grade}
          </dd>
          <dt>Proposed by</dt>
          <dd>{stepWords(proposed, actor.organisationId)}</dd>
          <dt>Signed by</dt>
          <dd>{actor.username}, for your organisation</dd>
        </dl>
      </div>
      <div class="notice">
        <p>
          With your signature your organisation states of each person that the remains are identified. A death is
          established by a confirmed identification of the competent forensic authority alone; any other leaves it
          reported.
        </p>
        <p>
          Nobody is notified.{' '}
          {level === 'confirmed'
            ? 'Where it establishes the death, the organisation that registered the person gets a task to tell the family, done by two workers; else no family is told.'
            : 'Of a preliminary identification no family is told.'}
        </p>
      </div>
    </FormPage>
  );
}

export function WithdrawalPage(props: LinkFormProps) {
  const { caseId, shown, seal, state } = props;
  const stood = stateOf(shown.link) === 'confirmed';
  return (
    <FormPage
      title="Withdraw the link"
      back={remainsAddress(caseId)}
      action={formAddress(props, 'withdrawal')}
      groups={WITHDRAWAL_GROUPS}
      seal={seal}
      state={state}
      button="Withdraw"
    >
      <Concerned shown={shown} />
      <div class="notice">
        {stood ? (
          <p>
            What this link stated is retracted, the hand-over included, and the record of each person goes back to what
            the rest supports. What was said before stays readable by looking back.
            {shown.link.level === 'confirmed' &&
              ' Where a family was to be told, the organisation that registered the person gets a task to correct that.'}
          </p>
        ) : (
          <p>Nothing has changed through this proposal, and nothing will.</p>
        )}
      </div>
    </FormPage>
  );
}

export function HandOverPage(props: LinkFormProps & { readonly parties: readonly ListedParty[] }) {
  const { caseId, shown, parties, seal, state } = props;
  return (
    <FormPage
      title="State a hand-over"
      lead="The remains, or a part of them, reached the family or the side of origin."
      back={remainsAddress(caseId)}
      action={formAddress(props, 'hand-over')}
      groups={handOverGroups(parties)}
      seal={seal}
      state={state}
      button="Record the hand-over"
    >
      <Concerned shown={shown} />
    </FormPage>
  );
}
