// Writes lists, lines and answers out field by field, as the API answers them.

import type { Side } from '../../domain/lists/list.js';
import type { ListedAnswer, ListedLine } from '../../domain/lists/listed-line.js';
import type { Answer } from '../../request/answer.js';
import type { ListListsAnswer } from '../../usecases/lists/list-lists.js';
import type { ListLineAnswer, ListedAnswerAnswer, ListHeadAnswer, SideAnswer } from './list-answers.dto.js';

type Sides = ListListsAnswer['sides'];

function sideAnswer(side: Side, sides: Sides): Answer<SideAnswer> {
  return { party: side.party, organisationId: side.organisationId, label: sides.find(side)?.label ?? '' };
}

export function headAnswer(list: ListListsAnswer['lists'][number], sides: Sides): Answer<ListHeadAnswer> {
  return {
    id: list.id,
    reference: list.reference,
    submitter: sideAnswer(list.submitter, sides),
    recipient: sideAnswer(list.recipient, sides),
    submittedOn: list.submittedOn,
    lines: list.lines,
    createdAt: new Date(list.createdAt).toISOString(),
  };
}

export function listedAnswer(listed: ListedAnswer): Answer<ListedAnswerAnswer> {
  const { id, answer, answeredOn, answeredBy, grade, recordedAt, statementIds } = listed;
  const { party, organisationId, label } = answeredBy;
  return {
    id,
    answer,
    answeredOn,
    answeredBy: { party, organisationId, label },
    grade,
    recordedAt: new Date(recordedAt).toISOString(),
    statements: [...statementIds],
  };
}

export function lineAnswer({ number, standing, answers, ...line }: ListedLine): Answer<ListLineAnswer> {
  return {
    line: number,
    pseudonym: line.pseudonym,
    sealed: line.sealed,
    least: line.least,
    most: line.most,
    answer: standing.answer,
    ageDays: standing.ageDays,
    answers: answers.map(listedAnswer),
  };
}
