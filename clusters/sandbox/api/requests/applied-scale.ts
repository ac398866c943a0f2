import { applyConfiguration } from '../apply/apply-configuration.ts';
import type { ApiObject } from '../json.ts';
import { unknownPath } from '../refusals.ts';
import type { Entry } from '../storage/entry.ts';
import { inWireForm } from '../typed/resource-shape.ts';
import { checkIdentity } from './applied-identity.ts';
import type { ApplyRequest, ObjectPlace, RequestContext } from './context.ts';
import { decodeApplied } from './decode-applied.ts';
import { scalePlace, scaleTracking, writeScale } from './scale.ts';

/** Applies a Scale to the one that an object has. */
export function applyScale(context: RequestContext, place: ObjectPlace, body: unknown, request: ApplyRequest): Entry {
  if (!place.resource.scale) throw unknownPath();
  const inScale = scalePlace(place);
  const applied = decodeApplied(inScale, body);
  const tracking = { ...scaleTracking(context, place, request), force: request.force ?? false };
  const next = (scale: ApiObject) => {
    const merged = applyConfiguration(scale, applied, tracking);
    checkIdentity(inScale, applied, scale);
    return inWireForm(inScale.resource, merged);
  };
  return writeScale(context, place, next, request);
}
