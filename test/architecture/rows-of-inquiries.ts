// Which rows of inquiries, and of what is replied to them, an organisation may see and write, as a part of the reviewed table.

import { AGENCY, among, OF_ORGANISATION, ORGANISATION, USER, type Covered } from './row-conditions.js';

const ASKED_FOR_CONSENT = (row: string): string =>
  `(${row}.owner_organisation_id = ${ORGANISATION} AND ${row}.basis = 'owner_consent')`;
const REPLY = `(u.organisation_id = ${ORGANISATION} OR ${ASKED_FOR_CONSENT('u')})`;
const INQUIRY = `(u.organisation_id = ${ORGANISATION} OR (${AGENCY} AND u.state = 'received'))`;

export const ROWS_OF_INQUIRIES: Readonly<Record<string, Covered>> = {
  inquiry: {
    policy: 'of the organisation that asked; for the central agency those that wait',
    sees: `(${OF_ORGANISATION} OR (${AGENCY} AND t.state = 'received'))`,
    writes: OF_ORGANISATION,
  },
  inquiry_reply: {
    policy:
      'of the central agency that prepared it, and of the organisation whose consent is asked; whoever asked sees none',
    sees: `(${OF_ORGANISATION} OR ${ASKED_FOR_CONSENT('t')})`,
    writes: `${OF_ORGANISATION} AND t.prepared_by = ${USER} AND ${AGENCY}`,
  },
  inquiry_reply_step: {
    policy: 'with the reply; each adds their own',
    sees: among('reply_id', 'inquiry_reply', REPLY),
    writes: `${OF_ORGANISATION} AND t.recorded_by = ${USER} AND ${among('reply_id', 'inquiry_reply', REPLY)}`,
  },
  inquiry_told: {
    policy: 'with the inquiry; told by the central agency that prepared it',
    sees: among('inquiry_id', 'inquiry', INQUIRY),
    writes: among('reply_id', 'inquiry_reply', `u.organisation_id = ${ORGANISATION}`),
  },
};
