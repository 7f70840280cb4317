// Every pair of a status and a kind of statement: the hand-written state graph against the fold.

import { describe, expect, it } from '@jest/globals';
import type { StatementDetails, Statement } from '../../../src/domain/records/statement.js';
import { STATEMENT_KINDS, type StatementKind } from '../../../src/domain/records/statement-kinds.js';
import { statusAfter } from '../../../src/domain/records/status-graph.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from '../../../src/domain/records/whereabouts-status.js';
import { AGENCY, INSTITUTE, LIAISON, NORTH, recordOf, told, type Told } from './statement-fixture.js';

const captured = (): Statement => told('capture', '2020-11-01', { holder: NORTH });
const returned = (kind: 'release' | 'exchange' | 'repatriation' | 'escape'): Statement[] => [
  captured(),
  told(kind, '2021-02-01', { party: NORTH, attestedBy: 'neutral_agency' }, { by: AGENCY }),
];
const identified = (): Statement[] => [
  captured(),
  told('remains_identified', '2021-02-01', { method: 'dna', level: 'confirmed' }, { by: INSTITUTE }),
];

/** The plainest history that has each status. */
const HISTORIES: Readonly<Record<WhereaboutsStatus, () => Statement[]>> = {
  missing: () => [told('disappearance', '2020-11-01', {})],
  whereabouts_lost: () => [
    captured(),
    told('acknowledgement', '2020-12-01', { party: NORTH }),
    told('search_negative', '2021-02-01', { where: 'place_of_detention' }),
  ],
  believed_held: () => [captured()],
  held_denied: () => [captured(), told('denial', '2021-02-01', { party: NORTH, aboutThisPerson: true })],
  held_acknowledged: () => [captured(), told('acknowledgement', '2021-02-01', { party: NORTH })],
  release_unconfirmed: () => [captured(), told('release', '2021-02-01', { party: NORTH })],
  at_liberty_elsewhere: () => [
    captured(),
    told('located', '2021-02-01', { attestedBy: 'neutral_agency', whereTheyWishToBe: false }, { by: AGENCY }),
  ],
  returned_located: () => [captured(), told('located', '2021-02-01', { attestedBy: 'family' })],
  returned_escaped: () => returned('escape'),
  returned_released: () => returned('release'),
  returned_exchanged: () => returned('exchange'),
  returned_repatriated: () => returned('repatriation'),
  death_reported: () => [captured(), told('death', '2021-02-01', {})],
  dead_not_returned: () => [captured(), told('death', '2021-02-01', {}, { source: 'death_certificate' })],
  remains_identified: identified,
  remains_returned: () => [...identified(), told('remains_handed_over', '2021-03-01', { extent: 'whole' })],
  closed: () => [captured(), told('closure', '2021-02-01', { ground: 'registered_in_error' })],
};

const held = { holder: NORTH };
const ofNorth = { party: NORTH };

/** What STATUS_GRAPH says of each kind: the party that holds the person where one can be named, and what must be. */
const NEWER: { readonly [K in StatementKind]: StatementDetails[K] } = {
  last_contact: {},
  last_seen: {},
  disappearance: {},
  capture: held,
  proof_of_life: {},
  detention: held,
  assigned_residence: held,
  transfer: held,
  parole: held,
  hospital_admission: held,
  hospital_discharge: held,
  health_condition: { ...held, condition: 'serious' },
  ill_treatment: held,
  visit: held,
  reported_visit: held,
  message_received: {},
  message_sent: {},
  birth: held,
  notice: ofNorth,
  charge: ofNorth,
  sentence: ofNorth,
  appeal: ofNorth,
  acquittal: ofNorth,
  pardon: ofNorth,
  acknowledgement: ofNorth,
  denial: { ...ofNorth, aboutThisPerson: true },
  refusal_of_information: ofNorth,
  information_request: ofNorth,
  offer: ofNorth,
  release: ofNorth,
  exchange: ofNorth,
  repatriation: ofNorth,
  escape: ofNorth,
  recapture: held,
  feigned_release: ofNorth,
  located: { attestedBy: 'neutral_agency' },
  arrival: { attestedBy: 'neutral_agency' },
  resettlement: { ...ofNorth, attestedBy: 'neutral_agency' },
  death: ofNorth,
  death_inquiry: ofNorth,
  grave_reported: {},
  remains_recovered: {},
  remains_moved: {},
  remains_identified: { method: 'dna', level: 'confirmed' },
  remains_handed_over: { extent: 'whole' },
  burial: {},
  personal_effects: ofNorth,
  search_negative: { where: 'place_of_detention' },
  extortion_attempt: {},
  declaration_of_absence: ofNorth,
  judicial_declaration_of_death: ofNorth,
  category: { category: 'detainee' },
  affiliation: { ...ofNorth, role: 'allied' },
  particulars: { sex: 'male' },
  depiction: { evidence: 'e-9' },
  kin_link: { kinship: 'mother' },
  death_assessment: { evidence: 'e-9', finding: 'dead' },
  closure: { ground: 'registered_in_error' },
};

const TOLD_BY: Partial<Record<StatementKind, Told>> = {
  visit: { by: AGENCY, source: 'agency_visit', basis: 'observed' },
  remains_identified: { by: INSTITUTE, source: 'forensic_report' },
};

function newer(kind: StatementKind): Statement {
  return told(kind, '2022-06-01', NEWER[kind], { by: LIAISON, ...TOLD_BY[kind] });
}

describe('the state graph', () => {
  it.each(WHEREABOUTS_STATUSES)('reaches %s', (status) => {
    expect(recordOf(HISTORIES[status]()).status).toBe(status);
  });

  describe.each(WHEREABOUTS_STATUSES)('from %s', (status) => {
    it.each(STATEMENT_KINDS)('%s leads where the table says', (kind) => {
      const { status: folded } = recordOf([...HISTORIES[status](), newer(kind)]);
      expect(`${status} + ${kind} = ${folded}`).toBe(`${status} + ${kind} = ${statusAfter(status, kind)}`);
    });
  });

  it('is the same in the opposite order of recording', () => {
    const changed = WHEREABOUTS_STATUSES.flatMap((status) =>
      STATEMENT_KINDS.filter(
        (kind) => recordOf([newer(kind), ...HISTORIES[status]()].toReversed()).status !== statusAfter(status, kind),
      ).map((kind) => `${status} + ${kind}`),
    );
    expect(changed).toEqual([]);
  });
});
