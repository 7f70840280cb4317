// What else is known of a person under their pseudonym: custody, positions, sentences, particulars, and the rules of sharing.

import type { ComponentChildren } from 'preact';
import type { Sentence, WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import { FLAG_MEANINGS } from '../../domain/records/flags.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { StatementLink } from './case-status.js';
import type { CaseView } from './case-view.js';
import { partiesWords, partyWords, placeWords, type Labels } from './statement-words.js';

export function CaseFacts(view: CaseView) {
  return (
    <>
      <CustodyPart {...view} />
      <CustodyHistoryPart {...view} />
      <ClocksPart {...view} />
      <PositionPart {...view} />
      <SentencePart {...view} />
      <PersonPart {...view} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="sheet">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function CustodyPart({ answer, labels }: CaseView) {
  const { custody } = answer.record;
  if (custody === null) return null;
  const { holders, places, regimes, since } = custody;
  return (
    <Part title="Custody">
      <dl class="facts">
        <dt>{holders.length > 1 ? 'Alleged holders' : 'Alleged holder'}</dt>
        <dd>{holders.length === 0 ? 'Not known' : partiesWords(holders, labels)}</dd>
        <dt>Place</dt>
        <dd>{places.length === 0 ? 'Not known' : places.map((place) => placeWords(place, labels)).join(' or ')}</dd>
        <dt>Form</dt>
        <dd>{regimes.length === 0 ? 'Not known' : regimes.map(inWords).join(' or ')}</dd>
        <dt>Since</dt>
        <dd>{since === null ? 'Not known' : dateInWords(since.edtf)}</dd>
      </dl>
    </Part>
  );
}

/** Where the person was held, by whom and since when; one stretch alone stands in the part above. */
function CustodyHistoryPart({ answer, labels }: CaseView) {
  const { custodyEpisodes } = answer.record;
  if (custodyEpisodes.length < 2) return null;
  return (
    <Part title="Custody over time">
      <ol>
        {custodyEpisodes.map(({ holder, place, regime, since, lastTold }) => (
          <li>
            {dateInWords(since.edtf)}
            {lastTold.edtf !== since.edtf && `, last told of ${dateInWords(lastTold.edtf)}`}:{' '}
            {holder === null ? 'holder not known' : `held by ${partyWords(holder, labels)}`}
            {place !== null && `, ${placeWords(place, labels)}`}
            {regime !== null && ` (${inWords(regime).toLowerCase()})`}
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** The words of a flag name its articles in short; a clock has its rule in full, and one of the two is enough. */
function withoutRule(words: string): string {
  return words.replace(/\.$/, '').replace(/ \([^()]*\)$/, '');
}

function ClocksPart({ answer }: CaseView) {
  const { clocks, asOf } = answer.record;
  if (clocks.length === 0) return null;
  return (
    <Part title="Clocks of the Conventions">
      <ul>
        {clocks.map(({ flag, rule, due }) => (
          <li>
            {withoutRule(FLAG_MEANINGS[flag].words)} ({rule}).{' '}
            {due <= asOf ? 'Not known to us; due since' : 'Runs until'} {dayInWords(due)}.
          </li>
        ))}
      </ul>
    </Part>
  );
}

const POSITION_WORDS = {
  acknowledgement: 'acknowledges holding this person',
  denial: 'denies holding this person',
  refusal_of_information: 'refuses to say anything of this person',
} as const;

function PositionPart({ answer, labels, statements }: CaseView) {
  const { positions } = answer.record;
  if (positions.length === 0) return null;
  return (
    <Part title="Positions of parties">
      <ul>
        {positions.map(({ party, position, statementId }) => (
          <li>
            {partyWords(party, labels)} {POSITION_WORDS[position]}:{' '}
            <StatementLink id={statementId} statements={statements} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function lengthOf({ years, months, life }: Sentence): string {
  if (life) return 'for life';
  const parts = [
    ...(years === null || years === 0 ? [] : [`${years} ${years === 1 ? 'year' : 'years'}`]),
    ...(months === null || months === 0 ? [] : [`${months} ${months === 1 ? 'month' : 'months'}`]),
  ];
  return parts.length === 0 ? 'of a length not known to us' : parts.join(' and ');
}

function SentencePart({ answer, labels, statements }: CaseView) {
  const { sentences } = answer.record;
  if (sentences.length === 0) return null;
  return (
    <Part title="Sentences">
      <ul>
        {sentences.map((sentence) => (
          <li>
            {lengthOf(sentence)}
            {sentence.party !== null && `, by a court of ${partyWords(sentence.party, labels)}`}:{' '}
            <StatementLink id={sentence.statementId} statements={statements} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function yearsWords(years: WhereaboutsRecord['birthYears']): string {
  if (years === null) return 'Not known';
  return years.from === years.to ? String(years.from) : `${years.from} to ${years.to}`;
}

export function lossWords({ loss }: Pick<WhereaboutsRecord, 'loss'>, labels: Labels): string {
  if (loss === null) return 'Not known';
  const where = loss.place === null ? 'place not known' : placeWords(loss.place, labels);
  return `${dateInWords(loss.valid.edtf)}, ${where}`;
}

function PersonPart({ answer, labels }: CaseView) {
  const { record, own } = answer;
  return (
    <Part title="The person, under this pseudonym">
      <dl class="facts">
        <dt>Sex</dt>
        <dd>{inWords(record.sex)}</dd>
        <dt>Born</dt>
        <dd>{yearsWords(record.birthYears)}</dd>
        <dt>Nationality</dt>
        <dd>{record.nationalities.length === 0 ? 'Not known' : record.nationalities.join(', ')}</dd>
        <dt>Side</dt>
        <dd>{record.sides.length === 0 ? 'Not known' : partiesWords(record.sides, labels)}</dd>
        <dt>Lost</dt>
        <dd>{lossWords(record, labels)}</dd>
        <dt>Asserted categories</dt>
        <dd>
          {record.categories.length === 0
            ? 'None'
            : record.categories.map(({ category, assertedBy }, at) => (
                <>
                  {at > 0 && <br />}
                  {inWords(category)}
                  {assertedBy !== null && `, says ${partyWords(assertedBy, labels)}`}
                </>
              ))}
        </dd>
        {own !== null && (
          <>
            <dt>Your reference</dt>
            <dd>{own.reference ?? 'None'}</dd>
            <dt>Sharing</dt>
            <dd>{inWords(own.sharingLevel)}</dd>
            <dt>Legal basis</dt>
            <dd>{inWords(own.legalBasis)}</dd>
          </>
        )}
      </dl>
    </Part>
  );
}
