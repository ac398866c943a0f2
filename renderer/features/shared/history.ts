/** Versions of the draft's text. */
export interface History {
  past: readonly string[];
  present: string;
  future: readonly string[];
  /** What made the present, and when, in milliseconds since the epoch. */
  source: string;
  at: number;
}

const mergeMs = 1000;
const mostVersions = 200;

export function startHistory(text: string): History {
  return { past: [], present: text, future: [], source: '', at: 0 };
}

/** The text after a change by `source` (a field, or the editor); quick changes by the same source are one step to undo. */
export function recordChange(history: History, change: { text: string; source: string; at: number }): History {
  if (change.text === history.present) return history;
  const merges = change.source === history.source && change.at - history.at < mergeMs;
  const past = merges ? history.past : [...history.past, history.present].slice(-mostVersions);
  return { past, present: change.text, future: [], source: change.source, at: change.at };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], source: '', at: 0 };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, source: '', at: 0 };
}
