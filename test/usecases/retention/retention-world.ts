// A registry for tests of dates of retention: the people of one office, the use cases that they need, and a clock that is moved by days.

import { servicePrincipal, type Actor } from '../../../src/domain/access/actor.js';
import type { GivenRegistration } from '../../../src/domain/records/registration.js';
import { MakeInquiry } from '../../../src/usecases/inquiries/make-inquiry.js';
import { AssignPerson } from '../../../src/usecases/records/assign-person.js';
import { KeepRetention } from '../../../src/usecases/retention/keep-retention.js';
import { ListRetention } from '../../../src/usecases/retention/list-retention.js';
import { ReadRetention, type ReadRetentionAnswer } from '../../../src/usecases/retention/read-retention.js';
import { ReopenIdentity } from '../../../src/usecases/retention/reopen-identity.js';
import { SetRetention } from '../../../src/usecases/retention/set-retention.js';
import { SetRetentionRule } from '../../../src/usecases/retention/set-retention-rule.js';
import { ListTasks } from '../../../src/usecases/tasks/list-tasks.js';
import { PLENTY, statement, type CaseWorld } from '../case-world.js';
import { openErasureWorld, type ErasureWorld } from '../erasures/erasure-world.js';

export const DAY = 86_400_000;
export const SERVICE = servicePrincipal('job', '00000000-0000-4000-8000-000000000009');
export const WHY = 'The case is closed and nobody asks any more.';

/** Somebody who is back: nothing stands in the way of a date. */
export const BACK: Partial<GivenRegistration> = {
  statements: [
    statement({ kind: 'located', valid: '2021-05-20', source: 'person', details: { attestedBy: 'person' } }),
  ],
};

export interface RetentionWorld extends ErasureWorld {
  readonly keepRetention: KeepRetention;
  readonly listRetention: ListRetention;
  readonly readRetention: ReadRetention;
  readonly reopenIdentity: ReopenIdentity;
  readonly setRetention: SetRetention;
  readonly setRetentionRule: SetRetentionRule;
  readonly makeInquiry: MakeInquiry;
  readonly assign: AssignPerson;
  /** Midday so many days after today. */
  pass(days: number): void;
  /** `YYYY-MM-DD`, so many days from now. */
  dayIn(days: number): string;
  /** One run of the service's job. */
  run(): ReturnType<KeepRetention['execute']>;
  /** Sets a date so many days from now, whatever stood before. */
  date(pseudonym: string, days: number | null, actor?: Actor): ReturnType<SetRetention['execute']>;
  reopen(pseudonym: string, days: number | null, actor?: Actor): ReturnType<ReopenIdentity['execute']>;
  read(pseudonym: string, knownAt?: number): Promise<ReadRetentionAnswer>;
  /** Registers somebody who is back and has them closed by their date. */
  closed(name: string, given?: Partial<GivenRegistration>): Promise<string>;
  /** Kinds and due days of open tasks about a person. */
  tasks(pseudonym: string): Promise<string[]>;
}

export async function openRetentionWorld(): Promise<RetentionWorld> {
  const world = await openErasureWorld();
  const { database, vault, clock, coordinator } = world;
  const setRetention = new SetRetention(database, vault, clock);
  const reopenIdentity = new ReopenIdentity(database, clock);
  const readRetention = new ReadRetention(database, clock);
  const keepRetention = new KeepRetention(database, vault, clock);
  const listTasks = new ListTasks(database, clock);
  const dayIn = (days: number): string => new Date(clock.now() + days * DAY).toISOString().slice(0, 10);
  const read: RetentionWorld['read'] = (pseudonym, knownAt) =>
    readRetention.execute(coordinator, { pseudonym, knownAt });
  const until = (days: number | null): string | null => (days === null ? null : dayIn(days));
  const date: RetentionWorld['date'] = async (pseudonym, days, actor = coordinator) => {
    const { version } = await read(pseudonym);
    const command = { pseudonym, until: until(days), reason: WHY, ifVersion: [version] };
    return setRetention.execute(actor, command, null);
  };
  const run: RetentionWorld['run'] = () => keepRetention.execute(SERVICE);
  const pass = (days: number): void => {
    clock.advance(days * DAY);
  };
  return {
    ...world,
    keepRetention,
    listRetention: new ListRetention(database),
    readRetention,
    reopenIdentity,
    setRetention,
    setRetentionRule: new SetRetentionRule(database, vault, clock),
    makeInquiry: new MakeInquiry(database, vault, clock, PLENTY),
    assign: new AssignPerson(database, clock),
    pass,
    dayIn,
    run,
    date,
    reopen: (pseudonym, days, actor = coordinator) =>
      reopenIdentity.execute(actor, { pseudonym, until: until(days), reason: WHY }, null),
    read,
    closed: async (name, given = {}) => {
      const pseudonym = await world.register(world.liaison, {
        identity: { names: [{ text: name }] },
        ...BACK,
        ...given,
      });
      await date(pseudonym, 180);
      pass(90);
      await run();
      pass(90);
      await run();
      return pseudonym;
    },
    tasks: async (pseudonym) => {
      const command = { mine: false, overdue: false, done: false, pseudonym };
      const { tasks } = await listTasks.execute(coordinator, command);
      return tasks.map(({ kind, due }) => `${kind} ${due}`);
    },
  };
}

/** As the database has it, past every use case. */
export async function storedAs(world: CaseWorld, personId: string): Promise<Record<string, unknown>> {
  const { rows } = await world.owner.query<Record<string, unknown>>(
    `SELECT version, to_char(until, 'YYYY-MM-DD') AS until, to_char(warned_on, 'YYYY-MM-DD') AS warned_on, put_off,
            to_char(closed_on, 'YYYY-MM-DD') AS closed_on, to_char(next_on, 'YYYY-MM-DD') AS next_on
     FROM registry.retention WHERE person_id = $1`,
    [personId],
  );
  return rows[0] ?? {};
}
