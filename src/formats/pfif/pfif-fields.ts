// The fields of PFIF 1.1 to 1.4 under the names that 1.4 gives them (http://zesty.ca/pfif/).

const PFIF_VERSIONS = ['1.1', '1.2', '1.3', '1.4'] as const;
export type PfifVersion = (typeof PFIF_VERSIONS)[number];

const NAMESPACE = 'http://zesty.ca/pfif/';

/** The version of an element's namespace: null for another vocabulary, `unknown` for a PFIF that this reader does not know. */
export function pfifVersionOf(namespace: string): PfifVersion | 'unknown' | null {
  if (!namespace.startsWith(NAMESPACE)) return null;
  return PFIF_VERSIONS.find((version) => namespace === NAMESPACE + version) ?? 'unknown';
}

const RENAMED_IN_1_4: Readonly<Record<string, string>> = {
  first_name: 'given_name',
  last_name: 'family_name',
  home_zip: 'home_postal_code',
  other: 'description',
  found: 'author_made_contact',
};

export const PERSON_FIELDS: readonly string[] = [
  'person_record_id',
  'entry_date',
  'expiry_date',
  'author_name',
  'author_email',
  'author_phone',
  'source_name',
  'source_date',
  'source_url',
  'full_name',
  'given_name',
  'family_name',
  'alternate_names',
  'description',
  'sex',
  'date_of_birth',
  'age',
  'home_street',
  'home_neighborhood',
  'home_city',
  'home_state',
  'home_postal_code',
  'home_country',
  'photo_url',
  'profile_urls',
];

export const NOTE_FIELDS: readonly string[] = [
  'note_record_id',
  'person_record_id',
  'linked_person_record_id',
  'entry_date',
  'author_name',
  'author_email',
  'author_phone',
  'source_date',
  'author_made_contact',
  'status',
  'email_of_found_person',
  'phone_of_found_person',
  'last_known_location',
  'text',
  'photo_url',
];

/** The 1.4 name of a field, or null where PFIF has no such field. */
export function canonicalField(of: 'person' | 'note', element: string): string | null {
  const name = RENAMED_IN_1_4[element] ?? element;
  return (of === 'person' ? PERSON_FIELDS : NOTE_FIELDS).includes(name) ? name : null;
}

/** Before 1.4 the description stood in `other` as an indented block under "description:"; other blocks stay as they are. */
export function canonicalValue(element: string, value: string): string {
  const trimmed = value.trim();
  return element === 'other' ? trimmed.replace(/^description:\s*/, '').replace(/\n[ \t]+/g, '\n') : trimmed;
}
