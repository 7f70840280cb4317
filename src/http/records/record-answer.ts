// Turns a folded record into the API's answer, field by field.

import { wordsOfFlag } from '../../domain/records/flags.js';
import type { Place } from '../../domain/records/statement.js';
import type { PartialDate } from '../../domain/records/partial-date.js';
import type { Explanation, RunningClock, WhereaboutsRecord } from '../../domain/records/whereabouts-record.js';
import type { Answer } from '../../request/answer.js';
import type { ReadRecordAnswer } from '../../usecases/records/read-record.js';
import type { ReadStatusAnswer } from '../../usecases/records/read-status.js';
import type {
  ClockAnswer,
  CustodyAnswer,
  CustodyEpisodeAnswer,
  LastContactAnswer,
  NamedParty,
  ShownPlace,
  RecordAnswer,
  SentenceAnswer,
  SignOfLifeAnswer,
  StatusAnswer,
  WhyAnswer,
} from './record.dto.js';

type Labels = ReadonlyMap<string, string>;

export function placeAnswer(place: Place | null): Answer<ShownPlace> | null {
  if (place === null) return null;
  const { code, state, municipality, precision } = place;
  return { code, state, municipality, precision };
}

export function partyAnswer(partyKey: string, labels: Labels): Answer<NamedParty> {
  return { partyKey, label: labels.get(partyKey) ?? '' };
}

function partyOrNull(partyKey: string | null, labels: Labels): Answer<NamedParty> | null {
  return partyKey === null ? null : partyAnswer(partyKey, labels);
}

function edtfOrNull(date: PartialDate | null): string | null {
  return date?.edtf ?? null;
}

function lastContactAnswer(contact: WhereaboutsRecord['lastContact']): Answer<LastContactAnswer> | null {
  if (contact === null) return null;
  return { statementId: contact.statementId, valid: contact.valid.edtf, place: placeAnswer(contact.place) };
}

function signOfLifeAnswer(sign: WhereaboutsRecord['lastSignOfLife']): Answer<SignOfLifeAnswer> | null {
  if (sign === null) return null;
  const { statementId, source, contactStrength, ageDays } = sign;
  return { statementId, valid: sign.valid.edtf, source, contactStrength, ageDays };
}

function whyAnswer({ rule, words, deciding, dissenting, setAside }: Explanation, why: boolean): Answer<WhyAnswer> {
  if (!why) return { rule, words };
  return {
    rule,
    words,
    deciding,
    dissenting: dissenting.map(({ statementId, says }) => ({ statementId, says })),
    setAside: setAside.map((one) => ({ statementId: one.statementId, rule: one.rule, words: one.words })),
  };
}

export function statusAnswer(answer: Omit<ReadStatusAnswer, 'tag'>, why: boolean): Answer<StatusAnswer> {
  return {
    pseudonym: answer.pseudonym,
    status: answer.status,
    fate: answer.fate,
    episode: answer.episode,
    lastContact: lastContactAnswer(answer.lastContact),
    lastSignOfLife: signOfLifeAnswer(answer.lastSignOfLife),
    flags: answer.flags.map(({ flag, statementIds }) => ({
      flag,
      words: wordsOfFlag(flag, answer.staleDays),
      statementIds,
    })),
    why: whyAnswer(answer.why, why),
    mergedInto: answer.mergedInto,
    asOf: new Date(answer.asOf).toISOString(),
    knownAt: new Date(answer.knownAt).toISOString(),
  };
}

function custodyAnswer(custody: WhereaboutsRecord['custody'], labels: Labels): Answer<CustodyAnswer> | null {
  if (custody === null) return null;
  return {
    holders: custody.holders.map((holder) => partyAnswer(holder, labels)),
    places: custody.places.map(placeAnswer).filter((place) => place !== null),
    regimes: custody.regimes,
    since: edtfOrNull(custody.since),
    statementIds: custody.statementIds,
  };
}

function custodyEpisodeAnswer(
  episode: WhereaboutsRecord['custodyEpisodes'][number],
  labels: Labels,
): Answer<CustodyEpisodeAnswer> {
  return {
    episode: episode.episode,
    holder: partyOrNull(episode.holder, labels),
    place: placeAnswer(episode.place),
    regime: episode.regime,
    since: episode.since.edtf,
    lastTold: episode.lastTold.edtf,
    statementIds: episode.statementIds,
  };
}

function clockAnswer({ flag, rule, since, due, statementIds }: RunningClock): Answer<ClockAnswer> {
  return { flag, rule, since: new Date(since).toISOString(), due: new Date(due).toISOString(), statementIds };
}

function sentenceAnswer(sentence: WhereaboutsRecord['sentences'][number], labels: Labels): Answer<SentenceAnswer> {
  const { statementId, years, months, life } = sentence;
  return { statementId, valid: sentence.valid.edtf, years, months, life, party: partyOrNull(sentence.party, labels) };
}

/** The answer to every reader of records; who reads decides what the use case hands over, and nothing is decided here. */
export function recordAnswer(answer: Omit<ReadRecordAnswer, 'tag'>, why: boolean): Answer<RecordAnswer> {
  const { record, parties, own } = answer;
  return {
    ...statusAnswer(
      { ...record, pseudonym: answer.pseudonym, mergedInto: answer.mergedInto, knownAt: answer.knownAt },
      why,
    ),
    custody: custodyAnswer(record.custody, parties),
    custodyEpisodes: record.custodyEpisodes.map((episode) => custodyEpisodeAnswer(episode, parties)),
    clocks: record.clocks.map(clockAnswer),
    positions: record.positions.map(({ party, position, statementId, valid }) => ({
      party: partyAnswer(party, parties),
      position,
      statementId,
      valid: valid.edtf,
    })),
    sentences: record.sentences.map((sentence) => sentenceAnswer(sentence, parties)),
    sex: record.sex,
    birthYears: record.birthYears === null ? null : { from: record.birthYears.from, to: record.birthYears.to },
    nationalities: record.nationalities,
    categories: record.categories.map(({ category, ground, assertedBy, conflict, hostilitiesEnded, statementId }) => ({
      category,
      ground,
      assertedBy: partyOrNull(assertedBy, parties),
      conflict,
      hostilitiesEnded,
      statementId,
    })),
    sides: record.sides.map((side) => partyAnswer(side, parties)),
    loss: record.loss === null ? null : { valid: record.loss.valid.edtf, place: placeAnswer(record.loss.place) },
    banner: answer.banner,
    own:
      own === null
        ? null
        : {
            reference: own.reference,
            sharingLevel: own.sharingLevel,
            legalBasis: own.legalBasis,
            hasIdentity: own.hasIdentity,
            erased: own.erasedAt === null ? null : { at: new Date(own.erasedAt).toISOString() },
            assigned: own.assigned,
          },
  };
}
