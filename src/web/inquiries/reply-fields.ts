// The fields of the form by which somebody at the central agency prepares a reply.

import { REPLY_BASES, type GivenReply, type ReplyContent } from '../../domain/matching/inquiry-reply.js';
import type { InquiryCandidate } from '../../usecases/inquiries/read-replies.js';
import { field, optionsOf, type FieldGroup, type FormValues } from '../forms/form-field.js';
import { BASIS_WORDS, contentsInWords } from './reply-words.js';

/** What may be told together; each says that there is a record, but for the first. */
const TOLD_TOGETHER: readonly (readonly ReplyContent[])[] = [
  ['no_information'],
  ['record_exists'],
  ['record_exists', 'whereabouts_status'],
  ['record_exists', 'contact_organisation'],
  ['record_exists', 'whereabouts_status', 'contact_organisation'],
];
const BETWEEN = ' ';

export function replyGroups(candidates: readonly InquiryCandidate[]): readonly FieldGroup[] {
  const together = candidates.length === 0 ? TOLD_TOGETHER.slice(0, 1) : TOLD_TOGETHER;
  const tells = field(
    '/tells',
    'What is told',
    {
      control: 'select',
      options: together.map((one) => ({ value: one.join(BETWEEN), label: contentsInWords(one) })),
    },
    { required: true, hint: 'Never a name, nor anything of the person beyond this.' },
  );
  const only = 'Only where something is told';
  const about = [
    field('/person', 'Of whom', {
      control: 'select',
      options: candidates.map(({ pseudonym }) => ({ value: pseudonym, label: pseudonym })),
      empty: only,
    }),
    field('/basis', 'On whose word', {
      control: 'select',
      options: optionsOf(REPLY_BASES, (value) => BASIS_WORDS[value as keyof typeof BASIS_WORDS]),
      empty: only,
    }),
  ];
  return [{ legend: 'Reply', fields: candidates.length === 0 ? [tells] : [tells, ...about] }];
}

export function replyOf(values: FormValues): GivenReply {
  const [tells = '', person = '', basis = ''] = ['/tells', '/person', '/basis'].map((name) => values[name]?.trim());
  return {
    tells: tells.split(BETWEEN).filter((one) => one !== ''),
    ...(person !== '' && { person }),
    ...(basis !== '' && { basis }),
  };
}
