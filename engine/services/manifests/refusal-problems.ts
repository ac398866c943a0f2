import type { ApiError, StatusCause } from '../../../clusters/api-error.ts';
import type { Problem } from '../../contract/errors.ts';
import { causeSentence, sentence } from './cause-sentence.ts';
import { plainPath } from './field-path.ts';

/** What an API server's refusal says about the fields of the object that it was given. Lines are added by who knows the text. */
export function refusalProblems(refusal: ApiError): Problem[] {
  const structural = [...unknownFields(refusal.message), ...untypedFields(refusal.message)];
  if (structural.length > 0) return structural;
  if (refusal.code === 404 && refusal.details.kind === 'namespaces') return [missingNamespace(refusal)];
  if (refusal.code === 409) return conflicts(refusal);
  const causes = refusal.details.causes ?? [];
  if (causes.length === 0) return [{ field: '', message: sentence(refusal.message) }];
  return causes.map(causeProblem);
}

// `strict decoding error: unknown field "spec.foo", duplicate field "spec.bar"`
function unknownFields(message: string): Problem[] {
  if (!message.includes('strict decoding error')) return [];
  return [...message.matchAll(/(unknown|duplicate) field "([^"]+)"/g)].map(([, what, field = '']) =>
    what === 'unknown' ? noSuchField(field) : { field, message: `The field ${field} is written twice.`, fix: 'Keep one of the two.' },
  );
}

// Server-side apply says it in its own words, one line a field: `.spec.foo: field not declared in schema`, `.spec.bar: expected string, got ...`
function untypedFields(message: string): Problem[] {
  const undeclared = [...message.matchAll(/(\.[^\s:]+): field not declared in schema/g)].map(([, path = '']) =>
    noSuchField(plainPath(path)),
  );
  const mistyped = [...message.matchAll(/(\.[^\s:]+): expected (\w+), got/g)].map(([, path = '', type]) => ({
    field: plainPath(path),
    message: `The field ${plainPath(path)} must be of the type ${type}.`,
    fix: 'Mend its value.',
  }));
  return [...undeclared, ...mistyped];
}

function noSuchField(field: string): Problem {
  return { field, message: `There is no field ${field} in this kind.`, fix: 'Mend its name or its place, or remove it.' };
}

function missingNamespace({ details }: ApiError): Problem {
  const name = details.name ?? '';
  return {
    field: 'metadata.namespace',
    message: `The namespace ${name} does not exist.`,
    fix: `Create it (kubectl create namespace ${name}), or choose one that exists.`,
  };
}

function conflicts({ details, message }: ApiError): Problem[] {
  const causes = details.causes ?? [];
  if (causes.length === 0) return [{ field: '', message: sentence(message) }];
  return causes.map((cause) => ({
    field: plainPath(cause.field ?? ''),
    message: `Another field manager owns this field: ${cause.message ?? 'conflict'}.`,
    fix: 'Change it there, or take the field out of this manifest: Slipway does not overwrite what others own.',
  }));
}

function causeProblem({ field = '', message, reason }: StatusCause): Problem {
  return { field: plainPath(field), message: causeSentence(message ?? reason ?? 'It is not valid', field) };
}
