// Which rows of evidence an organisation may see and write: the part of the list of all tables that is about items and their files.

import {
  ITEM,
  MINE,
  NAMES_OF_ITEM,
  OF_ORGANISATION,
  ORGANISATION,
  SAID_OF_ITEM,
  USER,
  among,
  levelled,
  ofShared,
  type Covered,
} from './row-conditions.js';

const OWN_FILE = `u.organisation_id = ${ORGANISATION}`;
const SEEN_FILE = `u.item_id IN (SELECT u.id FROM registry.evidence_item u WHERE ${ITEM})`;
const ABOUT_OWN_FILE = `u.file_id IN (SELECT v.id FROM registry.evidence_file v WHERE v.organisation_id = ${ORGANISATION})`;
const ASKED = `(u.organisation_id = ${ORGANISATION} OR ${ABOUT_OWN_FILE})`;
/** By whoever asked, under an approval of just this kind that had begun and was not over, and that nothing has ended. */
const GRANTED = `u.file_id = t.file_id AND u.requested_by = ${USER}
  AND EXISTS (SELECT 1 FROM registry.evidence_file_request_step s WHERE s.request_id = u.id AND s.step = 'approved'
    AND s.single_use = t.single_use AND s.recorded_at <= t.downloaded_at AND t.downloaded_at < s.ends_at)
  AND NOT EXISTS (SELECT 1 FROM registry.evidence_file_request_step s WHERE s.request_id = u.id AND s.step <> 'approved')`;

export const ROWS_OF_EVIDENCE: Readonly<Record<string, Covered>> = {
  evidence_item: levelled('by its sharing level', NAMES_OF_ITEM),
  evidence_named_organisation: {
    policy: 'with the item; for whom it names',
    sees: `(${OF_ORGANISATION} OR ${among('item_id', 'evidence_item', ITEM)})`,
    writes: among('item_id', 'evidence_item', `u.organisation_id = ${ORGANISATION}`),
  },
  evidence_custody: ofShared('item_id', 'evidence_item', ITEM),
  evidence_assessment: {
    policy: 'with the item; each organisation adds its own',
    sees: among('item_id', 'evidence_item', ITEM),
    writes: `${OF_ORGANISATION} AND ${among('item_id', 'evidence_item', ITEM)}`,
  },
  evidence_assessment_withdrawal: ofShared('assessment_id', 'evidence_assessment', SAID_OF_ITEM),
  evidence_file: {
    policy: 'with the item; added by the organisation of the item',
    sees: among('item_id', 'evidence_item', ITEM),
    writes: `${OF_ORGANISATION} AND ${among('item_id', 'evidence_item', `u.organisation_id = ${ORGANISATION}`)}`,
  },
  evidence_file_step: {
    policy:
      'with the file; decided by users of the organisation of the item, and by erasures, which no organisation writes',
    sees: among('file_id', 'evidence_file', SEEN_FILE),
    writes: `t.erasure_id IS NULL AND t.recorded_by = ${USER} AND ${among('file_id', 'evidence_file', OWN_FILE)}`,
  },
  evidence_file_request: {
    policy:
      'of the organisation that asks, and of the one of the item; added by whoever asks another organisation for a restricted file that they know of',
    sees: `(${OF_ORGANISATION} OR ${among('file_id', 'evidence_file', OWN_FILE)})`,
    writes: `${OF_ORGANISATION} AND t.requested_by = ${USER} AND ${among(
      'file_id',
      'evidence_file',
      `u.access = 'restricted' AND u.organisation_id <> ${ORGANISATION} AND ${SEEN_FILE}`,
    )}`,
  },
  evidence_file_request_step: {
    policy: 'with the request; taken back by who asked, and decided by the organisation of the item',
    sees: among('request_id', 'evidence_file_request', ASKED),
    writes: `t.recorded_by = ${USER} AND CASE t.step WHEN 'withdrawn' THEN ${among(
      'request_id',
      'evidence_file_request',
      `u.requested_by = ${USER}`,
    )} ELSE ${among('request_id', 'evidence_file_request', ABOUT_OWN_FILE)} END`,
  },
  evidence_file_download: {
    policy:
      'of the organisation’s own people, and of files of the organisation’s own items; written by whoever may see the file, or under a grant while it lasts',
    sees: `(${MINE} OR ${among('user_id', 'app_user', `u.organisation_id = ${ORGANISATION}`)} OR ${among('file_id', 'evidence_file', OWN_FILE)})`,
    writes: `${MINE} AND t.file_id NOT IN (SELECT s.file_id FROM registry.evidence_file_step s WHERE s.step = 'destroyed')
      AND CASE WHEN t.request_id IS NULL THEN ${among(
        'file_id',
        'evidence_file',
        `${SEEN_FILE} AND (u.access = 'open' OR ${OWN_FILE})`,
      )} ELSE ${among('request_id', 'evidence_file_request', GRANTED)} END`,
  },
};
