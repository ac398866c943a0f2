/** The words of a plan: what an installation or a removal would do to a cluster, object by object. Plain data. */
import type { KubernetesObject, Stored } from '../../../../clusters/objects.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { InstallOptions } from '../options.ts';

/** Which object. `namespace` is null for objects outside of namespaces. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** `leave`: somebody else's, and good enough. `refuse`: it stands in the way of the whole installation. */
export type PlannedAction = 'create' | 'change' | 'keep' | 'leave' | 'remove' | 'refuse';

export interface FieldChange {
  /** `spec.template.spec.containers[gateway].image` */
  readonly path: string;
  /** Absent: it was not there. */
  readonly from?: unknown;
  /** Absent: it will not be there. */
  readonly to?: unknown;
}

export interface PlannedItem {
  readonly ref: ObjectRef;
  readonly action: PlannedAction;
  /** A sentence. */
  readonly why: string;
  /** With `change` only. */
  readonly changes?: readonly FieldChange[];
}

/** In order of application; what goes comes last. With a problem it must not be carried out. */
export interface InstallationPlan {
  readonly version: string;
  /** The version that is installed now. */
  readonly from: string | null;
  readonly items: readonly PlannedItem[];
  readonly problems: readonly Problem[];
  /** That the cluster's nodes must have or pull. */
  readonly images: readonly string[];
}

/** A live object, and what the server says that applying ours would make of it. */
export interface PresentObject {
  readonly live: Stored;
  /** The answer to a server-side apply with `dryRun`, by the field manager `slipway`; absent where none was tried. */
  readonly applied?: Stored | { readonly refusal: string } | undefined;
}

/** A request that carrying the plan out takes, as an access review names it. */
export interface Access {
  readonly verb: 'create' | 'patch' | 'delete';
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | null;
  /** Null where the verb has no name, as `create`. */
  readonly name: string | null;
}

/** The answer of a SelfSubjectAccessReview. */
export interface AccessAnswer {
  readonly access: Access;
  readonly allowed: boolean;
}

/** A wanted object that is not there, and why the server would not let it be made. */
export interface RefusedObject {
  readonly ref: ObjectRef;
  /** The server's own words. */
  readonly refusal: string;
}

export interface InstallationFacts {
  readonly options: InstallOptions;
  /** `installationObjects(options)`. */
  readonly wanted: readonly KubernetesObject[];
  /** Live objects with a wanted one's name, whoever made them, and all that are labelled as parts of Slipway (`partSelector`). */
  readonly present: readonly PresentObject[];
  /** By a server-side apply with `dryRun`, where that can be tried: not in a namespace that is yet to be made. */
  readonly refused: readonly RefusedObject[];
  /** Answers to `accessesNeeded(...)`. */
  readonly rights: readonly AccessAnswer[];
  /** `apiVersion kind` of every kind that the cluster serves now: `apps/v1 Deployment`. */
  readonly served: readonly string[];
  /** Null where nothing is installed. */
  readonly installedVersion: string | null;
}
