import type { Engine } from '../../domain/endpoint.ts';

/** The engine for AIM's word `backend`; undefined for one that AIM has no recipes for. */
export function readEngine(backend: string): Engine | undefined {
  const word = backend.trim().toLowerCase();
  return word === 'vllm' || word === 'sglang' ? word : undefined;
}
