/** Llama 3.2 Vision: some layers attend to the picture instead of the text. */
import { groupedAttention } from '../blocks/attention.ts';
import { keyValueCache, type LayerKind } from '../blocks/cache.ts';
import { decoder } from '../blocks/decoder.ts';
import { inside, layersWhere, matrix, vector } from '../blocks/place.ts';
import { type DecoderShape, decoderShape } from '../blocks/shape.ts';
import { type Family, plainNames } from '../family.ts';
import type { CacheGroup } from '../layout.ts';

/** Eight embeddings more than words: of the picture's token. https://huggingface.co/docs/transformers/model_doc/mllama */
export const mllamaText: Family = (fields, names = plainNames) => {
  const shape = decoderShape(fields);
  const crossing = new Set(fields.list('cross_attention_layers') ?? [3, 8, 13, 18, 23, 28, 33, 38]);
  return decoder(fields, names, {
    mixer: (layers) => {
      const seeing = layersWhere(layers, (layer) => crossing.has(layer));
      return [
        ...groupedAttention(
          inside(
            layersWhere(layers, (layer) => !crossing.has(layer)),
            'self_attn',
          ),
          shape,
        ),
        ...groupedAttention(inside(seeing, 'cross_attn'), shape, { norm: 'head' }),
        ...['cross_attn_attn_gate', 'cross_attn_mlp_gate'].flatMap((name) => vector(seeing, name, 1, 'other')),
      ];
    },
    extra: () => matrix({ path: names.model }, 'embed_tokens', { rows: 8, columns: shape.hidden, role: 'embedding' }),
    cache: () => [...keyValueCache(attending(shape.layers, crossing), shape), ...seenCache(shape, crossing.size)],
  });
};

function attending(layers: number, crossing: ReadonlySet<unknown>): LayerKind[] {
  return Array.from({ length: Number.isFinite(layers) ? layers : 0 }, (_, layer) => (crossing.has(layer) ? 'none' : 'full'));
}

/** Keys and values of one picture: four tiles of 40 x 40 patches and a token of their own, in 16 bits. */
function seenCache({ keyValueHeads, headWidth }: DecoderShape, layers: number): CacheGroup[] {
  return layers > 0 ? [{ kind: 'state', layers, bytesPerSequence: 2 * 2 * keyValueHeads * headWidth * 4 * 1601 }] : [];
}
