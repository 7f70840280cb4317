// Codes of the closed lists as people read them.

/** Where the plain reading of a code would mislead or look odd. */
const WORDS: Readonly<Record<string, string>> = {
  Latn: 'Latin',
  Cyrl: 'Cyrillic',
  Armn: 'Armenian',
  Arab: 'Arabic',
  Geor: 'Georgian',
  Hebr: 'Hebrew',
  Grek: 'Greek',
  agency_visit: 'Visit by a neutral agency',
  central_agency_notice: 'Notice of the central tracing agency',
  information_bureau_notice: 'Notice of an information bureau',
  bureau_notice: 'Notice of an information bureau',
  holder_list: 'List given by the holder',
  holder_statement: 'Statement of the holder',
  holder_media: 'Media published by the holder',
  from_holder: 'Word from the holder',
  from_person: 'Word from the person',
  open_source_media: 'Media from open sources',
  effects_or_disc: 'Personal effects or identity disc',
  morgue_or_hospital: 'Morgue or hospital',
  phone_or_video_call: 'Phone or video call',
  red_cross_message: 'Red Cross message',
  direct_two_way: 'Direct, both ways',
  direct_one_way: 'Direct, one way',
  exact_10m: 'Exact (10 m)',
  vicinity_100m: 'Vicinity (100 m)',
  locality_1km: 'Locality (1 km)',
  admin_area: 'Administrative area',
  dna: 'DNA',
  ngo: 'Non-governmental organisation',
  of_origin: 'Party of origin',
  own: 'Own name',
  alias: 'Also known as',
  status_group: 'Group of statuses',
  sign_of_life_age: 'Age of the last sign of life',
  under_90_days: 'Under 90 days',
  '90_to_364_days': '90 to 364 days',
  '1_to_4_years': '1 to 4 years',
  '5_years_and_more': '5 years and more',
  state: 'First administrative level',
  municipality: 'Second administrative level',
  via: 'By way of',
  stated: 'As recorded',
  rule: 'By the rule for all',
  inquiry_reply_released: 'Told by the central agency, in reply to an inquiry',
};

/** `held_after_hostilities` → `Held after hostilities`; nothing that people typed comes through here. */
export function inWords(code: string): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  const spaced = code.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
