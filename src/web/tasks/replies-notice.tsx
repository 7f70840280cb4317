// A notice above other tasks that there is a reply to an inquiry, or one that waits for a second person; what it says stands with the inquiry.

import type { NewReplies } from '../../usecases/inquiries/list-new-replies.js';
import { dayInWords } from '../words/dates.js';

export function RepliesNotice({ replied, toDecide }: NewReplies) {
  return (
    <>
      {replied.length > 0 && (
        <Notice
          words="There is a reply to an inquiry of your organisation"
          inquiries={replied.map(({ inquiryId, toldAt: at }) => ({ inquiryId, at }))}
          address={(id) => `/console/inquiries/${id}`}
        />
      )}
      {toDecide.length > 0 && (
        <Notice
          words="A colleague has prepared a reply that waits for a second person"
          inquiries={toDecide.map(({ inquiryId, preparedAt: at }) => ({ inquiryId, at }))}
          address={(id) => `/console/inquiries/${id}/replies`}
        />
      )}
    </>
  );
}

function Notice(props: {
  readonly words: string;
  readonly inquiries: readonly { readonly inquiryId: string; readonly at: number }[];
  readonly address: (inquiryId: string) => string;
}) {
  return (
    <div class="notice">
      <p>{props.words}:</p>
      <ul>
        {props.inquiries.map(({ inquiryId, at }) => (
          <li>
            <a href={props.address(inquiryId)}>the inquiry of which it is, {dayInWords(at)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
