/** Which file knows which type of language model, whether it stands alone or inside something larger. */
import type { Family } from './family.ts';
import { dense } from './registry/dense.ts';
import { encoders } from './registry/encoders.ts';
import { mixtures } from './registry/mixtures.ts';
import { older } from './registry/older.ts';
import { states } from './registry/states.ts';

/** `model_type` as configs write it. */
export const textFamilies: Readonly<Record<string, Family>> = { ...dense, ...encoders, ...mixtures, ...older, ...states };
