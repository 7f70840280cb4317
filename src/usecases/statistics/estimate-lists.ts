// Estimates the undocumented from lists of names: joins their records at several thresholds and estimates at each; opens no registry.

import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access/actor.js';
import { requireService } from '../../domain/access/service-policy.js';
import { DomainError, invalidField } from '../../domain/domain-error.js';
import { readName } from '../../domain/matching/name-agreement.js';
import { hasTwoWords } from '../../domain/matching/pair-keys.js';
import type { ComparedPerson } from '../../domain/matching/person-agreement.js';
import { pairsByRecord } from '../../domain/matching/record-pairs.js';
import { JoinedLists } from '../../domain/statistics/joined-lists.js';
import {
  estimateWithSensitivity,
  readThresholds,
  THRESHOLDS,
  type EstimatedCaptures,
  type ListRecords,
  type ListsEstimate,
} from '../../domain/statistics/match-sensitivity.js';
import {
  estimateUndocumented,
  FEWEST_LISTS,
  MOST_LISTS,
  type UndocumentedEstimate,
} from '../../domain/statistics/multiple-systems.js';
import type { ByteSource } from '../../formats/byte-chunks.js';
import { fileRefused } from '../../formats/file-refusal.js';
import { MOST_RECORDS, readNameRecords } from '../../formats/names/read-name-records.js';
import { highsLinearSolver } from '../../solver/highs-solver.js';

interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface EstimateListsCommand {
  /** Of each list a table with the columns id, name, birthDate and sex. */
  readonly lists: readonly ByteSource[];
  /** Scores to estimate at beside the fixed one; null stands for the usual steps. */
  readonly thresholds: readonly number[] | null;
  /** Records that were compared with those before them. */
  readonly onCompared: (at: Progress) => void;
  readonly onEstimated: (at: Progress) => void;
  readonly signal: AbortSignal;
}

interface ReadLists {
  readonly lists: readonly ListRecords[];
  /** Of all lists, the first list's first; whoever has too short a name is not among them. */
  readonly people: readonly ComparedPerson[];
  /** Of each of them the position of the list, from 0. */
  readonly listOf: readonly number[];
}

/** Records between two looks at the signal. */
const AT_ONCE = 100;

@Injectable()
export class EstimateLists {
  async execute(principal: Principal, command: EstimateListsCommand): Promise<ListsEstimate> {
    requireService(principal);
    const thresholds = readThresholds(command.thresholds ?? THRESHOLDS);
    if (command.lists.length < FEWEST_LISTS || command.lists.length > MOST_LISTS)
      throw invalidField('/lists', `${FEWEST_LISTS} to ${MOST_LISTS} lists`);
    const read = await readLists(command.lists);
    const joined = thresholds.map((threshold) => new JoinedLists(threshold, read.listOf));
    await joinAll(joined, read.people, command);
    return estimateWithSensitivity(await estimateEach(joined, read.lists.length, command), read.lists);
  }
}

async function readLists(sources: readonly ByteSource[]): Promise<ReadLists> {
  const lists: ListRecords[] = [];
  const people: ComparedPerson[] = [];
  const listOf: number[] = [];
  let total = 0;
  for (const [list, source] of sources.entries()) {
    try {
      const { records } = await readNameRecords(source);
      total += records.length;
      requireRoom(total);
      const before = people.length;
      for (const { name, birth, sex } of records) {
        const person = { name: readName(name), birth, sex };
        if (hasTwoWords(person.name)) people.push(person);
      }
      const taken = people.length - before;
      requireSomebody(taken);
      for (let at = 0; at < taken; at += 1) listOf.push(list);
      lists.push({ records: records.length, leftOut: records.length - taken });
    } catch (error) {
      throw ofList(error, list + 1);
    }
  }
  return { lists, people, listOf };
}

function requireRoom(records: number): void {
  if (records > MOST_RECORDS)
    throw fileRefused({
      code: 'file_too_many_rows',
      expected: `at most ${MOST_RECORDS} records in all lists together`,
    });
}

/** No estimate would say that a file holds nobody: it would be refused, and the reason would seem to lie in the overlap. */
function requireSomebody(people: number): void {
  if (people > 0) return;
  const expected = 'at least one record whose name has two whole words';
  throw new DomainError('import_file_refused', `The file holds nobody who can be compared: ${expected}.`, [
    { pointer: '', code: 'list_empty', expected },
  ]);
}

/** Files are named by their position: their paths may hold names. */
function ofList(error: unknown, list: number): unknown {
  if (!(error instanceof DomainError)) return error;
  const faults = error.faults.map((fault) => ({ ...fault, pointer: `/lists/${list}${fault.pointer}` }));
  return new DomainError(error.code, `List ${list}: ${error.message}`, faults);
}

async function joinAll(
  joined: readonly JoinedLists[],
  people: readonly ComparedPerson[],
  { signal, onCompared }: EstimateListsCommand,
): Promise<void> {
  for (const { record, alike } of pairsByRecord(people)) {
    for (const { earlier, score } of alike)
      for (const lists of joined) lists.take({ one: earlier, other: record, score });
    if (record % AT_ONCE > 0) continue;
    // In which an interruption is heard.
    await turn();
    signal.throwIfAborted();
    onCompared({ done: record, total: people.length });
  }
}

async function estimateEach(
  joined: readonly JoinedLists[],
  lists: number,
  { signal, onEstimated }: EstimateListsCommand,
): Promise<EstimatedCaptures[]> {
  const solve = highsLinearSolver();
  const estimated: EstimatedCaptures[] = [];
  const ofTable = new Map<string, UndocumentedEstimate>();
  for (const each of joined) {
    await turn();
    signal.throwIfAborted();
    const captures = each.captures(lists);
    const table = captures.counts.join();
    const estimate = ofTable.get(table) ?? (await estimateUndocumented(lists, captures.counts, solve));
    ofTable.set(table, estimate);
    estimated.push({ threshold: each.threshold, captures, estimate });
    onEstimated({ done: estimated.length, total: joined.length });
  }
  return estimated;
}
