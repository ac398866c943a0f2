import type { CustomResourceDefinitionVersion } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue, requiredValue } from '../causes.ts';
import { equalJson } from '../json.ts';
import type { Schema } from '../openapi/schema.ts';
import { serviceNameProblem } from '../validation/names.ts';
import { validateDefinitionSchema } from './definition-schema.ts';
import { validateColumn, validateScale, validateSelectableFields } from './definition-subresources.ts';

type Version = CustomResourceDefinitionVersion & { selectableFields?: { jsonPath?: string }[] };

/** What is wrong with the versions of a definition, one by one and together. */
export function validateVersions(versions: readonly Version[]): StatusCause[] {
  const names = versions.map(({ name }) => name);
  const causes = versions.flatMap((version, index) => validateVersion(version, placesOf(versions, index), `spec.versions[${index}]`));
  if (new Set(names).size < names.length) causes.push(invalidValue('spec.versions', names, 'must contain unique version names'));
  if (versions.filter(({ storage }) => storage).length !== 1) {
    causes.push(invalidValue('spec.versions', names, 'must have exactly one version marked as storage version'));
  }
  return causes;
}

/** Where a version's parts are in the words of causes; undefined: they are told of with the first version. */
interface Places {
  schema: string | undefined;
  subresources: string | undefined;
  columns: string | undefined;
  selectable: string | undefined;
}

/** What is the same in all versions, the real server takes for a part of the whole. */
function placesOf(versions: readonly Version[], index: number): Places {
  const place = (field: keyof Version, ofAll: string, ofOne: string) => {
    const isSame = versions.every((version) => version[field] !== undefined && equalJson(version[field], versions[0]?.[field]));
    if (!isSame) return `spec.versions[${index}].${ofOne}`;
    return index === 0 ? `spec.${ofAll}` : undefined;
  };
  return {
    schema: place('schema', 'validation', 'schema'),
    subresources: place('subresources', 'subresources', 'subresources'),
    columns: place('additionalPrinterColumns', 'additionalPrinterColumns', 'additionalPrinterColumns'),
    selectable: place('selectableFields', 'selectableFields', 'selectableFields'),
  };
}

function validateVersion(version: Version, places: Places, field: string): StatusCause[] {
  const { name = '', subresources, additionalPrinterColumns = [], selectableFields = [] } = version;
  const schema = version.schema?.openAPIV3Schema as Schema | undefined;
  const nameProblem = serviceNameProblem(name);
  return [
    ...(nameProblem ? [invalidValue(`${field}.name`, name, nameProblem)] : []),
    ...deprecationProblems(version, field),
    ...(schema ? [] : [requiredValue(`${field}.schema.openAPIV3Schema`)]),
    ...(schema && places.schema
      ? validateDefinitionSchema(schema, `${places.schema}.openAPIV3Schema`, { hasStatus: Boolean(subresources?.status) })
      : []),
    ...(places.subresources ? validateScale(subresources?.scale, places.subresources) : []),
    ...(places.columns ? additionalPrinterColumns.flatMap((column, index) => validateColumn(column, `${places.columns}[${index}]`)) : []),
    ...(schema && places.selectable ? validateSelectableFields(selectableFields, schema, places.selectable) : []),
  ];
}

function deprecationProblems({ deprecated, deprecationWarning }: Version, field: string): StatusCause[] {
  if (deprecationWarning === undefined) return [];
  const at = `${field}.deprecationWarning`;
  const refuse = (why: string) => [invalidValue(at, deprecationWarning, why)];
  if (!deprecated) return refuse('can only be set for deprecated versions');
  if (deprecationWarning === '') return refuse('must not be an empty string');
  if (Buffer.byteLength(deprecationWarning) > 256) return refuse('must be <= 256 characters long');
  const found = [...deprecationWarning].findIndex((character) => /\p{C}/u.test(character));
  return found < 0 ? [] : refuse(`must only contain printable UTF-8 characters; non-printable character found at index ${found}`);
}
