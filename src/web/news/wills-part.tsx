// What a person who was found wants, as the worker of the organisation that registered the person reads it.

import type { PersonWill } from '../../domain/news/person-will.js';
import { caseAddress } from '../records/case-view.js';
import { dateInWords, instantInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';

export function willsAddress(pseudonym: string): string {
  return `${caseAddress(pseudonym)}/wills`;
}

const CONTACT: Readonly<Record<PersonWill['contact'], string>> = {
  yes: 'wants contact with the family',
  no: 'wants no contact',
  only_with: 'wants contact only with',
};

function sharingInWords({ sharedWith, namedOrganisations }: PersonWill, names: ReadonlyMap<string, string>): string {
  if (sharedWith === 'nobody') return 'Nobody outside your organisation may know what is recorded from then on.';
  if (sharedWith === 'partners') return 'What is recorded may be told as widely as the case is shared.';
  const named = namedOrganisations.map((id) => names.get(id) ?? '').join(', ');
  return `What is recorded from then on may be told to ${named} alone.`;
}

function contactInWords({ contact, contactWith }: PersonWill): string {
  const kin = contactWith.map((one) => inWords(one).toLowerCase()).join(', ');
  return `${CONTACT[contact]}${kin === '' ? '' : ` ${kin}`}`;
}

interface WillProps {
  readonly will: PersonWill;
  /** Names of organisations, by id. */
  readonly names: ReadonlyMap<string, string>;
}

export function WillInWords({ will, names }: WillProps) {
  const purposes = will.purposes.map((one) => inWords(one).toLowerCase()).join(', ');
  return (
    <p>
      Reached on {dateInWords(will.reachedOn)}, the person {contactInWords(will)}. {sharingInWords(will, names)}{' '}
      {purposes === '' ? 'No purpose was agreed to.' : `Agreed to: ${purposes}.`}{' '}
      <span class="small">
        Said {inWords(will.said).toLowerCase()}; written down by {will.recordedBy}, {instantInWords(will.recordedAt)}.
      </span>
    </p>
  );
}

/** Above the case: the will binds whoever works on it. */
export function WillBanner({
  wills,
  names,
}: {
  readonly wills: readonly PersonWill[];
  readonly names: WillProps['names'];
}) {
  const [newest] = wills;
  if (newest === undefined) return null;
  return (
    <div class="notice" role="status">
      <h2>What this person wants</h2>
      <WillInWords will={newest} names={names} />
      <p class="small">
        It replaces every sharing level and every wish of an enquirer. What others were told before stays known.
      </p>
    </div>
  );
}
