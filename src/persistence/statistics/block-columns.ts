// What stands in the columns that counts read: of each row a text, in SQL, or a number.

/** Persons of a block: a column of one byte each is 16 kB, and 200,000 persons are 13 blocks, each with its own lists of what codes stand for. */
export const PERSONS_OF_BLOCK = 16_384;

/** Rows that stand for today, those that stand for the days before as they are known today, and those of what was known once. */
export type Part = 'today' | 'known' | 'past';

/** The person of a row, by its place in the block; a number, and no code. */
export const PLACE = 'place';
/** Who may read the row, as `readerText` has it. */
export const READER = 'reader';

/** Since when and until when something was known: instants, as milliseconds since the epoch, and no codes, since hardly two are the same. */
export const KNOWN_FROM = 'known_from';
export const KNOWN_UNTIL = 'known_to';

const custody = `concat_ws('|', coalesce(r.custody, 'end_unknown'), r.custody_from::text, r.custody_by::text)`;
const flags = `CASE WHEN r.timed_flags = '{}' THEN array_to_string(r.lasting_flags, ' ')
  ELSE json_build_array(r.lasting_flags, r.timed_flags, r.raised_from::text[], r.raised_until::text[])::text END`;
/** The view, whose the person is, how it is shared, and whether the person is concerned at all. */
const reader = `json_build_array(r.view, r.owner_organisation_id, r.sharing_level, r.status IS NOT NULL)::text`;

/** In SQL, of a row `r`; rows of an older layout lack some and are counted under what is not known. */
export const CODED = {
  [READER]: reader,
  status: `coalesce(r.status, '')`,
  fate: `coalesce(r.fate, '')`,
  sex: `coalesce(r.sex, '')`,
  state: `coalesce(r.state, '')`,
  municipality: `coalesce(r.municipality, '')`,
  month: `coalesce(r.month, '')`,
  category: `coalesce(r.category, '')`,
  side: `coalesce(r.side, '')`,
  holder: `coalesce(r.holder, '')`,
  source: `coalesce(r.source, 'unknown')`,
  nationality: `coalesce(r.nationality, 'unknown')`,
  time_to_return: `coalesce(r.time_to_return, 'unknown')`,
  birth: `concat_ws(' ', r.birth_from, r.birth_to)`,
  sign: `coalesce(r.sign_at::text, '')`,
  custody,
  flags,
} as const;

export type CodedName = keyof typeof CODED;
export const CODED_NAMES = Object.keys(CODED) as readonly CodedName[];

/** Since when and until when something was so, as codes of instants: days, of which many rows have the same. */
export const VALID_FROM = 'valid_from';
export const VALID_UNTIL = 'valid_to';

export const CODED_INSTANTS = {
  [VALID_FROM]: `CASE WHEN r.known_from IS NULL THEN 'infinity' ELSE coalesce(r.valid_from::text, 'infinity') END`,
  [VALID_UNTIL]: 'r.valid_to::text',
} as const;

export type CodedInstantName = keyof typeof CODED_INSTANTS;
export const CODED_INSTANT_NAMES = Object.keys(CODED_INSTANTS) as readonly CodedInstantName[];

/** Of `READER`. */
export type ReaderTold = readonly [view: string, owner: string, sharingLevel: string, isConcerned: boolean];

export function readerOfText(text: string): ReaderTold {
  return JSON.parse(text) as ReaderTold;
}
