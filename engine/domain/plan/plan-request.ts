import type { Catalog } from '../catalog/catalog.ts';
import type { JudgedOption } from '../choose/option.ts';
import type { Endpoint } from '../endpoint.ts';

/** What objects are planned from. */
export interface PlanRequest {
  readonly endpoint: Endpoint;
  readonly chosen: JudgedOption;
  readonly images: Catalog['images'];
  /** The simulator's image, where it stands in for model servers. */
  readonly simulator?: string | undefined;
}
