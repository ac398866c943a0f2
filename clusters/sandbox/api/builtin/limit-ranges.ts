import type { LimitRange, LimitRangeItem } from 'kubernetes-types/core/v1.d.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

export const limitRangeStrategy: Strategy = {
  setDefaults(object) {
    for (const item of typed<LimitRange>(object).spec?.limits ?? []) if (item.type === 'Container') defaultItem(item);
  },
};

/** A container's default limit is the largest allowed; its default request is its default limit, or the smallest allowed. */
function defaultItem(item: LimitRangeItem): void {
  item.default = { ...item.max, ...item.default };
  item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest };
}
