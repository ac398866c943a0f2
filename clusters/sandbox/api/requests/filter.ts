import type { ApiObject } from '../json.ts';
import { parseFieldSelector } from '../selectors/field-selector.ts';
import { parseLabelSelector } from '../selectors/label-selector.ts';
import type { Place } from './context.ts';

export interface Selection {
  labelSelector?: string | undefined;
  fieldSelector?: string | undefined;
}

/** Whether a stored object is in the place and selected; undefined when everything is. */
export function createFilter(place: Place, selection: Selection): ((object: ApiObject) => boolean) | undefined {
  const tests: ((object: ApiObject) => boolean)[] = [];
  const { namespace } = place;
  if (namespace !== undefined) tests.push(({ metadata }) => metadata.namespace === namespace);
  if (selection.labelSelector) {
    const matches = parseLabelSelector(selection.labelSelector);
    tests.push(({ metadata }) => matches(metadata.labels ?? {}));
  }
  if (selection.fieldSelector) tests.push(parseFieldSelector(selection.fieldSelector, place.resource));
  return tests.length === 0 ? undefined : (object) => tests.every((test) => test(object));
}
