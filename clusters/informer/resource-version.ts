import type { KubernetesObject, Stored } from '../objects.ts';

/**
 * Whether version `a` is before version `b`. Versions that are not whole numbers cannot be compared, and then it is false.
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/5504-comparable-resource-version
 */
export function isEarlierVersion(a: string, b: string): boolean {
  if (!isWholeNumber(a) || !isWholeNumber(b)) return false;
  return a.length === b.length ? a < b : a.length < b.length;
}

/** Whether `object` is an earlier state of the same object as `other`. */
export function isOlder<T extends KubernetesObject>(object: Stored<T>, other: Stored<T>): boolean {
  return isEarlierVersion(object.metadata.resourceVersion, other.metadata.resourceVersion);
}

function isWholeNumber(text: string): boolean {
  return /^(0|[1-9][0-9]*)$/.test(text);
}
