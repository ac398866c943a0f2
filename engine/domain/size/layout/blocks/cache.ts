/** What sequences keep on the GPU, from which layers attend how. */
import type { ConfigFields } from '../../config/fields.ts';
import type { CacheGroup } from '../layout.ts';

/** How a layer looks at what came before it; `none`: it keeps nothing for each token. */
export type LayerKind = 'full' | 'sliding' | 'none';

export interface CacheShape {
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly valueWidth?: number | undefined;
}

const kinds: Readonly<Record<string, LayerKind>> = {
  full_attention: 'full',
  attention: 'full',
  global: 'full',
  global_attention: 'full',
  sliding_attention: 'sliding',
  sliding_window_attention: 'sliding',
  chunked_attention: 'sliding',
  local: 'sliding',
  local_attention: 'sliding',
  minimax_m3_sparse: 'full',
};

/** The kind of every layer: from `layer_types` where the config has it, else as the model type has it. */
export function layerKinds(fields: ConfigFields, layers: number, byType: (layer: number) => LayerKind = () => 'full'): LayerKind[] {
  const said = fields.perLayer('layer_types', layers);
  if (said) return said.map((name) => kinds[name] ?? 'none');
  return Array.from({ length: Number.isFinite(layers) ? layers : 0 }, (_, layer) => byType(layer));
}

/** Groups of layers that hold keys and values. `window`: tokens; without one every layer is full. */
export function keyValueCache(layers: readonly LayerKind[], shape: CacheShape, window?: number): CacheGroup[] {
  const { keyValueHeads: heads, headWidth: keyWidth, valueWidth = keyWidth } = shape;
  const slidingKind = window === undefined ? 'full' : 'sliding';
  const sliding = layers.filter((kind) => kind === 'sliding').length;
  const full = layers.filter((kind) => kind === 'full').length + (slidingKind === 'full' ? sliding : 0);
  const group = { heads, keyWidth, valueWidth };
  return [
    ...(full > 0 ? [{ kind: 'full', layers: full, ...group } as const] : []),
    ...(window !== undefined && sliding > 0 ? [{ kind: 'sliding', layers: sliding, ...group, window } as const] : []),
  ];
}

/** The window in tokens; undefined where the config has none, says null, or 0 or -1 for none. */
export function slidingWindow(fields: ConfigFields, field = 'sliding_window'): number | undefined {
  const said = fields.raw(field);
  return said === 0 || said === -1 ? undefined : fields.countOr(field, undefined);
}
