import { invalidValue, notSupported } from '../causes.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest, invalid } from '../refusals.ts';

/** How a deletion is to be done. */
export interface DeleteRequest {
  propagation?: Propagation | undefined;
  gracePeriodSeconds?: number | undefined;
  preconditions?: { uid?: string | undefined; resourceVersion?: string | undefined } | undefined;
  dryRun?: boolean | undefined;
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** DeleteOptions as the body carries them, or the query where there is no body. */
export function readDeleteOptions(query: URLSearchParams, body: unknown): DeleteRequest {
  const options = isJsonObject(body) ? body : optionsOfQuery(query);
  const { gracePeriodSeconds = null, preconditions } = options;
  if (gracePeriodSeconds !== null && !Number.isInteger(gracePeriodSeconds))
    throw wrongType('gracePeriodSeconds', gracePeriodSeconds, 'int64');
  return {
    propagation: propagationOf(options),
    gracePeriodSeconds: gracePeriodSeconds === null ? undefined : (gracePeriodSeconds as number),
    preconditions: isJsonObject(preconditions) ? preconditions : undefined,
    dryRun: isDryRun(options['dryRun']),
  };
}

const policies: readonly unknown[] = ['Foreground', 'Background', 'Orphan'];

function propagationOf({ propagationPolicy = null, orphanDependents = null }: JsonObject): Propagation | undefined {
  if (orphanDependents !== null && propagationPolicy !== null) {
    throw refused(invalidValue('propagationPolicy', propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set'));
  }
  // The older way to say it; false means what is the default now.
  if (orphanDependents !== null) return orphanDependents ? 'Orphan' : 'Background';
  if (propagationPolicy === null) return undefined;
  if (!policies.includes(propagationPolicy)) {
    throw refused(notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil']));
  }
  return propagationPolicy as Propagation;
}

function isDryRun(values: unknown): boolean {
  if (!Array.isArray(values)) return false;
  if (values.some((value) => value !== 'All')) throw refused(notSupported('dryRun', values, ['All']));
  return values.length > 0;
}

function optionsOfQuery(query: URLSearchParams): JsonObject {
  const grace = query.get('gracePeriodSeconds');
  const orphan = query.get('orphanDependents');
  return {
    propagationPolicy: query.get('propagationPolicy') || null,
    gracePeriodSeconds: grace ? Number(grace) : null,
    orphanDependents: orphan === null ? null : orphan !== 'false' && orphan !== '0',
    dryRun: query.getAll('dryRun'),
  };
}

function refused(cause: ReturnType<typeof invalidValue>) {
  return invalid({ group: 'meta.k8s.io', plural: 'deleteoptions', kind: 'DeleteOptions' }, '', [cause]);
}

function wrongType(field: string, value: unknown, type: string) {
  const found = typeof value === 'number' ? `number ${value}` : typeof value === 'boolean' ? 'bool' : typeof value;
  return badRequest(`json: cannot unmarshal ${found} into Go struct field DeleteOptions.${field} of type ${type}`);
}
