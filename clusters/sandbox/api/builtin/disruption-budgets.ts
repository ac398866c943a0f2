import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { invalidValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { strategyOf } from './kind-traits.ts';

/** Stored and not enforced. */
export const disruptionBudgetStrategy: Strategy = strategyOf(
  { counted: true, status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 } },
  {
    validate(object) {
      const { spec } = typed<PodDisruptionBudget>(object);
      if (spec?.minAvailable === undefined || spec.maxUnavailable === undefined) return [];
      return [invalidValue('spec', spec, 'minAvailable and maxUnavailable cannot be both set')];
    },
  },
);
