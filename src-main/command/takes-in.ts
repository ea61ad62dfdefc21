// Whether a launch takes files in, and so goes on with what an earlier one left unfinished. Pure.
import type { Task } from './read-arguments.ts';

/** Who only looks leaves what is unfinished as it is. */
export const takesIn = (task: Task): boolean =>
  task.kind === 'window' || task.kind === 'import' || (task.kind === 'retry' && task.files !== null);
