// The details of deaths and remains, and of searches.

import { EVIDENCE_CODE } from '../detail-form.js';
import { IDENTIFICATION_LEVELS, IDENTIFICATION_METHODS, SEARCH_PLACES } from './kind-values.js';
import { asked, authority, choiceOf, evidence, PARTY, remains, type DetailsTable } from './kind-details.js';

export const DEATHS = {
  death: {
    label: 'Death',
    hint: 'The person is said to be dead; this does not reach the family through the registry.',
    fields: {
      evidence,
      circumstance: asked(
        false,
        choiceOf(['combat', 'in_custody', 'illness', 'accident', 'unknown']),
        'Circumstance',
        'As the source says it, even where others contradict.',
      ),
      party: asked(false, PARTY, 'Party', 'The party that says it or that held the person.'),
    },
  },
  death_inquiry: {
    label: 'Inquiry into a death',
    hint: 'An official inquiry was opened or has reported (GC III 121, GC IV 131).',
    fields: { party: authority },
  },
  grave_reported: {
    label: 'Grave reported',
    hint: 'A grave is said to be this person’s.',
    fields: { evidence },
  },
  remains_recovered: {
    label: 'Remains recovered',
    hint: 'Remains that are taken for this person’s were recovered. They are not yet identified.',
    fields: { remains },
  },
  remains_moved: { label: 'Remains moved', hint: 'Remains were moved to the place named.', fields: { remains } },
  remains_identified: {
    label: 'Remains identified',
    hint: 'Only fingerprints, teeth, DNA or the serial number of an implant can confirm; all else supports.',
    fields: {
      method: asked(true, choiceOf(IDENTIFICATION_METHODS), 'Method', 'The one that carries the identification.'),
      level: asked(
        true,
        choiceOf(IDENTIFICATION_LEVELS),
        'Level',
        'Confirmed once the competent authority has signed.',
      ),
      remains,
    },
  },
  remains_handed_over: {
    label: 'Remains handed over',
    hint: 'Remains reached the family or the side of origin. A part handed over leaves the case open.',
    fields: {
      extent: asked(true, choiceOf(['whole', 'part']), 'Extent', 'All of the remains, or a part of them.'),
      remains,
      party: asked(false, PARTY, 'Party', 'The party that handed them over.'),
    },
  },
  burial: { label: 'Burial', hint: 'The person is said to have been buried.', fields: { remains } },
  personal_effects: {
    label: 'Personal effects',
    hint: 'Effects of the person were found or handed over; by themselves they tell no death.',
    fields: { party: asked(false, PARTY, 'Party', 'The party that handed them over.') },
  },
  death_assessment: {
    label: 'Assessment of a death',
    hint: 'Your organisation’s own finding on one item of evidence.',
    fields: {
      evidence: asked(true, EVIDENCE_CODE, 'Evidence', 'The item that was assessed.'),
      finding: asked(true, choiceOf(['dead', 'not_established']), 'Finding', 'What the item shows.'),
      independentOf: asked(
        false,
        { form: 'list', of: EVIDENCE_CODE, maxItems: 50 },
        'Independent of',
        'Other items with an origin of their own. Leave empty if you know of no common origin.',
      ),
    },
  },
} as const satisfies DetailsTable<
  | 'death'
  | 'death_inquiry'
  | 'grave_reported'
  | 'remains_recovered'
  | 'remains_moved'
  | 'remains_identified'
  | 'remains_handed_over'
  | 'burial'
  | 'personal_effects'
  | 'death_assessment'
>;

export const SEARCHES = {
  search_negative: {
    label: 'Search without result',
    hint: 'The person was looked for and not found.',
    fields: {
      where: asked(
        true,
        choiceOf(SEARCH_PLACES),
        'Where',
        'A place of detention, or those who came back without the person: these state an absence from custody.',
      ),
      party: asked(false, PARTY, 'Party', 'The party in whose power the place is.'),
    },
  },
  extortion_attempt: {
    label: 'Attempt at extortion',
    hint: 'Somebody asked for something in return for news of this person. It proves nothing about them.',
    fields: {
      demanded: asked(false, choiceOf(['money', 'goods', 'silence', 'other']), 'Demanded', 'What was asked for.'),
    },
  },
  declaration_of_absence: {
    label: 'Declaration of absence',
    hint: 'A court declared the person absent. It moves no status.',
    fields: { party: authority },
  },
  judicial_declaration_of_death: {
    label: 'Judicial declaration of death',
    hint: 'A court presumes the person dead. It is shown as such and moves no status.',
    fields: { party: authority },
  },
} as const satisfies DetailsTable<
  'search_negative' | 'extortion_attempt' | 'declaration_of_absence' | 'judicial_declaration_of_death'
>;
