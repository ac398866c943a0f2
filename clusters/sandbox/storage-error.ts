const fix = 'Put a copy of it in its place, or move it away and start again: the sandbox is then new, and what was deployed in it is gone.';

/** The sandbox's file of objects cannot be used. The message says which, why, and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** Its path. */
  readonly file: string;
  /** Which file, and why, as a sentence. */
  readonly problem: string;
  /** What to do about it, as a sentence. */
  readonly fix: string;

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const problem = `The sandbox's storage ${file} cannot be read: ${reason}.`;
    super(`${problem} ${fix}`, { cause });
    this.file = file;
    this.problem = problem;
    this.fix = fix;
  }
}
