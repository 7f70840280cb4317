// The rules by which statements fold into a record, as one table; docs/record-rules.md is written from it.

export interface RecordRule {
  /** The number of the rule in section 4 of the domain description, `2`; or of its vocabulary, `3`. */
  readonly section: `${3 | 4}.${string}` | '3' | '4';
  /** Whether the rule can decide a status, so that a record names it as its reason. */
  readonly decides: boolean;
  /** For a liaison worker. */
  readonly words: string;
}

/** First what counts and in which order, then the rules that decide a status. */
export const RECORD_RULES = {
  own_view: {
    section: '4.8',
    decides: false,
    words:
      'A confidential statement counts in the view of the organisation that recorded it and in no other: it changes no status, flag or total for anybody else.',
  },
  known_and_valid: {
    section: '4.7',
    decides: false,
    words:
      '"Known at" an instant shows the record from what had been recorded by then; what was withdrawn later still counts. "Valid at" a date leaves out every statement whose earliest instant lies after it.',
  },
  withdrawn: {
    section: '4.6',
    decides: false,
    words: 'A statement that was retracted or superseded stays in the history and does not count.',
  },
  credible_counts: {
    section: '4.6',
    decides: false,
    words:
      'A statement counts when its source is graded A to C and its information 1 to 3. One that cannot be judged (F or 6) counts as a sign of life and holds a death back until it is assessed, and moves nothing else. Any other grade is shown and does not count.',
  },
  evidence_refuted: {
    section: '4.6',
    decides: false,
    words:
      'A statement does not count while the item of evidence that it names is refuted by quorum: at least two organisations that depend on no party find it staged, synthetic, manipulated or misattributed, and no two such organisations find it authentic. It stays in the history, and counts again from the instant on at which the quorum is gone.',
  },
  own_position: {
    section: '3',
    decides: false,
    words:
      'What a party itself says about its own custody (an acknowledgement, a denial, a detention that it records) counts at any grade, because it is the party’s position and not a report. It is one by authorship: what others say that a party said counts by its grade.',
  },
  bound_grade: {
    section: '3',
    decides: false,
    words:
      'An organisation that depends on a party grades the words of any party, its own among them, for itself alone; for everybody else these words are taken as not yet judged. Beside its positions count its own lists of whom it holds, what it says of a return or of a death, as far as the rules on these go, and whom it counts among its own.',
  },
  order: {
    section: '4.6',
    decides: false,
    words:
      'Newer is what has the later latest instant, then the later earliest instant, then the better grade (the two axes weigh the same), then the later recording. An open end ("2020-10/..") reaches as far as the day it was recorded. What somebody is told later, when an embargo ends, keeps the recording of its giver in all of this. No id, name or label ever decides.',
  },
  episodes: {
    section: '4.1',
    decides: false,
    words:
      'A credible loss or capture that lies surely after a release, exchange, repatriation, escape, location or arrival opens a new episode. So does a disappearance or capture whose order to such a return is open while an earlier one, or any evidence of custody, lies surely before both, or another report of a return that may be the same lies surely before it, or while one account tells of it and of another before it; and a recapture, which says itself that a return lies before it, whose order to one is open. The newest episode gives the status. What is told of custody in it, while the dates leave open whether that was before the return, gives none that closes the search more: the more open of the statuses with it and without it stands, as of an open order.',
  },
  end_presupposes_loss: {
    section: '4.5',
    decides: false,
    words:
      'Somebody can only come back, or be found dead, after being lost or held. So where two intervals overlap, a return comes after the loss or capture that it ends if its latest instant is the later one, or if one organisation recorded both at once as one account (a line of a register), unless that account tells of more losses of one kind than of returns. A recapture is not the loss that a return ended, unless such an account tells of both and another return lies surely before it. A death, which no second loss can follow, comes after every loss or capture that overlaps it. In every other overlap, with a sign of life or with evidence of custody, the order is open, and the statement that keeps the search open stands.',
  },
  party_positions: {
    section: '4.4',
    decides: false,
    words:
      'An acknowledgement is undone by a denial of the same party that does not lie surely before it. A denial counts when it is about this person and comes from a party that is said to hold them; where nobody says who holds them, from any party. A document that acknowledges without naming its party is the holder’s, whoever that is. What the party that last held the person says comes before what others say.',
  },
  feigned_hand_over: {
    section: '4',
    decides: false,
    words:
      'A feigned release is evidence of custody. It undoes every announced release that nobody attests, that names no other party and that does not lie surely after it; so does a search among those who came back without the person.',
  },
  own_visit: {
    section: '3',
    decides: false,
    words:
      'A visit counts when the visitor itself, bound to no party, observed it. Anybody else’s account is a reported visit: it is shown, moves nothing and is no sign of life.',
  },
  moves_nothing: {
    section: '3',
    decides: false,
    words:
      'Charges, appeals, acquittals, pardons, requests, offers, messages to the person, effects, moved remains, inquiries, attempts at extortion and the declarations of courts move no status. A court’s declaration of death makes the fate presumed_dead and is named as such, until a death is established or a sign of life lies surely after it.',
  },
  clocks: {
    section: '3',
    decides: false,
    words:
      'A clock starts at the latest instant of what starts it and is answered by what is known to us; it runs for every category that anybody asserts, the most protective among them, and not where all who say which conflict it is say a non-international one. It reads "not known to us", never "breached".',
  },
  lost_from_custody: {
    section: '4.4',
    decides: false,
    words:
      'Within an episode a disappearance that lies surely after all evidence of custody is newer and gives missing, unless a party still acknowledges the person. A last contact or sighting describes a loss and undoes no custody.',
  },
  custody_evidence: {
    section: '3',
    decides: false,
    words:
      'A proof of life shows custody when it says so, names a holder, or comes from a card, list, bureau, film, statement or delivery of the holder, an agency’s visit, counsel, or a present or former detainee. Two proofs with one evidence code are one: a re-posted copy tells nothing new.',
  },
  last_sign_of_life: {
    section: '4.5',
    decides: false,
    words:
      'The last sign of life is the one whose earliest instant is the latest, and its age counts from there. Contacts, sightings, captures, proofs of life, detentions, acknowledgements and attested returns are signs of life; an announced release and a sentence, which can be passed on the absent, are none.',
  },
  fate: {
    section: '3',
    decides: false,
    words:
      'The fate is unknown unless a death is established (dead_confirmed), a return is attested, or somebody credible spoke with the person both ways after everything else that counts (alive_confirmed).',
  },
  place_and_time_of_loss: {
    section: '3',
    decides: false,
    words:
      'The loss of an episode is its earliest credible disappearance or capture, or else its newest last contact or sighting; where nothing credible is told, one that nobody could yet judge. Its place is that of the first of these that has one; tied statements that name different places give none.',
  },
  uncertain_dates: {
    section: '3',
    decides: false,
    words:
      'A date spans what its digits leave open: 1994-XX the year, 2020-11 the month. The marks "~" and "?" widen it by one unit of its precision on both sides, "%" by two. A date is never completed to a first of January.',
  },
  nothing_counts: {
    section: '3',
    decides: true,
    words: 'No statement that counts says what happened, so the person counts as missing.',
  },
  loss_of_contact: {
    section: '4.1',
    decides: true,
    words: 'Contact was lost and nothing credible has been learnt since.',
  },
  custody_believed: {
    section: '4.1',
    decides: true,
    words:
      'There is credible evidence of capture or custody, and no party that is said to hold the person has acknowledged or denied it.',
  },
  holder_denies: {
    section: '4.4',
    decides: true,
    words:
      'There is credible evidence of capture or custody, and the party that is said to hold the person denies it. A denial about a list, and not about this person, touches no record.',
  },
  dated_absence: {
    section: '3',
    decides: true,
    words:
      'The person was acknowledged or seen in custody, and an absence from there has been stated since: they were looked for in a place of detention and were not there, others came back without them, or the party that had acknowledged them now refuses to say. What is stated of one party’s power ends no custody with another, unless the named one’s had followed it, and no other party’s acknowledgement, unless the named one had acknowledged the person since.',
  },
  holder_acknowledges: {
    section: '4.4',
    decides: true,
    words:
      'A party acknowledges that the person is in its power: by a statement, a list, a notice of its bureau, a capture or internment card, a sentence of its court, an assigned residence or a birth in its custody, whoever tells of these two. Silence since then changes nothing; only its own denial or a dated absence does.',
  },
  return_not_attested: {
    section: '4.2',
    decides: true,
    words:
      'A release, exchange, repatriation, escape or return is said, but the arrival is not attested by the person, the family, the receiving side or a neutral agency. The word of the holder, or of the party of origin, does not end a search. What an organisation that depends on a party passes on in the words of one is that party’s claim, whomever it names: a party attests that it received somebody, and attests for nobody else.',
  },
  arrival_attested: {
    section: '4.2',
    decides: true,
    words: 'The arrival is attested by the person, the family, the receiving side or a neutral agency.',
  },
  free_elsewhere: {
    section: '3',
    decides: true,
    words: 'The person is attested to be free, but not where they wish to be.',
  },
  death_said: {
    section: '4.2',
    decides: true,
    words: 'A death is said and not established; the word of a holder, or a video alone, does not establish it.',
  },
  death_notified: {
    section: '4.3',
    decides: true,
    words: 'A death certificate or an official notification (GC III 120, GC IV 129) establishes the death.',
  },
  death_identified: {
    section: '4.3',
    decides: true,
    words: 'A competent forensic authority that does not depend on the holder has signed the identification.',
  },
  death_assessed: {
    section: '4.3',
    decides: true,
    words:
      'Two assessors of different organisations, neither bound to the holder, find on two independent items of evidence that the person is dead. Holders are all parties that counting statements of custody, of its end or of a death in custody name, and those that show the person in their own custody.',
  },
  identification_stands: {
    section: '3',
    decides: true,
    words:
      'The competent forensic authority has signed an identification of remains by fingerprints, teeth, DNA or the serial number of an implant; the remains, or a part of them, are not yet handed over.',
  },
  remains_handed_over: {
    section: '3',
    decides: true,
    words: 'The identification of the remains stands and the whole of them was handed over.',
  },
  registered_in_error: {
    section: '3',
    decides: true,
    words:
      'The organisation that registered the person has closed the record as registered in error. The record is of nobody until that closure is retracted.',
  },
  death_held_back: {
    section: '4.3',
    decides: true,
    words:
      'The death would be established, but a later sign of life that nobody has yet been able to judge holds it back until it is assessed.',
  },
  alive_after_death: {
    section: '4.3',
    decides: true,
    words: 'A credible sign of life after the stated death re-opens the record; nothing is terminal.',
  },
  order_open: {
    section: '4.5',
    decides: true,
    words:
      'The dates overlap and leave open which of these statements came last; the status that keeps the search open stands until a better date is known.',
  },
  equal_statements: {
    section: '4.6',
    decides: true,
    words: 'Statements of the same time, grade and recording contradict each other; the less final status stands.',
  },
  merged_into_another: {
    section: '3',
    decides: true,
    words:
      'A review found that this record and another are about one person. It is closed, and what is known stands in the record that it was merged into, until the review is withdrawn.',
  },
} as const satisfies Readonly<Record<string, RecordRule>>;

type RuleName = keyof typeof RECORD_RULES;

/** The rules that can be the reason of a status. */
export type FoldRule = {
  [Name in RuleName]: (typeof RECORD_RULES)[Name]['decides'] extends true ? Name : never;
}[RuleName];
