/**
 * Why a task has no result. `limit`: reading the repository exceeded a limit of the worker, and its process was ended;
 * `crashed`: its process ended again and again; `stopped`: this process is stopping.
 */
export class TaskError extends Error {
  override readonly name = 'TaskError'

  constructor(
    readonly code: 'limit' | 'crashed' | 'stopped',
    /** A sentence for people. */
    message: string,
    /** The refs that were read when the limit was exceeded, as the task named them. */
    readonly refs: string | null = null,
  ) {
    super(message)
  }
}
