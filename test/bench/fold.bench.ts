// Measures the fold of a record of 50 statements, against reading and writing the same statements as JSON.

import { foldRecord } from '../../src/domain/records/fold-record.js';
import { readPartialDate } from '../../src/domain/records/partial-date.js';
import type { Statement } from '../../src/domain/records/statement.js';

const STATEMENTS = 50;
const DAY = 86_400_000;
const START = Date.UTC(2020, 10, 11);
const ROUNDS = 40;
const FOLDS_A_ROUND = 100;

const KINDS: readonly (readonly [kind: string, source: string, details: object])[] = [
  ['particulars', 'organisation', { sex: 'male', birthYears: { from: 1990, to: 1990 } }],
  ['category', 'organisation', { category: 'prisoner_of_war' }],
  ['affiliation', 'organisation', { party: 'pk-1', role: 'of_origin' }],
  ['last_contact', 'family', { contactStrength: 'direct_two_way' }],
  ['disappearance', 'family', {}],
  ['capture', 'witness', { holder: 'pk-2' }],
  ['proof_of_life', 'letter', {}],
  ['proof_of_life', 'holder_media', { holder: 'pk-2', evidence: 'item-1' }],
  ['detention', 'witness', { holder: 'pk-2' }],
  ['denial', 'holder_statement', { party: 'pk-2', aboutThisPerson: true }],
  ['acknowledgement', 'holder_statement', { party: 'pk-2' }],
  ['sentence', 'court_record', { years: 4, party: 'pk-2' }],
];

/** As many kinds as a long case has, a week apart, by three organisations. */
function longCase(count = STATEMENTS): Statement[] {
  return Array.from({ length: count }, (_, index) => {
    const [kind, source, details] = KINDS[index % KINDS.length] ?? ['disappearance', 'family', {}];
    const date = readPartialDate(new Date(START + index * 7 * DAY).toISOString().slice(0, 10));
    if (!date.ok) throw new Error('no date');
    const recordedAt = START + index * 7 * DAY + 2 * DAY;
    const author = { organisationId: `org-${index % 3}`, organisationKind: 'ngo', party: null };
    const envelope = { id: `s-${index}`, kind, valid: date.date, recordedAt, author, basis: 'told', source, details };
    const grade = { reliability: 'B', information: 2 };
    return { ...envelope, grade, place: null, confidential: false, withdrawn: null } as unknown as Statement;
  });
}

/** Microseconds of processor time of one call, the median over rounds: other work on the machine must not be counted as the fold's. */
function microseconds(work: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = process.cpuUsage();
    for (let fold = 0; fold < FOLDS_A_ROUND; fold += 1) work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / FOLDS_A_ROUND;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

export function run(): Promise<void> {
  const statements = longCase();
  const clock = { today: START + 3 * 365 * DAY, view: { organisationId: null } };
  const copied = (): unknown => JSON.parse(JSON.stringify(statements));
  const folded = (): unknown => foldRecord(statements, clock);
  // Both are compiled before they are measured.
  microseconds(copied);
  microseconds(folded);
  const [floor, fold] = [microseconds(copied), microseconds(folded)];
  console.log(
    `Fold of ${STATEMENTS} statements: ${fold.toFixed(0)} µs.\n` +
      `Floor, the same statements written as JSON and read again: ${floor.toFixed(0)} µs; the fold is ${(fold / floor).toFixed(2)} × that.`,
  );
  return Promise.resolve();
}
