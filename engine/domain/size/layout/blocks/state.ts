/** How wide recurrent states are kept. */
import type { ConfigFields } from '../../config/fields.ts';

/** Bytes of one value: 4 where the config asks for fp32, else as wide as the model (vLLM's `--mamba-ssm-cache-dtype auto`). */
export function stateBytes(fields: ConfigFields): 2 | 4 {
  const said = fields.text('mamba_ssm_dtype') ?? fields.text('mamba_ssm_cache_dtype');
  return said === 'float32' ? 4 : 2;
}
