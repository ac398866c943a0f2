/** Which file knows which `model_type`: decoders from before LLaMA. */

import { bloom, falcon, mpt } from '../families/bloom.ts';
import { codegen, gpt2, gptBigcode, gptj, gptNeo, gptNeox } from '../families/gpt.ts';
import { biogpt, opt, xglm } from '../families/opt.ts';
import { gptNeoxReward } from '../families/reward.ts';
import type { Family } from '../family.ts';

export const older: Readonly<Record<string, Family>> = {
  biogpt,
  bloom,
  codegen,
  falcon,
  'gpt-sw3': gpt2,
  gpt2,
  gpt_bigcode: gptBigcode,
  gpt_neo: gptNeo,
  gpt_neox: gptNeox,
  gpt_neox_reward_model: gptNeoxReward,
  gptj,
  mpt,
  opt,
  RefinedWeb: falcon,
  RefinedWebModel: falcon,
  xglm,
};
