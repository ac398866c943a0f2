/** What one check of a machine, a configuration or a cluster found: shown as a line, and kept as data. */
export interface CheckRecord {
  /** The same for the same check each time: `port-taken`. */
  id: string;
  /** What it is about: a path in a configuration (`nodes[0].extraPortMappings[1]`), `machine`, or a part of a cluster (`nodes`). */
  subject: string;
  /** `note`: worth knowing. `warning`: goes on, perhaps not as meant. `problem`: cannot go on. */
  verdict: 'pass' | 'note' | 'warning' | 'problem';
  /** A sentence. */
  message: string;
  /** What to do about it, as a sentence. */
  fix?: string | undefined;
}
