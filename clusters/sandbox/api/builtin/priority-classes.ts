import type { PriorityClass } from 'kubernetes-types/scheduling/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { strategyOf } from './kind-traits.ts';

const HIGHEST = 1_000_000_000;
const RESERVED = 'system-';

export const priorityClassStrategy: Strategy = strategyOf(
  { defaults: { preemptionPolicy: 'PreemptLowerPriority' }, counted: true },
  {
    validate(object, previous) {
      const { metadata, value } = typed<PriorityClass>(object);
      const isReserved = metadata?.name?.startsWith(RESERVED) ?? false;
      const causes: StatusCause[] = [];
      if (value > HIGHEST && !isReserved) {
        causes.push(forbiddenField('value', `maximum allowed value of a user defined priority is ${HIGHEST}`));
      }
      if (previous && typed<PriorityClass>(previous).value !== value) causes.push(invalidValue('value', value, 'field is immutable'));
      return causes;
    },
  },
);
