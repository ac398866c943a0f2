import { type FieldChanges, newDraft, suggestName, writeFields } from './draft.ts';

/** A draft that a link to the composer describes (`?model=...&gpu=H100&gpus=2`); null for a link without a model. */
export function draftFromLink(parameters: URLSearchParams): string | null {
  const modelId = parameters.get('model');
  if (!modelId) return null;
  const count = Number(parameters.get('gpus'));
  const recipe: FieldChanges = {
    autoSelect: false,
    hardware: parameters.get('gpu'),
    gpuCount: Number.isInteger(count) && count > 0 ? count : null,
    precision: parameters.get('precision'),
    backend: parameters.get('engine'),
  };
  const asksForOne = Object.values(recipe).some((value) => value !== null && value !== false);
  return writeFields(newDraft(), { modelId, name: suggestName(modelId), ...(asksForOne ? recipe : {}) });
}
