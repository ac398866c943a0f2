/** Qwen writes a window into every config and switches it on in few. */
import type { ConfigFields } from '../../config/fields.ts';
import { keyValueCache, layerKinds, slidingWindow } from '../blocks/cache.ts';
import type { DecoderOptions } from '../blocks/decoder.ts';

/** With `use_sliding_window`, the layers from `max_window_layers` on have the window. */
export function windowSwitch(fields: ConfigFields): Pick<DecoderOptions, 'cache'> {
  const window = fields.flag('use_sliding_window', false) ? slidingWindow(fields) : undefined;
  const first = fields.wholeOr('max_window_layers', 28);
  return {
    cache: (shape) =>
      keyValueCache(
        layerKinds(fields, shape.layers, (layer) => (layer >= first ? 'sliding' : 'full')),
        shape,
        window,
      ),
  };
}
