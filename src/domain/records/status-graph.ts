// What one newer credible statement of each kind makes of each status: the state graph, written by hand from the domain description.

import { STATEMENT_KINDS, type StatementKind } from './statement-kinds.js';
import { WHEREABOUTS_STATUSES, type WhereaboutsStatus } from './whereabouts-status.js';

/** A status that is not named stays as it is. */
type Effect = Readonly<Partial<Record<WhereaboutsStatus, WhereaboutsStatus>>>;

const HELD = ['believed_held', 'held_denied', 'held_acknowledged', 'whereabouts_lost'] as const;
const FREE = [
  'at_liberty_elsewhere',
  'returned_located',
  'returned_escaped',
  'returned_released',
  'returned_exchanged',
  'returned_repatriated',
] as const;
const DEAD = ['death_reported', 'dead_not_returned', 'remains_identified', 'remains_returned'] as const;
const OPEN = ['missing', ...HELD, 'release_unconfirmed'] as const;

function from(statuses: readonly WhereaboutsStatus[], to: WhereaboutsStatus): Effect {
  return Object.fromEntries(statuses.map((status) => [status, to]));
}

/** Moves no status, wherever the person is. */
const NOTHING: Effect = {};

/** Re-opens a death, of somebody who was taken before; it shows life and neither custody nor freedom. */
const LIFE: Effect = from(DEAD, 'believed_held');

/** A loss that only describes: it opens a new episode after a return, re-opens a death, and undoes no custody. */
const LOSS_DESCRIBED: Effect = { ...LIFE, ...from(['release_unconfirmed', ...FREE], 'missing') };

/** A loss of its own: newer than any custody that nobody acknowledges. */
const LOSS: Effect = {
  ...from([...DEAD, ...FREE, 'release_unconfirmed', 'believed_held', 'held_denied', 'whereabouts_lost'], 'missing'),
};

/** Evidence of custody that is nobody's acknowledgement; a denial stands until its party takes it back. */
const CUSTODY: Effect = from(['missing', 'whereabouts_lost', 'release_unconfirmed', ...FREE, ...DEAD], 'believed_held');

const ACKNOWLEDGED: Effect = from([...OPEN, ...FREE, ...DEAD], 'held_acknowledged');

/** A court's word that the holder has the person; it can be passed on the absent and ends neither an attested return nor a death. */
const ACKNOWLEDGED_BY_COURT: Effect = from(OPEN, 'held_acknowledged');

const DENIED: Effect = from(['believed_held', 'held_acknowledged', 'whereabouts_lost'], 'held_denied');

/** The holder's word does not end a search, and takes nobody's arrival back. */
const RELEASE_SAID: Effect = from(['missing', ...HELD, ...DEAD], 'release_unconfirmed');

const RETURNED_LOCATED: Effect = from(
  [...OPEN, ...DEAD, ...FREE.filter((status) => status !== 'returned_located')],
  'returned_located',
);

/** An arrival of which nobody says how it came about keeps the way of the return beside it. */
const ARRIVED: Effect = {
  ...from(['missing', ...HELD, 'at_liberty_elsewhere', ...DEAD], 'returned_located'),
  release_unconfirmed: 'returned_released',
};

const RESETTLED: Effect = from([...OPEN, ...DEAD, ...FREE.slice(1)], 'at_liberty_elsewhere');

const DEATH_SAID: Effect = from([...OPEN, ...FREE], 'death_reported');

/**
 * By kind, with the details that the kind asks for and, where it can name a party, the party that holds the person. A release is one that
 * nobody attests, a search one in a place of detention, a denial one of this person, a death one that media report, an identification one
 * that the competent authority has signed, a hand-over one of the whole.
 */
const STATUS_GRAPH: Readonly<Record<StatementKind, Effect>> = {
  last_contact: LOSS_DESCRIBED,
  last_seen: LOSS_DESCRIBED,
  disappearance: LOSS,
  capture: CUSTODY,
  proof_of_life: LIFE,
  detention: CUSTODY,
  assigned_residence: ACKNOWLEDGED,
  transfer: CUSTODY,
  parole: CUSTODY,
  hospital_admission: CUSTODY,
  hospital_discharge: CUSTODY,
  health_condition: CUSTODY,
  ill_treatment: CUSTODY,
  visit: CUSTODY,
  reported_visit: NOTHING,
  message_received: LIFE,
  message_sent: NOTHING,
  birth: ACKNOWLEDGED,
  notice: ACKNOWLEDGED_BY_COURT,
  charge: NOTHING,
  sentence: ACKNOWLEDGED_BY_COURT,
  appeal: NOTHING,
  acquittal: NOTHING,
  pardon: NOTHING,
  acknowledgement: ACKNOWLEDGED,
  denial: DENIED,
  refusal_of_information: { held_acknowledged: 'whereabouts_lost' },
  information_request: NOTHING,
  offer: NOTHING,
  release: RELEASE_SAID,
  exchange: RELEASE_SAID,
  repatriation: RELEASE_SAID,
  escape: RELEASE_SAID,
  recapture: CUSTODY,
  feigned_release: CUSTODY,
  located: RETURNED_LOCATED,
  arrival: ARRIVED,
  resettlement: RESETTLED,
  death: DEATH_SAID,
  death_inquiry: NOTHING,
  grave_reported: DEATH_SAID,
  remains_recovered: DEATH_SAID,
  remains_moved: NOTHING,
  remains_identified: from([...OPEN, ...FREE, 'death_reported', 'dead_not_returned'], 'remains_identified'),
  remains_handed_over: { ...DEATH_SAID, remains_identified: 'remains_returned' },
  burial: DEATH_SAID,
  personal_effects: NOTHING,
  search_negative: from(['believed_held', 'held_denied', 'held_acknowledged'], 'whereabouts_lost'),
  extortion_attempt: NOTHING,
  declaration_of_absence: NOTHING,
  judicial_declaration_of_death: NOTHING,
  category: NOTHING,
  affiliation: NOTHING,
  particulars: NOTHING,
  depiction: NOTHING,
  kin_link: NOTHING,
  death_assessment: DEATH_SAID,
  closure: from(
    WHEREABOUTS_STATUSES.filter((status) => status !== 'closed'),
    'closed',
  ),
};

/** The status after one newer credible statement of `kind`. A closure stands until it is retracted, whatever comes later. */
export function statusAfter(status: WhereaboutsStatus, kind: StatementKind): WhereaboutsStatus {
  return status === 'closed' ? 'closed' : (STATUS_GRAPH[kind][status] ?? status);
}

/** Kinds that move no status at all. */
export const UNMOVING_KINDS: readonly StatementKind[] = STATEMENT_KINDS.filter(
  (kind) => Object.keys(STATUS_GRAPH[kind]).length === 0,
);
