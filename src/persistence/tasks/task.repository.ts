// Keeps tasks and the steps that were taken on them; each organisation's tasks exist for itself alone.

import type { EntityManager } from 'typeorm';
import type { Actor } from '../../domain/access/actor.js';
import type { Entropy } from '../../domain/entropy.js';
import { dayOf } from '../../domain/tasks/due-day.js';
import {
  doneAt,
  type LapseReason,
  type Task,
  type TaskKind,
  type TaskMark,
  type TaskOrigin,
  type TaskStep,
} from '../../domain/tasks/task.js';
import { openAssignment } from '../persons/open-assignment.query.js';
import { visiblePerson } from '../persons/visible-person.query.js';
import { timestampOf } from '../statements/statement-row.js';
import { followUpOverdue, type FollowUpPoint } from './overdue-follow-up.query.js';

/** A task about to be given to an organisation, by one of its workers or by another part of the house. */
export interface NewTask {
  readonly personId: string;
  readonly organisationId: string;
  readonly kind: TaskKind;
  /** `YYYY-MM-DD`. */
  readonly due: string;
  /** A user of the same organisation; open to whoever works on the case when left out. */
  readonly assignedTo?: string;
  readonly origin: TaskOrigin;
  readonly originId?: string;
  /** Who brought it about; told to their own organisation alone. */
  readonly createdBy?: string;
}

export interface TaskFilter {
  /** Assigned to this worker, or open and of a case that they work on. */
  readonly mine: boolean;
  readonly overdue: boolean;
  readonly open: boolean;
  readonly personId?: string;
  readonly today: number;
  /** What came later is not counted: tasks, steps, and who was given one. Absent is now. */
  readonly asOf?: number;
  /** Id of the last task of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

interface TaskRow {
  id: string;
  person_id: string;
  organisation_id: string;
  kind: string;
  due: string;
  assigned_to: string | null;
  assignee: string | null;
  origin: string;
  origin_id: string | null;
  creator: string | null;
  created_at: Date;
  marks: { step: string; userId: string; username: string; at: number; reason: string | null }[];
}

const NOW = 'registry.task';

/** Tasks with who they were given to and whether they were done at an instant; the columns of the table that a list reads. */
const tasksAt = (asOf: string): string => `(
  SELECT b.id, b.person_id, b.organisation_id, b.kind, b.due, b.origin, b.origin_id, b.created_by, b.created_at,
         (SELECT g.assigned_to FROM registry.task_assignment g WHERE g.task_id = b.id AND g.recorded_at <= ${asOf} ORDER BY g.number DESC LIMIT 1)
           AS assigned_to,
         (SELECT CASE WHEN d.step IN ('done', 'lapsed') THEN d.recorded_at END FROM registry.task_step d
           WHERE d.task_id = b.id AND d.recorded_at <= ${asOf} ORDER BY d.number DESC LIMIT 1) AS done_at
  FROM registry.task b WHERE b.created_at <= ${asOf})`;

const selectFrom = (tasks: string, asOf: string): string => `
  SELECT t.id, t.person_id, t.organisation_id, t.kind, to_char(t.due, 'YYYY-MM-DD') AS due, t.assigned_to, a.username AS assignee,
         t.origin, t.origin_id, c.username AS creator, t.created_at,
         COALESCE((SELECT jsonb_agg(jsonb_build_object('step', s.step, 'userId', s.recorded_by, 'username', COALESCE(u.username, ''),
             'at', extract(epoch FROM s.recorded_at) * 1000, 'reason', s.reason) ORDER BY s.number)
           FROM registry.task_step s LEFT JOIN registry.app_user u ON u.id = s.recorded_by
           WHERE s.task_id = t.id AND s.recorded_at <= ${asOf}), '[]') AS marks
  FROM ${tasks} t
  LEFT JOIN registry.app_user a ON a.id = t.assigned_to
  LEFT JOIN registry.app_user c ON c.id = t.created_by AND c.organisation_id = t.organisation_id`;
const SELECT = selectFrom(NOW, `'infinity'::timestamptz`);

export class TaskRepository {
  constructor(
    private readonly manager: EntityManager,
    private readonly entropy: Entropy,
  ) {}

  /** Returns the ids in the order given; the caller notes in the log what it did. */
  async add(tasks: readonly NewTask[], at: number): Promise<string[]> {
    const rows = tasks.map((task) => ({
      id: this.entropy.shownId(),
      person: task.personId,
      organisation: task.organisationId,
      kind: task.kind,
      due: task.due,
      assignee: task.assignedTo ?? null,
      origin: task.origin,
      origin_id: task.originId ?? null,
      creator: task.createdBy ?? null,
    }));
    await this.manager.query(
      `INSERT INTO registry.task (id, person_id, organisation_id, kind, due, assigned_to, origin, origin_id, created_by, created_at)
       SELECT id, person, organisation, kind, due, assignee, origin, origin_id, creator, $2 FROM jsonb_to_recordset($1::jsonb)
         AS g(id uuid, person uuid, organisation uuid, kind text, due date, assignee uuid, origin text, origin_id uuid, creator uuid)`,
      [JSON.stringify(rows), new Date(at)],
    );
    await this.manager.query(
      `INSERT INTO registry.task_assignment (task_id, number, assigned_to, recorded_by, recorded_at)
       SELECT id, 1, assigned_to, coalesce(created_by, assigned_to), created_at FROM registry.task
       WHERE id = ANY($1::uuid[]) AND assigned_to IS NOT NULL`,
      [rows.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  }

  /** Of these persons those of whom a `tell_family` came of a case of remains at that instant, whoever's task it is. */
  async toldOfRemains(personIds: readonly string[], caseId: string, at: number): Promise<Set<string>> {
    const rows = await this.manager.query<{ person_id: string }[]>(
      `SELECT person_id FROM registry.task 
       WHERE person_id = ANY($1::uuid[]) AND kind = 'tell_family' AND origin = 'remains_case' AND origin_id = $2 AND created_at = $3`,
      [[...personIds], caseId, new Date(at)],
    );
    return new Set(rows.map((row) => row.person_id));
  }

  /** Whether at `since` or later somebody of the organisation that registered the person had yet to tell the family of a death. */
  async hadFamilyToTell(personId: string, since: number): Promise<boolean> {
    const rows = await this.manager.query<object[]>(
      `SELECT 1 FROM registry.task t JOIN registry.person p ON p.id = t.person_id AND p.owner_organisation_id = t.organisation_id
       WHERE t.person_id = $1 AND t.kind = 'tell_family' AND (t.done_at IS NULL OR t.done_at >= $2) LIMIT 1`,
      [personId, new Date(since)],
    );
    return rows.length > 0;
  }

  /** Whether a family was told of a death, or one of two workers says so, and has not been told since that it is none. */
  async wasFamilyTold(personId: string, organisationId: string): Promise<boolean> {
    const rows = await this.manager.query<object[]>(
      `SELECT 1 FROM registry.task t JOIN registry.task_step s ON s.task_id = t.id
       WHERE t.person_id = $1 AND t.organisation_id = $2 AND t.kind = 'tell_family' AND s.step IN ('marked', 'done')
         AND NOT EXISTS (SELECT 1 FROM registry.task_step r WHERE r.task_id = s.task_id AND r.step = 'reopened' AND r.number > s.number)
         AND NOT EXISTS (SELECT 1 FROM registry.task c WHERE c.person_id = t.person_id AND c.organisation_id = t.organisation_id
           AND c.kind = 'family_contact_after_correction' AND c.created_at >= s.recorded_at)
       LIMIT 1`,
      [personId, organisationId],
    );
    return rows.length > 0;
  }

  /** A task of the reader's organisation about a person whom it may see. `id` is a UUID. */
  async findOwn(actor: Actor, id: string): Promise<Task | null> {
    const visible = visiblePerson(actor, 2);
    const rows = await this.manager.query<TaskRow[]>(
      `${SELECT} JOIN registry.person p ON p.id = t.person_id WHERE t.id = $1 AND t.organisation_id = $2::uuid AND ${visible.condition}`,
      [id, ...visible.parameters],
    );
    return rows[0] === undefined ? null : taskOf(rows[0]);
  }

  /** Open ones of one kind about a person, of one organisation; oldest first. */
  async openOf(personId: string, organisationId: string, kind: TaskKind): Promise<Task[]> {
    const rows = await this.manager.query<TaskRow[]>(
      `${SELECT} WHERE t.person_id = $1 AND t.organisation_id = $2 AND t.kind = $3 AND t.done_at IS NULL
       ORDER BY t.created_at, t.id FOR NO KEY UPDATE OF t`,
      [personId, organisationId, kind],
    );
    return rows.map(taskOf);
  }

  /** Serialises those who work on one task; another organisation's task is not touched. */
  async lockOwn(actor: Actor, id: string): Promise<void> {
    await this.manager.query(`SELECT id FROM registry.task WHERE id = $1 AND organisation_id = $2 FOR NO KEY UPDATE`, [
      id,
      actor.organisationId,
    ]);
  }

  async take(task: Task, step: TaskStep, by: string, at: number, reason: LapseReason | null = null): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.task_step (task_id, number, step, recorded_by, recorded_at, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
      [task.id, task.marks.length + 1, step, by, new Date(at), reason],
    );
    const done = doneAt({ marks: [...task.marks, { step, userId: by, username: '', at }] });
    await this.manager.query(`UPDATE registry.task SET done_at = $2 WHERE id = $1`, [
      task.id,
      done === null ? null : new Date(done),
    ]);
  }

  /** Null opens it to whoever works on the case. */
  async assign(id: string, userId: string | null, by: string, at: number): Promise<void> {
    await this.manager.query(
      `INSERT INTO registry.task_assignment (task_id, number, assigned_to, recorded_by, recorded_at)
       SELECT $1, COALESCE(max(number), 0) + 1, $2, $3, $4 FROM registry.task_assignment WHERE task_id = $1`,
      [id, userId, by, new Date(at)],
    );
    await this.manager.query(`UPDATE registry.task SET assigned_to = $2 WHERE id = $1`, [id, userId]);
  }

  /** By the day they are due; asks for one more than `limit` to know whether a page follows. */
  async list(actor: Actor, filter: TaskFilter): Promise<{ tasks: Task[]; more: boolean }> {
    const parameters: unknown[] = [];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const visible = visiblePerson(actor, 1);
    parameters.push(...visible.parameters);
    const conditions = ['t.organisation_id = $1::uuid', visible.condition];
    if (filter.open) conditions.push('t.done_at IS NULL');
    if (filter.overdue) conditions.push(`t.done_at IS NULL AND t.due < ${bind(dayOf(filter.today))}::date`);
    if (filter.personId !== undefined) conditions.push(`t.person_id = ${bind(filter.personId)}::uuid`);
    const asOf = filter.asOf === undefined ? null : `${bind(timestampOf(filter.asOf))}::timestamptz`;
    if (filter.mine) conditions.push(mine(bind(actor.userId), openAssignment('w', asOf)));
    if (filter.after !== null) {
      conditions.push(
        `(t.due, t.created_at, t.id) > (SELECT b.due, b.created_at, b.id FROM registry.task b WHERE b.id = ${bind(filter.after)}::uuid AND b.organisation_id = $1::uuid)`,
      );
    }
    const rows = await this.manager.query<TaskRow[]>(
      `${asOf === null ? SELECT : selectFrom(tasksAt(asOf), asOf)} JOIN registry.person p ON p.id = t.person_id
       WHERE ${conditions.join(' AND ')} ORDER BY t.due, t.created_at, t.id LIMIT ${bind(filter.limit + 1)}`,
      parameters,
    );
    return { tasks: rows.slice(0, filter.limit).map(taskOf), more: rows.length > filter.limit };
  }

  /** Of these persons those for whom a follow-up that the organisation promised was overdue at that point. */
  async overdueFollowUps(personIds: readonly string[], point: FollowUpPoint): Promise<Set<string>> {
    const parameters: unknown[] = [[...personIds]];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const rows = await this.manager.query<{ id: string }[]>(
      `SELECT g.id FROM unnest($1::uuid[]) AS g(id) WHERE ${followUpOverdue('g.id', point, bind)}`,
      parameters,
    );
    return new Set(rows.map(({ id }) => id));
  }
}

/** An organisation that did not register the person has no assignments, so that its open tasks are everybody's. */
function mine(user: string, open: string): string {
  return `(t.assigned_to = ${user}::uuid OR (t.assigned_to IS NULL AND (p.owner_organisation_id <> $1::uuid
    OR EXISTS (SELECT 1 FROM registry.assignment w WHERE w.person_id = p.id AND w.user_id = ${user}::uuid AND ${open}))))`;
}

function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    personId: row.person_id,
    organisationId: row.organisation_id,
    kind: row.kind as TaskKind,
    due: row.due,
    assignedTo: row.assigned_to === null ? null : { userId: row.assigned_to, username: row.assignee ?? '' },
    origin: row.origin as TaskOrigin,
    originId: row.origin_id,
    createdBy: row.creator,
    createdAt: row.created_at.getTime(),
    marks: row.marks.map(({ step, userId, username, at, reason }): TaskMark => ({
      step: step as TaskStep,
      userId,
      username,
      at,
      reason: reason as LapseReason | null,
    })),
  };
}
