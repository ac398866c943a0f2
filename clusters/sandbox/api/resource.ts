/** A resource as the API server serves it: one group, version and plural, with everything that its requests need to know. */
import type { ApiError, StatusCause } from '../../api-error.ts';
import type { User } from './authentication/user.ts';
import type { ApiObject, JsonObject } from './json.ts';
import type { Schema } from './openapi/schema.ts';
import type { Column } from './printing/column.ts';

export interface Resource {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  listKind: string;
  namespaced: boolean;
  shortNames: readonly string[];
  categories: readonly string[];
  verbs: readonly Verb[];
  subresources: readonly Subresource[];
  /** Where its objects are kept; versions of one resource share it, and so do the two views of events. */
  bucket: string;
  /** The `apiVersion` under which objects are kept. */
  storedAs: string;
  /** True for kinds that a CustomResourceDefinition defines. */
  custom: boolean;
  /** Undefined: any fields. */
  schema(): Schema | undefined;
  /** Said with every answer: of a version that is on its way out. */
  warning?: string;
  columns: readonly Column[];
  scale?: ScalePaths;
  strategy: Strategy;
}

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** Of a custom kind, in the order in which discovery names them. */
export const allVerbs: readonly Verb[] = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

export type Subresource =
  | 'status'
  | 'scale'
  | 'approval'
  | 'attach'
  | 'binding'
  | 'eviction'
  | 'exec'
  | 'finalize'
  | 'log'
  | 'portforward'
  | 'proxy'
  | 'token';

/** Where `scale` finds its numbers, as field names. */
export interface ScalePaths {
  specReplicas: string[];
  statusReplicas: string[];
  selector?: string[];
}

/** What is special about one kind; every part is optional. All are given copies that they may change, do no I/O, and refuse by throwing an ApiError where no field says it. */
export interface Strategy {
  /** Fills what the caller left out. Runs before validation, on every write. */
  setDefaults?(object: ApiObject): void;
  /** Changes a new object before it is validated: an initial status, an allocated address. */
  prepareCreate?(object: ApiObject, facts: StrategyFacts): void;
  prepareUpdate?(object: ApiObject, previous: ApiObject, facts: StrategyFacts): void;
  /** Changes an object that is going to be deleted, before it is marked: a finalizer of the server's own. */
  prepareDelete?(object: ApiObject, facts: StrategyFacts): void;
  /** Notes in what was sent who sent it. */
  sign?(body: JsonObject, user: User): JsonObject;
  /** Refuses to delete an object that the cluster cannot do without (403). */
  refuseDeletion?(object: ApiObject): ApiError | undefined;
  validate?(object: ApiObject, previous: ApiObject | undefined): StatusCause[];
  /** What is wrong with an object whose status alone was written; undefined: the same as for any other write. */
  validateStatus?(object: ApiObject, previous: ApiObject): StatusCause[];
  /** Refuses a write that no field is to blame for (403). */
  admit?(object: ApiObject, facts: StrategyFacts): ApiError | undefined;
  /** How long a deletion waits for someone to confirm it; undefined: not at all. */
  gracePeriodSeconds?(object: ApiObject, asked: number | undefined): number;
  /** What happens to dependents where a deletion does not say; undefined: they go in the background. */
  defaultPropagation?: 'Orphan';
  /** From the stored form to this resource's, and back. Undefined: only `apiVersion` and `kind` differ. */
  fromStored?(object: ApiObject): ApiObject;
  toStored?(object: ApiObject): ApiObject;
  /** True for kinds that an update creates where they are missing. */
  createsOnUpdate?: boolean;
  /** Fields besides metadata that field selectors may name. */
  selectableFields?: Record<string, (object: JsonObject) => string>;
  /** False where the spec has no generation, as with most core kinds. */
  countsGenerations?: boolean;
  /** Lists that an object may be refused for when they are empty: where they are stored, empty and absent are the same. */
  emptyLists?: readonly (readonly string[])[];
  /** Metadata that cannot be written with the status, as most of it can; of custom kinds none can. */
  statusKeeps?: readonly string[];
  /** True for Deployments: annotations count as part of what was asked for, but where the status is written with them. */
  countsAnnotations?: boolean;
}

export interface StrategyFacts {
  now: number;
  random(): number;
  objects(bucket: string): Iterable<ApiObject>;
}
