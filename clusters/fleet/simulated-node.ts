/**
 * The labels by which a node of a real cluster says that it stands for one with GPUs. They are written where the node is
 * configured (kind's own configuration, or by hand), and so they survive every restart.
 */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { type SimulatedGpu, simulatedGpus } from './gpus.ts';

/** A key of gpus.ts, such as `MI300X`. */
export const simulatedGpuLabel = 'slipway.dev/simulated-gpu';
/** How many, as text: labels hold nothing else. */
export const simulatedGpuCountLabel = 'slipway.dev/simulated-gpu-count';

/** More than the largest servers have: one played node may stand for several. */
const mostGpus = 64;

export type SimulatedNode =
  | { gpu: SimulatedGpu; count: number }
  | { /** Why the labels mean nothing, as a sentence. */ problem: string; label: string };

/** What the node's labels ask for; undefined for a node that simulates nothing. */
export function simulatedNode(node: Node): SimulatedNode | undefined {
  const { name = '', labels = {} } = node.metadata ?? {};
  const key = labels[simulatedGpuLabel];
  if (key === undefined) return undefined;
  const gpu = simulatedGpus.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
  if (!gpu) {
    const known = simulatedGpus.map((candidate) => candidate.key).join(', ');
    return {
      label: simulatedGpuLabel,
      problem: `Node "${name}" is labelled ${simulatedGpuLabel}=${key}, which is no GPU that can be simulated. Choose one of: ${known}.`,
    };
  }
  const text = labels[simulatedGpuCountLabel] ?? '1';
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= mostGpus) return { gpu, count };
  return {
    label: simulatedGpuCountLabel,
    problem: `Node "${name}" is labelled ${simulatedGpuCountLabel}=${text}. Give it a whole number from 1 to ${mostGpus}.`,
  };
}
