import type { Gap } from './contract.ts';

/** Every difference between the sandbox and a real API server that the contract knows of. */
export const gaps: readonly Gap[] = [];
