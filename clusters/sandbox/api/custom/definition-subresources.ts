import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, invalidValue, requiredValue, tooMany } from '../causes.ts';
import { normalizedPath } from '../cel/field-path.ts';
import type { Schema } from '../openapi/schema.ts';

export interface ScaleDraft {
  specReplicasPath?: string;
  statusReplicasPath?: string;
  labelSelectorPath?: string;
}

/** What is wrong with where a version keeps its replicas. */
export function validateScale(scale: ScaleDraft | undefined, field: string): StatusCause[] {
  if (!scale) return [];
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale;
  return [
    ...requiredPath(specReplicasPath, `${field}.scale.specReplicasPath`, '.spec'),
    ...requiredPath(statusReplicasPath, `${field}.scale.statusReplicasPath`, '.status'),
    ...(labelSelectorPath === '' ? [] : pathProblems(labelSelectorPath, `${field}.scale.labelSelectorPath`, ['.spec', '.status'])),
  ];
}

function requiredPath(path: string, field: string, root: string): StatusCause[] {
  return path === '' ? [requiredValue(field)] : pathProblems(path, field, [root]);
}

function pathProblems(path: string, field: string, roots: string[]): StatusCause[] {
  if (!path.startsWith('.')) return [invalidValue(field, path, 'must be a simple json path starting with .')];
  if (roots.some((root) => path.startsWith(`${root}.`))) return [];
  return [invalidValue(field, path, `should be a json path under ${roots.length === 1 ? roots[0] : `either ${roots.join(' or ')}`}`)];
}

export interface ColumnDraft {
  name?: string;
  type?: string;
  format?: string;
  jsonPath?: string;
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function validateColumn({ name = '', type = '', format = '', jsonPath = '' }: ColumnDraft, field: string): StatusCause[] {
  const causes = name === '' ? [requiredValue(`${field}.name`)] : [];
  const oneOf = `must be one of ${COLUMN_TYPES.join(',')}`;
  if (type === '') causes.push(requiredValue(`${field}.type`, oneOf));
  else if (!COLUMN_TYPES.includes(type)) causes.push(invalidValue(`${field}.type`, type, oneOf));
  if (format !== '' && !COLUMN_FORMATS.includes(format)) {
    causes.push(invalidValue(`${field}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`));
  }
  if (jsonPath === '') causes.push(requiredValue(`${field}.JSONPath`));
  else if (!jsonPath.startsWith('.'))
    causes.push(invalidValue(`${field}.JSONPath`, jsonPath, 'must be a simple json path starting with .'));
  return causes;
}

const MOST_SELECTABLE = 8;

/** Fields that lists may be selected by: plain values that the schema knows. */
export function validateSelectableFields(fields: readonly { jsonPath?: string }[], schema: Schema, field: string): StatusCause[] {
  const paths = fields.map(({ jsonPath = '' }) => jsonPath);
  const causes = paths.flatMap((path, index) => {
    const at = `${field}[${index}].jsonPath`;
    return paths.indexOf(path) < index ? [duplicateValue(at, path)] : selectableProblems(path, schema, at);
  });
  const count = new Set(paths).size;
  return count > MOST_SELECTABLE ? [...causes, tooMany(field, count, MOST_SELECTABLE)] : causes;
}

function selectableProblems(path: string, schema: Schema, at: string): StatusCause[] {
  if (path === '') return [requiredValue(at)];
  const found = normalizedPath(path, schema, { brackets: false });
  if (!found) return [invalidValue(at, path, 'is an invalid path: does not refer to a valid field')];
  const causes = found.text.startsWith('metadata') ? [invalidValue(at, path, 'must not point to fields in metadata')] : [];
  if (['string', 'boolean', 'integer'].includes(found.schema.type ?? '')) return causes;
  const message = 'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
  return [...causes, invalidValue(at, path, message)];
}
