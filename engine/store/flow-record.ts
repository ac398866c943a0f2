import { z } from 'zod';
import { type FlowLogLine, flowKind, flowView } from '../contract/views/flow.ts';

/** What people see of a flow, but for its state and what can be done with it. */
export const flowProgress = flowView.pick({
  title: true,
  steps: true,
  fraction: true,
  message: true,
  error: true,
  startedAt: true,
  endedAt: true,
});
export type FlowProgress = z.infer<typeof flowProgress>;

export const flowRecord = z.object({
  id: z.string(),
  kind: flowKind,
  /** Null: it is about none. */
  cluster: z.string().nullable(),
  state: flowView.shape.state,
  /** The process that runs it, or ran it last. */
  owner: z.string(),
  /** What it was started with, as plain data. */
  input: z.unknown(),
  /** The machine's, of the last state that it stood in: from there it can go on. Null: it has not begun. */
  snapshot: z.unknown(),
  progress: flowProgress,
});

/** A long action as it is kept. */
export type FlowRecord = z.infer<typeof flowRecord>;

export interface FlowStore {
  /** Gives the running flow of the same cluster that stands in the way; undefined when it was added. */
  add(record: FlowRecord): FlowRecord | undefined;
  /** Keeps state, snapshot and progress, and the lines behind those that are there. */
  save(record: FlowRecord, lines: readonly FlowLogLine[]): void;
  /**
   * Makes it `owner`'s, in the given state, when it is interrupted or failed: of several who ask, one gets it.
   * Gives the running flow of the same cluster that stands in the way, `'gone'` when somebody else was first.
   */
  claim(id: string, claim: { owner: string; state: 'running' | 'cancelling' }): FlowRecord | 'gone' | undefined;
  /** Tells that its owner is gone, unless it has another owner or an end by now. */
  interrupt(id: string, owner: string): void;
  find(id: string): FlowRecord | undefined;
  /** Latest first. */
  list(): FlowRecord[];
  /** Those that some process runs, or was running when it ended. */
  underWay(): FlowRecord[];
  remove(id: string): void;
  /** Lines after the given number, in order, each with its own. */
  log(id: string, after: number, limit: number): { sequence: number; line: FlowLogLine }[];
  /** Another number after each change that another process made. */
  foreignChanges(): number;
}
