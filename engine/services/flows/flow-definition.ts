import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import type { FlowKind, FlowView } from '../../contract/views/flow.ts';

/** What an effect says of itself; `Progress` of clusters/provider.ts fits. */
export interface FlowProgressReport {
  /** A step of the definition, where it is one: the flow is at it then. Any other only says who speaks. */
  step?: string | undefined;
  message: string;
  /** Between 0 and 1 of what the machine's present state does. */
  fraction?: number | undefined;
}

export interface FlowTools {
  progress(report: FlowProgressReport): void;
  /** One line for the flow's log. */
  log(line: string): void;
}

/**
 * What a state of the machine does, given the machine's context. Runs again from its beginning after an interruption, so it
 * completes what it finds half-done. Rejects with the signal's reason when that aborts.
 */
export type FlowEffect<Context> = (context: Context, signal: AbortSignal) => Promise<unknown>;

/** Where a flow stood when it was interrupted or failed. */
export interface LeftFlow<Context> {
  /** The machine's context then; null: it had not begun. */
  context: Context | null;
  /** The state that the machine was in, by its name. */
  state: string | null;
  /** Why it failed; null: it was interrupted. */
  error: FlowView['error'];
  /** Of the removing. */
  signal: AbortSignal;
}

export interface FlowStep {
  id: string;
  label: string;
}

/**
 * A kind of long action. Its machine (engine/machines) names effects as actors; its states have `meta.step`; its final
 * states have one of the tags `done`, `failed` and `cancelled`; it may be sent `cancel`; and its context is plain data that
 * tells in `note` what a person should know of the end, in `error` and `failedAt` why and where it failed.
 */
export interface FlowSpecification<Input, Context> {
  kind: FlowKind;
  /** Reads what was stored, perhaps by another version. */
  input: z.ZodType<Input>;
  /** `Create the kind cluster dev` */
  title(input: Input): string;
  /** Null: it is about none, and others may run beside it. */
  cluster(input: Input): string | null;
  machine: AnyStateMachine;
  /** What the machine begins with. */
  begin(input: Input): unknown;
  /** In their order. States of the machine and reports of effects name them by id. */
  steps: readonly FlowStep[];
  /** Where of the whole each state of the machine begins and ends, by its `meta.step`; one that is not told has no fraction. */
  shares?: Readonly<Record<string, readonly [begin: number, end: number]>>;
  /** By the names that the machine has for its actors. */
  effects(input: Input, tools: FlowTools): Readonly<Record<string, FlowEffect<Context>>>;
  /** Removes what an interrupted or failed one has left; with nothing left it does nothing. */
  cleanUp(input: Input, tools: FlowTools, left: LeftFlow<Context>): Promise<void>;
}

/** A specification, given its input. */
export interface BoundFlow extends Pick<FlowSpecification<never, never>, 'kind' | 'machine' | 'steps'> {
  input: unknown;
  title: string;
  cluster: string | null;
  /** What the machine begins with. */
  beginning: unknown;
  shares: Readonly<Record<string, readonly [begin: number, end: number]>>;
  effects(tools: FlowTools): Readonly<Record<string, FlowEffect<never>>>;
  cleanUp(tools: FlowTools, left: LeftFlow<never>): Promise<void>;
}

export interface FlowDefinition {
  kind: FlowKind;
  /** Throws `ZodError` for what is no input of this kind. */
  bind(input: unknown): BoundFlow;
}

export function defineFlow<Input, Context = unknown>(specification: FlowSpecification<Input, Context>): FlowDefinition {
  const { kind, machine, steps, shares = {} } = specification;
  return {
    kind,
    bind(given) {
      const input = specification.input.parse(given);
      return {
        kind,
        machine,
        steps,
        shares,
        input,
        title: specification.title(input),
        cluster: specification.cluster(input),
        beginning: specification.begin(input),
        effects: (tools) => specification.effects(input, tools) as Readonly<Record<string, FlowEffect<never>>>,
        cleanUp: (tools, left) => specification.cleanUp(input, tools, left),
      };
    },
  };
}
