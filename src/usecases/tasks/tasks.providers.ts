// The use cases of this capability, as the composition root provides them.

import { AddTask } from './add-task.js';
import { AssignTask } from './assign-task.js';
import { CompleteTask } from './complete-task.js';
import { ListTasks } from './list-tasks.js';
import { ReopenTask } from './reopen-task.js';

export const taskUseCases = [AddTask, AssignTask, CompleteTask, ListTasks, ReopenTask] as const;
