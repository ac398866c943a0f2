import type { ResourceKind } from '../../../objects.ts';
import type { ApiObject } from '../json.ts';
import { reviewOwnAccess, reviewRules } from './access.ts';

const answers: Record<string, (review: ApiObject) => ApiObject> = {
  'authorization.k8s.io/selfsubjectaccessreviews': reviewOwnAccess,
  'authorization.k8s.io/selfsubjectrulesreviews': reviewRules,
};

/** What somebody in this process is told of their own rights; undefined for a kind that is stored. Over HTTP all reviews are answered. */
export function reviewOwnRights({ group, plural }: ResourceKind, object: object): ApiObject | undefined {
  return answers[`${group}/${plural}`]?.({ metadata: {}, ...object } as ApiObject);
}
