import { SlipwayError } from '../../contract/errors.ts';
import { type Catalog, findGpu, findModel, type GpuModel, modelFacts } from '../../domain/catalog/catalog.ts';
import type { ModelFacts } from '../../domain/size/model.ts';
import { nearest } from './nearest.ts';

/** What is judged by name. */
export type Known = Pick<Catalog, 'gpus' | 'models'>;

/** Throws `invalid_input` that offers the nearest names. */
export function knownGpu(name: string, { gpus }: Known): GpuModel {
  const gpu = findGpu({ gpus }, name);
  if (gpu) return gpu;
  const names = gpus.flatMap(({ key, aliases }) => [key, ...aliases]);
  throw notKnown(`The catalog has no GPU "${name}".`, nearest(name, names), 'Give its whole name, such as MI300X or H100.');
}

/** Throws `invalid_input` that offers the nearest ids. */
export function knownModel(id: string, { models }: Known): { name: string; model: ModelFacts } {
  const model = findModel({ models }, id);
  if (model) return { name: model.id, model: modelFacts(model) };
  const near = nearest(
    id,
    models.map((each) => each.id),
  );
  throw notKnown(`The catalog has no model "${id}".`, near, 'Any other model is sized by its config.json.');
}

function notKnown(message: string, near: readonly string[], otherwise: string): SlipwayError {
  const fix = near.length > 0 ? `Nearest: ${near.join(', ')}. ${otherwise}` : otherwise;
  return new SlipwayError('invalid_input', message, { fix });
}
