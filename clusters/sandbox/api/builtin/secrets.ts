import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

export const secretStrategy: Strategy = {
  setDefaults(object) {
    const secret = typed<Secret>(object);
    secret.type ??= 'Opaque';
    const { stringData } = secret;
    if (!stringData) return;
    const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
    secret.data = { ...secret.data, ...Object.fromEntries(encoded) };
    // `stringData` is for writing only.
    delete secret.stringData;
  },
  selectableFields: { type: (object) => typed<Secret>(object).type ?? '' },
};
