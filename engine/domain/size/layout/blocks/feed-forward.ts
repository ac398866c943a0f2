/** Feed-forward blocks: gated, plain, and mixtures of experts. */
import type { Tensor } from '../layout.ts';
import { inSingle, inside, matrix, type Place, vector } from './place.ts';

export interface FeedForwardShape {
  readonly hidden: number;
  readonly width: number;
  readonly bias?: boolean | undefined;
}

/** What a layer's second half consists of, and what expert parallelism asks about it. */
export interface FeedForward {
  readonly tensors: readonly Tensor[];
  /** Routed experts of a layer; 0 for a dense one. */
  readonly experts: number;
  readonly expertWidth: number | undefined;
}

export function dense(tensors: readonly Tensor[]): FeedForward {
  return { tensors, experts: 0, expertWidth: undefined };
}

/** Gate, up and down. `place`: the module itself, `model.layers.*.mlp`. */
export function gated(place: Place, shape: FeedForwardShape, names: readonly [string, string, string] = gatedNames): Tensor[] {
  const { hidden, width, bias } = shape;
  return [
    ...matrix(place, names[0], { rows: width, columns: hidden, bias }),
    ...matrix(place, names[1], { rows: width, columns: hidden, bias }),
    ...matrix(place, names[2], { rows: hidden, columns: width, bias }),
  ];
}

/** Up and down, with an activation between them. */
export function plain(place: Place, shape: FeedForwardShape, names: readonly [string, string] = ['up_proj', 'down_proj']): Tensor[] {
  const { hidden, width, bias } = shape;
  return [
    ...matrix(place, names[0], { rows: width, columns: hidden, bias }),
    ...matrix(place, names[1], { rows: hidden, columns: width, bias }),
  ];
}

export interface ExpertsShape extends FeedForwardShape {
  readonly experts: number;
  /** False: up and down only. */
  readonly gate?: boolean | undefined;
}

/** The routed experts of each layer. `place`: the module of all of them, `model.layers.*.mlp.experts`. */
export function routedExperts(place: Place, shape: ExpertsShape, names: readonly [string, string, string] = gatedNames): Tensor[] {
  const { hidden, width, experts, bias, gate = true } = shape;
  const each = inside(place, '*');
  const common = { role: 'expert', times: experts, bias } as const;
  return [
    ...(gate ? matrix(each, names[0], { ...common, rows: width, columns: hidden }) : []),
    ...matrix(each, names[1], { ...common, rows: width, columns: hidden }),
    ...matrix(each, names[2], { ...common, rows: hidden, columns: width }),
  ];
}

export interface RouterShape {
  readonly hidden: number;
  readonly experts: number;
  readonly bias?: boolean | undefined;
  /** Name of a balancing bias in fp32, which a router may have beside its map (DeepSeek-V3). */
  readonly correction?: string | undefined;
}

/** The map that chooses experts. `place`: the mixture's module, `model.layers.*.mlp`. */
export function router(place: Place, shape: RouterShape, name = 'gate'): Tensor[] {
  const { hidden, experts, bias, correction } = shape;
  return [
    ...matrix(place, name, { rows: experts, columns: hidden, role: 'router', bias }),
    ...(correction === undefined ? [] : inSingle(vector(place, correction, experts, 'router'))),
  ];
}

const gatedNames = ['gate_proj', 'up_proj', 'down_proj'] as const;
