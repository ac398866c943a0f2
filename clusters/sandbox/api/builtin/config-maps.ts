import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, tooLong } from '../causes.ts';
import { equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { configKeyProblem } from '../validation/names.ts';

/** Where a change of an immutable one is refused, by field. */
const IMMUTABLE = 'field is immutable when `immutable` is set';

export const configMapStrategy: Strategy = {
  validate(object, previous) {
    const map = typed<ConfigMap>(object);
    return [...(previous ? changeProblems(map, typed<ConfigMap>(previous)) : []), ...keyProblems(map), ...sizeProblems(map)];
  },
};

function changeProblems(map: ConfigMap, previous: ConfigMap): StatusCause[] {
  if (!previous.immutable) return [];
  return [
    ...(map.immutable ? [] : [forbiddenField('immutable', IMMUTABLE)]),
    ...(equalJson(map.data, previous.data) ? [] : [forbiddenField('data', IMMUTABLE)]),
    ...(equalJson(map.binaryData, previous.binaryData) ? [] : [forbiddenField('binaryData', IMMUTABLE)]),
  ];
}

function keyProblems({ data = {}, binaryData = {} }: ConfigMap): StatusCause[] {
  const inBoth = Object.keys(data).filter((key) => key in binaryData);
  return [
    ...Object.keys(data).flatMap((key) => keyProblem(key, 'data')),
    ...inBoth.map((key) => invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...Object.keys(binaryData).flatMap((key) => keyProblem(key, 'binaryData')),
  ];
}

const LARGEST = 1024 * 1024;

function sizeProblems({ data = {}, binaryData = {} }: ConfigMap): StatusCause[] {
  const texts = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const bytes = Object.values(binaryData).reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0);
  return texts + bytes > LARGEST ? [tooLong('[]', LARGEST)] : [];
}

function keyProblem(key: string, field: string): StatusCause[] {
  const problem = configKeyProblem(key);
  return problem ? [invalidValue(`${field}[${key}]`, key, problem)] : [];
}
