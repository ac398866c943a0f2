import type { ResourceQuota, ResourceQuotaSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { parseQuantity } from '../../../quantity.ts';
import { invalidValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

const standardNames = new Set([
  ...['cpu', 'memory', 'ephemeral-storage', 'pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps'],
  ...['persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers', 'requests.storage'],
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`requests.${name}`, `limits.${name}`]),
]);

const scopes = new Set([
  ...['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort'],
  ...['PriorityClass', 'CrossNamespacePodAffinity', 'VolumeAttributesClass'],
]);

export const resourceQuotaStrategy: Strategy = {
  prepareCreate(object) {
    typed<ResourceQuota>(object).status = {};
  },
  validate(object, previous) {
    const { spec = {} } = typed<ResourceQuota>(object);
    const causes = [...Object.entries(spec.hard ?? {}).flatMap(validateLimit), ...validateScopes(spec)];
    const before = previous && typed<ResourceQuota>(previous).spec;
    if (before && !equalJson(spec.scopes ?? [], before.scopes ?? [])) {
      causes.push(invalidValue('spec.scopes', spec.scopes ?? [], 'field is immutable'));
    }
    return causes;
  },
};

function validateLimit([name, quantity]: [string, unknown]): StatusCause[] {
  const field = `spec.hard[${name}]`;
  const causes: StatusCause[] = [];
  if (!name.includes('/') && !standardNames.has(name) && !name.startsWith('hugepages-') && !name.startsWith('requests.hugepages-')) {
    causes.push(invalidValue(field, name, 'must be a standard resource for quota'));
  }
  const amount = parseQuantity(quantity) ?? 0;
  if (amount < 0) causes.push(invalidValue(field, String(quantity), 'must be greater than or equal to 0'));
  const isCount = name.startsWith('count/') || !/cpu|memory|storage|hugepages/.test(name);
  if (isCount && !Number.isInteger(amount)) causes.push(invalidValue(field, String(quantity), 'must be an integer'));
  return causes;
}

function validateScopes({ scopes: asked = [], hard = {} }: ResourceQuotaSpec): StatusCause[] {
  const causes = asked.filter((scope) => !scopes.has(scope)).map(() => invalidValue('spec.scopes', asked, 'unsupported scope'));
  const isBestEffort = asked.includes('BestEffort');
  const unfit = isBestEffort ? Object.keys(hard).filter((name) => name !== 'pods' && name !== 'count/pods') : [];
  if (unfit.length > 0) causes.push(invalidValue('spec.scopes', asked, 'unsupported scope applied to resource'));
  if (isBestEffort && asked.includes('NotBestEffort')) causes.push(invalidValue('spec.scopes', asked, 'conflicting scopes'));
  if (asked.includes('Terminating') && asked.includes('NotTerminating'))
    causes.push(invalidValue('spec.scopes', asked, 'conflicting scopes'));
  return causes;
}
