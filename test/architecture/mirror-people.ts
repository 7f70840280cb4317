// The people of the mirror's small world: what is stated of each, with two parties in whatever places they are put.

export type Given = Readonly<Record<string, unknown>>;
type Statements = (first: string, second: string) => readonly Given[];

export const by = (kind: string, valid: string, details: Given = {}, rest: Given = {}): Given => ({
  kind,
  valid,
  source: 'witness',
  grade: 'B2',
  details,
  ...rest,
});
const media = { source: 'holder_media' };
export const said = { source: 'holder_statement' };

/** Reference → what is stated, with the two parties in the places where a world of their own would put them. */
export const PEOPLE: Readonly<Record<string, Statements>> = {
  'M-1': (first, second) => [
    by('affiliation', '2020-09', { party: first, role: 'of_origin' }),
    by('capture', '2020-10-12', { holder: second }),
    by('proof_of_life', '2020-10-15', { inCustody: true, holder: second }, media),
    by('denial', '2020-11', { party: second, aboutThisPerson: true }, said),
  ],
  'M-2': (first, second) => [
    by('affiliation', '2020-09', { party: second, role: 'of_origin' }),
    by('capture', '2020-10', { holder: first }),
    by('acknowledgement', '2020-12-01', { party: first }, said),
    by('sentence', '2021-02', { years: 11, months: 6, party: first }, { source: 'court_record' }),
  ],
  // The same moment, the same grade, two holders: no key and no label may break the tie.
  'M-3': (first, second) => [
    by('disappearance', '2020-11-11'),
    by('capture', '2020-11-20', { holder: first }),
    by('capture', '2020-11-20', { holder: second }),
    by('acknowledgement', '2021-01-05', { party: first }, said),
    by('denial', '2021-01-05', { party: second, aboutThisPerson: true }, said),
  ],
  'M-4': (first, second) => [
    by('affiliation', '2020-09', { party: first, role: 'of_origin' }),
    by('affiliation', '2020-09', { party: second, role: 'allied' }),
    by('category', '2020-10', { category: 'prisoner_of_war', assertedBy: first }),
    by('category', '2020-10', { category: 'detainee', assertedBy: second }),
    by('detention', '2020-10/2020-12', { holder: second, regime: 'camp' }),
    by('release', '2021-02-01', { party: second }, said),
  ],
  'M-5': (first) => [
    by('capture', '2020-10-02', { holder: first }),
    by('death', '2020-12', { party: first, circumstance: 'in_custody' }, { source: 'holder_statement' }),
    by('proof_of_life', '2021-01-04', { inCustody: true, holder: first }, { source: 'letter' }),
  ],
  'M-6': (_, second) => [
    by('last_contact', '2020-12-12'),
    by('denial', '2021-01', { party: second, aboutThisPerson: false }, said),
  ],
};
