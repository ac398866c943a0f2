/** The parameters of requests as OpenAPI describes them. */

export function queryParameter(name: string, type: string): object {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

export function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string', uniqueItems: true } };
}

export const writeParameters = [
  queryParameter('dryRun', 'string'),
  queryParameter('fieldManager', 'string'),
  queryParameter('fieldValidation', 'string'),
];

export const patchParameters = [...writeParameters, queryParameter('force', 'boolean')];

export const listParameters = [
  queryParameter('allowWatchBookmarks', 'boolean'),
  queryParameter('continue', 'string'),
  queryParameter('fieldSelector', 'string'),
  queryParameter('labelSelector', 'string'),
  queryParameter('limit', 'integer'),
  queryParameter('resourceVersion', 'string'),
  queryParameter('resourceVersionMatch', 'string'),
  queryParameter('sendInitialEvents', 'boolean'),
  queryParameter('timeoutSeconds', 'integer'),
  queryParameter('watch', 'boolean'),
];

export const deletionParameters = [
  queryParameter('dryRun', 'string'),
  queryParameter('gracePeriodSeconds', 'integer'),
  queryParameter('orphanDependents', 'boolean'),
  queryParameter('propagationPolicy', 'string'),
];

export const logParameters = [
  queryParameter('container', 'string'),
  queryParameter('follow', 'boolean'),
  queryParameter('limitBytes', 'integer'),
  queryParameter('previous', 'boolean'),
  queryParameter('sinceSeconds', 'integer'),
  queryParameter('tailLines', 'integer'),
  queryParameter('timestamps', 'boolean'),
];
