// The pages of tasks: the list with its buttons, and the form that adds one to a case.

import { LAPSE_WORDS, TASK_KINDS } from '../../domain/tasks/task.js';
import type { ListedTask } from '../../domain/tasks/listed-task.js';
import type { NewReplies } from '../../usecases/inquiries/list-new-replies.js';
import type { ReleaseTasks } from '../../usecases/statistics/list-releases-to-sign.js';
import { ActionForm, ConsoleForm, type FormSeal, type FormState } from '../forms/console-form.js';
import { field, optionsOf, type FieldGroup } from '../forms/form-field.js';
import { Tab } from '../layout/tab.js';
import { caseAddress } from '../records/case-view.js';
import { Pseudonym } from '../records/pseudonym.js';
import { CaseCrumb } from '../records/statement-pages.js';
import { dateInWords, dayInWords } from '../words/dates.js';
import { inWords } from '../words/in-words.js';
import { RepliesNotice } from './replies-notice.js';
import { ReleaseTasksNotice } from './releases-to-sign.js';

export interface TasksView {
  readonly tasks: readonly ListedTask[];
  /** Those that wait for the reader's signature. */
  readonly releases: ReleaseTasks | null;
  /** To inquiries; null for whoever reads none. */
  readonly replies: NewReplies | null;
  readonly mine: boolean;
  /** Done ones too. */
  readonly done: boolean;
  /** Of one case alone; empty for all. */
  readonly person: string;
  readonly cursor: string | null;
  readonly seal: FormSeal;
}

function addressOf(view: Pick<TasksView, 'mine' | 'done' | 'person'>, cursor: string | null = null): string {
  const query = new URLSearchParams();
  if (!view.mine) query.set('show', 'all');
  if (view.done) query.set('done', 'yes');
  if (view.person !== '') query.set('person', view.person);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/console/tasks' : `/console/tasks?${query.toString()}`;
}

export function TasksPage(view: TasksView) {
  const { tasks, releases, replies, mine, done, person, cursor } = view;
  return (
    <>
      <h1>{mine ? 'My tasks' : 'Tasks of your organisation'}</h1>
      {releases !== null && <ReleaseTasksNotice {...releases} />}
      {replies !== null && <RepliesNotice {...replies} />}
      <ul class="tabs">
        <Tab href={addressOf({ mine: true, done: false, person })} here={mine && !done}>
          Mine
        </Tab>
        <Tab href={addressOf({ mine: false, done: false, person })} here={!mine && !done}>
          All open
        </Tab>
        <Tab href={addressOf({ mine: false, done: true, person })} here={done}>
          With those done
        </Tab>
      </ul>
      {tasks.length === 0 ? <p class="notice">No task is open here.</p> : <TaskTable {...view} />}
      {cursor !== null && (
        <nav class="pages" aria-label="Pages">
          <a href={addressOf(view, cursor)} rel="next">
            Next page
          </a>
        </nav>
      )}
    </>
  );
}

function TaskTable({ tasks, seal }: Pick<TasksView, 'tasks' | 'seal'>) {
  return (
    <table class="cards">
      <caption class="unseen">Tasks, by the day they are due</caption>
      <thead>
        <tr>
          <th scope="col">Due</th>
          <th scope="col">Task</th>
          <th scope="col">Person</th>
          <th scope="col">For</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr>
            <th scope="row">
              {dateInWords(task.due)} {task.overdue && <span class="tag">Overdue</span>}
            </th>
            <td data-label="Task">
              {inWords(task.kind)}
              <div class="small">{task.words}</div>
            </td>
            <td data-label="Person">
              <a href={caseAddress(task.pseudonym)}>
                <Pseudonym text={task.pseudonym} />
              </a>
            </td>
            <td data-label="For">{task.assignedTo ?? 'whoever works on the case'}</td>
            <td data-label="State">
              <TaskState task={task} seal={seal} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TaskState({ task, seal }: { readonly task: ListedTask; readonly seal: FormSeal }) {
  const { id, doneAt, lapsed, markedBy, people } = task;
  const marked = markedBy.length > 0;
  return (
    <>
      {doneAt !== null && lapsed === null && `Done on ${dayInWords(doneAt)} by ${markedBy.join(' and ')}. `}
      {doneAt !== null && lapsed !== null && `Closed on ${dayInWords(doneAt)}: ${LAPSE_WORDS[lapsed]}. `}
      {doneAt === null && marked && `Marked by ${markedBy.join(' and ')}, one of ${people}. `}
      {doneAt === null && (
        <ActionForm
          action={`/console/tasks/${id}/completion`}
          seal={seal}
          button="Done"
          label={`Mark as done: ${inWords(task.kind)}`}
        />
      )}
      {(marked || doneAt !== null) && (
        <ActionForm action={`/console/tasks/${id}/reopening`} seal={seal} button="Re-open" />
      )}
    </>
  );
}

const TASK_FIELDS: readonly FieldGroup[] = [
  {
    legend: 'Task',
    fields: [
      field(
        '/kind',
        'What is to be done',
        { control: 'select', options: optionsOf(TASK_KINDS, inWords) },
        { required: true },
      ),
      field('/due', 'By which day', { control: 'text', type: 'date' }, { required: true }),
      field(
        '/assignedTo',
        'For whom',
        { control: 'text', maxLength: 63, name: true },
        {
          hint: 'A colleague’s username. Left empty, whoever works on the case does it.',
        },
      ),
    ],
  },
];

export function AddTaskPage(props: { readonly pseudonym: string; readonly seal: FormSeal; readonly state: FormState }) {
  const { pseudonym, seal, state } = props;
  return (
    <section class="middle">
      <CaseCrumb pseudonym={pseudonym} />
      <h1>Add a task</h1>
      <ConsoleForm
        action={`${caseAddress(pseudonym)}/tasks`}
        seal={seal}
        groups={TASK_FIELDS}
        state={state}
        button="Add the task"
      />
    </section>
  );
}
