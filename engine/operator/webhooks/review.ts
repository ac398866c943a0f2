/** What an API server asks a webhook, and what it is answered: `admission.k8s.io/v1`. */
import type { StatusDetails } from '../../../clusters/api-error.ts';
import type { JsonPatchOperation } from '../../../clusters/cluster.ts';
import type { KubernetesObject } from '../../../clusters/objects.ts';

/** The parts of an AdmissionRequest that are looked at. */
export interface ReviewRequest {
  readonly uid: string;
  /** `aim.engine.amd.com/AIMEndpoint`. */
  readonly groupKind: string;
  readonly operation: string;
  readonly namespace: string | undefined;
  /** As it would be stored; absent when something is deleted. */
  readonly object: KubernetesObject & { spec?: unknown };
  /** As it is stored; absent when something is created. */
  readonly oldObject: (KubernetesObject & { spec?: unknown }) | undefined;
}

export interface ReviewResponse {
  readonly allowed: boolean;
  /** Sentences that kubectl prints. */
  readonly warnings?: readonly string[] | undefined;
  /** Why it is denied. */
  readonly denial?: { readonly message: string; readonly details: StatusDetails } | undefined;
  readonly patch?: readonly JsonPatchOperation[] | undefined;
}

export type ReadReview = { readonly ok: true; readonly request: ReviewRequest } | { readonly ok: false; readonly message: string };

const apiVersion = 'admission.k8s.io/v1';

/** Never throws: whatever is sent is a review, or a sentence about why it is none. */
export function readReview(text: string): ReadReview {
  const review = parse(text);
  if (!isRecord(review)) return refused('The body is not a JSON object.');
  if (review['apiVersion'] !== apiVersion || review['kind'] !== 'AdmissionReview') {
    return refused(`The body is not an AdmissionReview of ${apiVersion}.`);
  }
  const { request } = review;
  if (!isRecord(request)) return refused('The AdmissionReview has no request.');
  const { uid, kind, operation, namespace, object, oldObject } = request;
  if (typeof uid !== 'string' || uid === '') return refused('The request has no uid.');
  if (!isRecord(kind) || typeof kind['kind'] !== 'string') return refused('The request does not say of which kind its object is.');
  const groupKind = `${typeof kind['group'] === 'string' ? kind['group'] : ''}/${kind['kind']}`;
  const asked = { uid, groupKind, operation: String(operation), namespace: typeof namespace === 'string' ? namespace : undefined };
  return {
    ok: true,
    request: { ...asked, object: isRecord(object) ? object : {}, oldObject: isRecord(oldObject) ? oldObject : undefined },
  };
}

/** The AdmissionReview that answers. */
export function writeReview(uid: string, { allowed, warnings = [], denial, patch }: ReviewResponse): object {
  return {
    apiVersion,
    kind: 'AdmissionReview',
    response: {
      uid,
      allowed,
      ...(warnings.length > 0 ? { warnings: warnings.map(shortened) } : {}),
      ...(denial ? { status: statusOf(denial) } : {}),
      ...(patch && patch.length > 0 ? { patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(patch)).toString('base64') } : {}),
    },
  };
}

function statusOf({ message, details }: NonNullable<ReviewResponse['denial']>): object {
  return { status: 'Failure', code: 422, reason: 'Invalid', message, details };
}

/** API servers cut longer ones, in the middle of a word. */
const longestWarning = 256;

function shortened(warning: string): string {
  return warning.length <= longestWarning ? warning : `${warning.slice(0, longestWarning - 2)} …`;
}

function refused(message: string): ReadReview {
  return { ok: false, message };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
