import type { IncomingMessage } from 'node:http';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue, tooLong } from '../causes.ts';
import { invalid } from '../refusals.ts';
import { contentType } from './body.ts';

/** How a write is to be done, as its query string says it. */
export interface WriteQuery {
  fieldManager: string;
  dryRun: boolean;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

const kinds: Record<string, string> = { POST: 'CreateOptions', PUT: 'UpdateOptions', PATCH: 'PatchOptions' };
const LONGEST_MANAGER = 128;
const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];

/** The options of a create, update or patch; 422 with everything that is wrong with them. */
export function writeQuery(query: URLSearchParams, request: IncomingMessage): WriteQuery {
  const kind = kinds[request.method ?? ''] ?? 'UpdateOptions';
  const manager = query.get('fieldManager') ?? '';
  const dryRun = query.getAll('dryRun').filter((value) => value !== '');
  const fieldValidation = query.get('fieldValidation') ?? '';
  const causes = [
    ...(kind === 'PatchOptions' ? patchProblems(query, request, manager) : []),
    ...managerProblems(manager),
    ...(dryRun.some((value) => value !== 'All') ? [notSupported('dryRun', dryRun, ['All'])] : []),
    ...(VALIDATIONS.includes(fieldValidation) ? [] : [notSupported('fieldValidation', fieldValidation, VALIDATIONS)]),
  ];
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', plural: kind.toLowerCase(), kind }, '', causes);
  return {
    fieldManager: manager || managerOf(request.headers['user-agent']),
    dryRun: dryRun.length > 0,
    fieldValidation: (fieldValidation || 'Warn') as WriteQuery['fieldValidation'],
  };
}

function patchProblems(query: URLSearchParams, request: IncomingMessage, manager: string): StatusCause[] {
  const isApply = contentType(request).startsWith('application/apply-patch+');
  if (isApply) return manager === '' ? [requiredValue('fieldManager', 'is required for apply patch')] : [];
  return query.has('force') ? [forbiddenField('force', 'may not be specified for non-apply patch')] : [];
}

function managerProblems(manager: string): StatusCause[] {
  if (Buffer.byteLength(manager) > LONGEST_MANAGER) return [tooLong('fieldManager', LONGEST_MANAGER)];
  const position = [...manager].findIndex((character) => !isPrintable(character));
  if (position === -1) return [];
  const code = (manager.codePointAt(position) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return [invalidValue('fieldManager', manager, `invalid character U+${code} (at position ${position})`)];
}

function isPrintable(character: string): boolean {
  return character === ' ' || !/[\p{C}\p{Z}]/u.test(character);
}

/** Clients that name no manager are known by their program. */
function managerOf(userAgent = ''): string {
  const [program = ''] = userAgent.split('/');
  const printable = [...program].filter(isPrintable).join('');
  return Buffer.from(printable).subarray(0, LONGEST_MANAGER).toString('utf8') || 'unknown';
}
