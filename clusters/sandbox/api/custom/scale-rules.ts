import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import type { ApiObject } from '../json.ts';

/** Where a definition says that the numbers of its scale subresource are. */
interface ScalePaths {
  specReplicasPath: string;
  statusReplicasPath: string;
}

/** What is scaled can have no negative number of replicas, whatever the schema allows. */
export function scaleRules({ specReplicasPath, statusReplicasPath }: ScalePaths): (object: ApiObject) => StatusCause[] {
  return (object) =>
    [specReplicasPath, statusReplicasPath].flatMap((path) => {
      const value = valueAt(object, path);
      return typeof value === 'number' && value < 0 ? [invalidValue(path, value, 'should be a non-negative integer')] : [];
    });
}

function valueAt(object: ApiObject, path: string): unknown {
  const fields = path.split('.').filter((field) => field !== '');
  return fields.reduce((value: unknown, field) => (value as Record<string, unknown> | undefined)?.[field], object);
}
