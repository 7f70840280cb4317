// What a reply to an inquiry tells, rests on and has come to, in words.

import type { ConsentAnswer, ReplyBasis, ReplyContent, ReplyState } from '../../domain/matching/inquiry-reply.js';

const CONTENT_WORDS: Readonly<Record<ReplyContent, string>> = {
  no_information: 'that nothing may be told',
  record_exists: 'that there is a record of somebody who may be meant',
  whereabouts_status: 'the status of the whereabouts',
  contact_organisation: 'the organisation to get in touch with',
};

export const BASIS_WORDS: Readonly<Record<ReplyBasis, string>> = {
  person_will: 'What the person wants, as they said it once they were reached',
  owner_consent: 'The consent of the organisation that registered the person, which is asked now',
};

export const REPLY_STATE_WORDS: Readonly<Record<ReplyState, string>> = {
  waits_for_consent: 'Waits for the organisation that registered the person',
  ready: 'Can be released',
  not_consented: 'Not consented to',
  released: 'Released',
  rejected: 'Rejected',
};

export const ANSWER_WORDS: Readonly<Record<ConsentAnswer, string>> = {
  given: 'Your organisation agrees.',
  refused: 'Your organisation does not agree.',
};

export function contentsInWords(tells: readonly ReplyContent[]): string {
  return tells.map((one) => CONTENT_WORDS[one]).join('; ');
}
