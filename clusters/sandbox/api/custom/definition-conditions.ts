import type { CustomResourceDefinition, CustomResourceDefinitionCondition } from 'kubernetes-types/apiextensions/v1.d.ts';

export type ConditionType = 'NamesAccepted' | 'Established' | 'Terminating' | 'KubernetesAPIApprovalPolicyConformant';

/** What a definition's condition says, without when it began to. */
export interface Condition {
  type: ConditionType;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

export function isTrue({ status }: CustomResourceDefinition, type: ConditionType): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === 'True');
}

/** The conditions with one of them set. It keeps its time where its status is what it was. */
export function withCondition(
  conditions: readonly CustomResourceDefinitionCondition[],
  condition: Condition,
  now: string,
): CustomResourceDefinitionCondition[] {
  const present = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = present?.status === condition.status ? (present.lastTransitionTime ?? now) : now;
  const { type, status, reason, message } = condition;
  const next = { lastTransitionTime, message, reason, status, type };
  return present ? conditions.map((one) => (one.type === type ? next : one)) : [...conditions, next];
}
