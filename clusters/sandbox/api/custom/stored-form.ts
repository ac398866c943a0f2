import { type ApiObject, copyJson, equalJson, isJsonObject, setField } from '../json.ts';
import { fieldSchema, type Schema } from '../openapi/schema.ts';
import { internalError } from '../refusals.ts';
import { fillSchemaDefaults } from '../validation/schema-defaults.ts';

/** How one version of a custom kind reads what is stored. */
export interface StoredReader {
  apiVersion: string;
  schema(): Schema;
  /** True where another service would have to convert between versions. */
  convertsByWebhook: boolean;
}

/** What is stored as this version shows it: under its name, with the defaults that came after it was written. */
export function createStoredReader(reader: StoredReader): (stored: ApiObject) => ApiObject {
  const shown = new WeakMap<ApiObject, ApiObject>();
  return (stored) => {
    const known = shown.get(stored);
    if (known) return known;
    const object = read(stored, reader);
    shown.set(stored, object);
    return object;
  };
}

function read(stored: ApiObject, { apiVersion, schema, convertsByWebhook }: StoredReader): ApiObject {
  if (stored.apiVersion !== apiVersion && convertsByWebhook) throw conversionRefused(stored, apiVersion);
  const isMissing = lacksDefaults(stored, schema());
  if (!isMissing && stored.apiVersion === apiVersion) return stored;
  const object = isMissing ? copyJson(stored) : { ...stored };
  setField(object, 'apiVersion', apiVersion);
  if (isMissing) fillSchemaDefaults(object, schema());
  return isMissing && equalJson(object, stored) ? stored : object;
}

/** Webhooks are stored and not called. */
export function conversionRefused({ apiVersion, kind }: ApiObject, wanted: string) {
  return internalError(
    `conversion webhook for ${apiVersion}, Kind=${kind} failed: the object is stored as ${apiVersion} and was asked for as ${wanted}, and the sandbox calls no webhooks`,
  );
}

/** Whether a default would be filled in: most objects have theirs, and need no copy. */
function lacksDefaults(value: unknown, schema: Schema | undefined): boolean {
  if (!schema || !hasDefaults(schema)) return false;
  if (Array.isArray(value)) return value.some((item) => lacksDefaults(item, schema.items));
  if (!isJsonObject(value)) return false;
  const absent = Object.entries(schema.properties ?? {}).some(
    ([name, { default: preset, nullable }]) => preset !== undefined && (value[name] === undefined || (value[name] === null && !nullable)),
  );
  return absent || Object.entries(value).some(([name, inner]) => lacksDefaults(inner, fieldSchema(schema, name)));
}

const withDefaults = new WeakMap<Schema, boolean>();

function hasDefaults(schema: Schema): boolean {
  const known = withDefaults.get(schema);
  if (known !== undefined) return known;
  // Set first, as schemas of built-in types may contain themselves.
  withDefaults.set(schema, false);
  // The published defaults of the server's metadata only say that a struct is never null.
  const isMetadata = schema.properties?.['managedFields'] !== undefined;
  const inner = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})];
  const found = !isMetadata && inner.some((one) => typeof one === 'object' && (one.default !== undefined || hasDefaults(one)));
  withDefaults.set(schema, found);
  return found;
}
