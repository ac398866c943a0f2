import { isJsonObject, type JsonObject } from '../json.ts';
import { badRequest } from '../refusals.ts';
import type { DeleteRequest } from '../requests/delete.ts';
import type { ListRequest } from '../requests/read.ts';

/** The options of requests as their query string and body carry them. */

export function listRequest(query: URLSearchParams): ListRequest {
  return {
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: query.get('fieldSelector') ?? undefined,
    limit: wholeNumber(query, 'limit'),
    continueToken: query.get('continue') ?? undefined,
  };
}

export interface WriteQuery {
  fieldManager: string;
  dryRun: boolean;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

export function writeQuery(query: URLSearchParams, userAgent: string | undefined): WriteQuery {
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  if (fieldValidation !== 'Strict' && fieldValidation !== 'Warn' && fieldValidation !== 'Ignore') {
    throw badRequest(
      `fieldValidation: Unsupported value: ${JSON.stringify(fieldValidation)}: supported values: "Ignore", "Strict", "Warn"`,
    );
  }
  return { fieldManager: query.get('fieldManager') || managerOf(userAgent), dryRun: isDryRun(query.getAll('dryRun')), fieldValidation };
}

/** Options of a deletion: from the body, or from the query. */
export function deleteRequest(query: URLSearchParams, body: unknown): DeleteRequest {
  const options: JsonObject = isJsonObject(body) ? body : {};
  const propagation = options['propagationPolicy'] ?? query.get('propagationPolicy') ?? undefined;
  if (propagation !== undefined && propagation !== 'Background' && propagation !== 'Foreground' && propagation !== 'Orphan') {
    throw badRequest(
      `propagationPolicy: Unsupported value: ${JSON.stringify(propagation)}: supported values: "Background", "Foreground", "Orphan"`,
    );
  }
  const grace = options['gracePeriodSeconds'] ?? wholeNumber(query, 'gracePeriodSeconds');
  if (grace !== undefined && grace !== null && typeof grace !== 'number')
    throw badRequest('gracePeriodSeconds must be a whole number of seconds');
  const dryRun = Array.isArray(options['dryRun']) ? options['dryRun'] : query.getAll('dryRun');
  return {
    propagation,
    gracePeriodSeconds: grace ?? undefined,
    preconditions: isJsonObject(options['preconditions']) ? options['preconditions'] : undefined,
    dryRun: isDryRun(dryRun),
  };
}

export function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw badRequest(`${name}: Invalid value: ${JSON.stringify(text)}: must be a whole number`);
  return Number(text);
}

export function isSet(query: URLSearchParams, name: string): boolean {
  return ['true', '1', ''].includes(query.get(name) ?? 'false');
}

function isDryRun(values: unknown[]): boolean {
  const wrong = values.find((value) => value !== 'All');
  if (wrong !== undefined) throw badRequest(`dryRun: Unsupported value: ${JSON.stringify(wrong)}: supported values: "All"`);
  return values.length > 0;
}

/** Clients that name no manager are known by their program. */
function managerOf(userAgent = 'unknown'): string {
  return userAgent.split('/')[0] || 'unknown';
}
