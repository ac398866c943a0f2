/** From any config.json to what its model consists of. */
import { type ConfigFields, configFields } from '../config/fields.ts';
import type { Family } from './family.ts';
import type { Layout, Missing, Tensor } from './layout.ts';
import { multimodalFamilies } from './multimodal-families.ts';
import { textFamilies } from './text-families.ts';

export type LayoutAnswer = { readonly ok: true; readonly layout: Layout } | { readonly ok: false; readonly missing: Missing };

/** Pure, and never throws: what is not known is named. */
export function layoutOf(config: unknown): LayoutAnswer {
  const fields = configFields(config);
  if (fields.missing.length > 0) return { ok: false, missing: fields.missing };
  const multimodal = Object.hasOwn(multimodalFamilies, fields.modelType);
  const family = multimodal ? multimodalFamilies[fields.modelType] : textFamily(fields.modelType);
  if (!family) return { ok: false, missing: [unknownType(fields)] };
  const layout = family(fields);
  const uneven = layout.tensors.find((tensor) => !isWhole(tensor));
  if (uneven && fields.missing.length === 0) fields.problem(contradiction(uneven));
  if (fields.missing.length > 0) return { ok: false, missing: fields.missing };
  return { ok: true, layout: { ...layout, modelType: fields.modelType, multimodal } };
}

function textFamily(type: string): Family | undefined {
  return Object.hasOwn(textFamilies, type) ? textFamilies[type] : undefined;
}

function isWhole({ rows, columns, copies }: Tensor): boolean {
  return [rows, columns, copies].every((number) => Number.isSafeInteger(number));
}

function contradiction({ module, rows, columns }: Tensor): string {
  return `The numbers do not divide: ${module} would have ${rows} rows and ${columns} columns.`;
}

function unknownType(fields: ConfigFields): string {
  if (fields.modelType === '') return 'model_type is missing.';
  return `model_type is ${fields.modelType}, a type whose tensors are not known here.`;
}
