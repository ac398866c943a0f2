import type { ApiObject } from '../json.ts';
import { parseFieldSelector } from '../selectors/field-selector.ts';
import { parseLabelSelector } from '../selectors/label-selector.ts';
import type { Place } from './context.ts';

export interface Selection {
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
}

/** Whether a stored object is selected; undefined when everything is. */
export function createFilter({ resource }: Place, selection: Selection): ((object: ApiObject) => boolean) | undefined {
  const tests: ((object: ApiObject) => boolean)[] = [];
  if (selection.labelSelector) {
    const matches = parseLabelSelector(selection.labelSelector);
    tests.push(({ metadata }) => matches(metadata.labels ?? {}));
  }
  if (selection.fieldSelector) tests.push(parseFieldSelector(selection.fieldSelector, resource));
  const [first, second] = tests;
  if (!first || !second) return first;
  return (object) => first(object) && second(object);
}
