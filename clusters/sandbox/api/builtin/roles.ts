import type { ClusterRoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** Role bindings of both scopes. */
export const roleBindingStrategy: Strategy = {
  setDefaults(object) {
    const { roleRef, subjects = [] } = typed<ClusterRoleBinding>(object);
    if (roleRef && !roleRef.apiGroup) roleRef.apiGroup = GROUP;
    for (const subject of subjects) if (subject.kind !== 'ServiceAccount' && !subject.apiGroup) subject.apiGroup = GROUP;
  },
  validate(object, previous) {
    const { roleRef } = typed<ClusterRoleBinding>(object);
    if (!roleRef?.name) return [requiredValue('roleRef.name')];
    const before = previous && typed<ClusterRoleBinding>(previous).roleRef;
    return before && !equalJson(roleRef, before) ? [invalidValue('roleRef', roleRef, 'cannot change roleRef')] : [];
  },
};
