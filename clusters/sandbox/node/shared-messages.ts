/** What the node agent and a process that holds containers say to each other, over Node's IPC. */
import type { ContainerExit, ContainerStart } from '../images.ts';

export type ToProcess =
  /** `module` is a URL; its export `startContainer` runs the container. */
  | { type: 'start'; id: number; module: string; start: Omit<ContainerStart, 'writeLine'> }
  | { type: 'terminate'; id: number }
  | { type: 'kill'; id: number };

export type FromProcess = { type: 'line'; id: number; line: string } | { type: 'exited'; id: number; exit: ContainerExit };
