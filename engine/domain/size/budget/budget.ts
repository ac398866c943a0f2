/** The memory of one GPU of a group, itemised as its engine divides it. */
import type { Engine } from '../../endpoint.ts';
import { cacheCost } from '../cache/cache-cost.ts';
import { blockTokens, bytesOfSequence } from '../cache/sequence.ts';
import type { Budget, BudgetRequest, Load, Room } from './room.ts';
import { sglangRoom } from './sglang.ts';
import { vllmRoom } from './vllm.ts';

export function budgetOf(request: BudgetRequest, load: Load): Budget {
  const room = roomFor(request, load.tokens);
  const kv = load.sequences * sequenceBytes(request, load.tokens);
  return { ...room, kv, free: poolOf(room, request.engine) - kv };
}

/** Bytes that remain for sequences when the longest may have `tokens`. Negative where there is no room at all. */
export function cachePool(request: BudgetRequest, tokens: number): number {
  return poolOf(roomFor(request, tokens), request.engine);
}

/** What one sequence takes on the fullest GPU. */
export function sequenceBytes(request: BudgetRequest, tokens: number): number {
  return bytesOfSequence(cacheCost(request.layout, request), tokens, blockTokens[request.engine]);
}

function roomFor(request: BudgetRequest, tokens: number): Room {
  return request.engine === 'vllm' ? vllmRoom(request) : sglangRoom(request, tokens);
}

function poolOf({ allowed, weights, activation, other }: Room, engine: Engine): number {
  return allowed - weights - other - (engine === 'vllm' ? activation : 0);
}
