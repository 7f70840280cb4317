// The pages of debriefs: who is invited, and the forms for an answer, a consent and what was seen.

import {
  agreedSince,
  DEBRIEF_ANSWERS,
  DEBRIEF_USES,
  SIGHTING_STRENGTHS,
  standingAnswer,
} from '../../domain/exchanges/debrief.js';
import type { Debrief } from '../../domain/exchanges/debrief.js';
import type { ListDebriefsAnswer } from '../../usecases/exchanges/list-debriefs.js';
import { ConsoleForm, NOTHING_SENT, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { Pseudonym } from '../records/pseudonym.js';
import { DATE_HINT, gradeFields, placeFields } from '../records/statement-fields.js';
import { inWords } from '../words/in-words.js';
import type { Choices } from './exchange-fields.js';
import { exchangeAddress } from './exchange-pages.js';

/** The forms of a debrief, by the last part of their address. */
export const DEBRIEF_FORMS = ['answers', 'consents', 'sightings'] as const;
export type DebriefForm = (typeof DEBRIEF_FORMS)[number];

const ANSWER_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'The answer',
    hint: 'Who is invited may decline, and may change their mind.',
    fields: [
      field(
        '/answer',
        'Answer',
        { control: 'select', options: optionsOf(DEBRIEF_ANSWERS, inWords) },
        { required: true },
      ),
      field('/medicallyCleared', 'A doctor agrees to a debrief', { control: 'check' }),
    ],
  },
];

const CONSENT_GROUPS: readonly FieldGroup[] = [
  {
    legend: 'Consent',
    hint: 'For each use by itself. With consent to tracing, what was seen becomes a proof of life; withdrawn, it is retracted.',
    fields: [
      field('/use', 'Use', { control: 'select', options: optionsOf(DEBRIEF_USES, inWords) }, { required: true }),
      field('/given', 'The person agrees', { control: 'check' }),
    ],
  },
];

export function sightingGroups({ parties, places }: Choices): FieldGroup[] {
  const at = '/sightings/0';
  return [
    {
      legend: 'Whom did you see, where, when?',
      hint: 'No names and no sentences: the person by pseudonym.',
      fields: [
        field(`${at}/person`, 'Pseudonym of the person seen', { control: 'text', maxLength: 40 }, { required: true }),
        field(`${at}/seen`, 'When', { control: 'text', maxLength: 60 }, { required: true, hint: DATE_HINT }),
        ...placeFields(`${at}/place`, places),
        field(
          `${at}/contactStrength`,
          'How',
          { control: 'select', options: optionsOf(SIGHTING_STRENGTHS, inWords) },
          { required: true },
        ),
        field(`${at}/inCustody`, 'In custody', { control: 'yes-no', empty: 'Yes, as usual' }),
        field(`${at}/holder`, 'Holder', {
          control: 'select',
          options: parties.map(({ partyKey, label }) => ({ value: partyKey, label })),
          empty: 'Not known',
        }),
        ...gradeFields(`${at}/grade`, true),
      ],
    },
  ];
}

export function debriefAddress(debrief: Pick<Debrief, 'id' | 'exchangeId'>): string {
  return `${exchangeAddress(debrief.exchangeId)}/debriefs/${debrief.id}`;
}

function answerWords(debrief: Debrief): string {
  const answer = standingAnswer(debrief);
  if (answer === null) return 'Invited';
  return `${inWords(answer.answer)}${answer.medicallyCleared ? ', a doctor agrees' : ', no medical clearance noted'}`;
}

export function DebriefListPage({ answer, exchangeId }: { answer: ListDebriefsAnswer; exchangeId: string }) {
  const { debriefs, pseudonyms } = answer;
  return (
    <>
      <p>
        <a href={exchangeAddress(exchangeId)}>The exchange</a>
      </p>
      <h1>Debriefs</h1>
      <p class="lead">Known to your organisation alone. Who came back is invited from the roster, and may decline.</p>
      {debriefs.length === 0 ? (
        <p>Nobody is invited yet.</p>
      ) : (
        <table class="cards">
          <caption class="unseen">Debriefs in the order of invitation</caption>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Answer</th>
              <th scope="col">Sightings</th>
            </tr>
          </thead>
          <tbody>
            {debriefs.map((debrief) => (
              <tr>
                <th scope="row">
                  <a href={debriefAddress(debrief)}>
                    <Pseudonym text={pseudonyms.get(debrief.personId) ?? ''} />
                  </a>
                </th>
                <td data-label="Answer">{answerWords(debrief)}</td>
                <td data-label="Sightings">{debrief.sightings.length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

interface DebriefPageProps {
  readonly debrief: Debrief;
  readonly answer: ListDebriefsAnswer;
  readonly sightings: readonly FieldGroup[];
  readonly seal: FormSeal;
  /** The form that was sent and refused, if any. */
  readonly sent: DebriefForm | null;
  readonly state: FormState;
}

export function DebriefPage({ debrief, answer, sightings, seal, sent, state }: DebriefPageProps) {
  const address = debriefAddress(debrief);
  const stateOf = (form: DebriefForm): FormState => (form === sent ? state : NOTHING_SENT);
  const form = (name: DebriefForm, groups: readonly FieldGroup[], button: string) => (
    <ConsoleForm
      action={`${address}/${name}`}
      name={name}
      seal={seal}
      groups={groups}
      state={stateOf(name)}
      button={button}
    />
  );
  return (
    <section class="middle">
      <p>
        <a href={`${exchangeAddress(debrief.exchangeId)}/debriefs`}>All debriefs</a>
      </p>
      <h1>
        Debrief of <Pseudonym text={answer.pseudonyms.get(debrief.personId) ?? ''} />
      </h1>
      <p class="lead">{answerWords(debrief)}.</p>
      <p>
        {DEBRIEF_USES.map(
          (use) => `${inWords(use)}: ${agreedSince(debrief, use) !== null ? 'agreed' : 'not agreed'}`,
        ).join(' · ')}
      </p>
      {debrief.sightings.length > 0 && (
        <ul>
          {debrief.sightings.map(({ id, personId, seen, contactStrength }) => (
            <li>
              <Pseudonym text={answer.pseudonyms.get(personId) ?? 'Not shown'} />, {seen}, {inWords(contactStrength)}
              {answer.statementIds.has(id) && <span class="tag">Proof of life</span>}
            </li>
          ))}
        </ul>
      )}
      {form('answers', ANSWER_GROUPS, 'Record the answer')}
      {form('consents', CONSENT_GROUPS, 'Record the consent')}
      {form('sightings', sightings, 'Record what was seen')}
    </section>
  );
}
