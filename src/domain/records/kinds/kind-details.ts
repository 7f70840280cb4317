// How the details of a kind are asked for: forms, labels and hints that pages, the API's description and the reader follow.

import { CONTACT_STRENGTHS } from '../../evidence/statement-source.js';
import { EVIDENCE_CODE, type DetailForm } from '../detail-form.js';
import type { StatementKind } from '../statement-kinds.js';
import { ATTESTERS, type StatementDetails } from '../statement.js';

export interface DetailField<Needed extends boolean = boolean> {
  readonly form: DetailForm;
  readonly required: Needed;
  readonly label: string;
  /** For the person who fills in the form. */
  readonly hint: string;
}

export interface KindDetails {
  readonly label: string;
  readonly hint: string;
  readonly fields: Readonly<Record<string, DetailField>>;
}

/** A kind, a field or the required mark that is missing or too many does not compile. */
export type DetailsTable<Kinds extends StatementKind> = {
  readonly [K in Kinds]: KindDetails & {
    readonly fields: {
      readonly [F in keyof StatementDetails[K]]-?: DetailField<
        object extends Pick<StatementDetails[K], F> ? false : true
      >;
    };
  };
};

export const asked = <Needed extends boolean>(
  required: Needed,
  form: DetailForm,
  label: string,
  hint: string,
): DetailField<Needed> => ({ required, form, label, hint });

export const choiceOf = (values: readonly string[]): DetailForm => ({ form: 'choice', values });

export const PARTY = { form: 'party' } as const;
export const YES_OR_NO = { form: 'boolean' } as const;
/** A short code such as gc_iii_4_a_1, so that no sentence and no name finds its way into a statement. */
export const GROUND_CODE = { form: 'code', pattern: '^[a-z0-9]+(?:_[a-z0-9]+)*$', maxLength: 40 } as const;

export const contactStrength = asked(
  false,
  choiceOf(CONTACT_STRENGTHS),
  'Contact',
  'How direct the contact with the person was.',
);
export const holder = asked(
  false,
  PARTY,
  'Holder',
  'The party that is said to hold the person; leave empty if nobody knows.',
);
export const evidence = asked(
  false,
  EVIDENCE_CODE,
  'Evidence',
  'The item of evidence; a re-posted copy keeps the code of the first.',
);
export const remains = asked(false, EVIDENCE_CODE, 'Remains', 'The code of the case of remains, where there is one.');
export const attestedBy = asked(
  false,
  choiceOf(ATTESTERS),
  'Attested by',
  'Who confirms the arrival itself. Leave empty while nobody does: a party’s announcement is no arrival.',
);
export const authority = asked(false, PARTY, 'Party', 'The party whose court or authority it is.');
