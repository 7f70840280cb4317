// Lists the tasks of the actor's organisation by the day they are due, a page at a time.

import { Injectable } from '@nestjs/common';
import { requireAllowed } from '../../domain/access/access-policy.js';
import type { Actor } from '../../domain/access/actor.js';
import { invalidField } from '../../domain/domain-error.js';
import { Entropy } from '../../domain/entropy.js';
import { listedTask, type ListedTask } from '../../domain/tasks/listed-task.js';
import { isUuid } from '../../domain/uuid.js';
import { Database } from '../../persistence/database.js';
import { getVisiblePerson } from '../../persistence/persons/get-visible-person.js';
import type { ReadTimes } from '../../persistence/records/at-times.query.js';

export interface ListTasksCommand extends ReadTimes {
  /** Assigned to the reader, or open and of a case that they work on. */
  readonly mine: boolean;
  readonly overdue: boolean;
  /** Done ones too. */
  readonly done: boolean;
  /** Only those about one person. */
  readonly pseudonym?: string | undefined;
  /** As the page before answered it. */
  readonly cursor?: string | undefined;
  /** 1 to MOST_LISTED. */
  readonly limit?: number | undefined;
}

export interface ListTasksAnswer {
  readonly tasks: readonly ListedTask[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

const MOST_LISTED = 200;
const LISTED = 50;

@Injectable()
export class ListTasks {
  constructor(
    private readonly database: Database,
    private readonly entropy: Entropy,
  ) {}

  async execute(actor: Actor, command: ListTasksCommand): Promise<ListTasksAnswer> {
    requireAllowed(actor, 'work_on_tasks');
    const { mine, overdue, done, pseudonym, knownAt, validAt } = command;
    const { today, asOf } = pointOf(command, this.entropy.now());
    const limit = command.limit ?? LISTED;
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
      throw invalidField('/limit', `a whole number from 1 to ${MOST_LISTED}`);
    }
    const after = command.cursor ?? null;
    if (after !== null && !isUuid(after)) throw invalidField('/cursor', 'the cursor of the page before');
    return this.database.transaction(actor, async (room) => {
      const person = pseudonym === undefined ? null : await getVisiblePerson(room, actor, pseudonym);
      const filter = { mine, overdue, open: !done, today, after, limit, ...(asOf !== undefined && { asOf }) };
      const page = await room.tasks.list(actor, { ...filter, ...(person !== null && { personId: person.id }) });
      const persons = [...new Set(page.tasks.map(({ personId }) => personId))];
      const pseudonyms = await room.persons.pseudonymsFor(actor.organisationId, persons);
      await room.audit.note({
        action: 'tasks_listed',
        subjectKind: 'task',
        personId: person?.id ?? null,
        details: { mine, overdue, done, listed: page.tasks.length, knownAt: knownAt ?? null, validAt: validAt ?? null },
      });
      return {
        tasks: page.tasks.map((task) => listedTask(task, pseudonyms.get(task.personId) ?? '', today)),
        cursor: page.more ? (page.tasks.at(-1)?.id ?? null) : null,
      };
    });
  }
}

/** As of the flag of an overdue follow-up: the day that is read of is today, and what was promised or done after it is not counted. */
function pointOf({ knownAt, validAt }: ReadTimes, now: number): { readonly today: number; readonly asOf?: number } {
  const today = validAt ?? knownAt ?? now;
  if (knownAt === undefined && validAt === undefined) return { today };
  return { today, asOf: Math.min(knownAt ?? today, today) };
}
