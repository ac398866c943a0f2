import type { ApiObject } from '../json.ts';
import { conflict } from '../refusals.ts';
import type { ObjectPlace } from './context.ts';
import { checkNamed, checkPlace } from './decode.ts';

/** That the configuration is one of the object at its URL is seen after it was merged. One that names a uid means an object that is there. */
export function checkIdentity(place: ObjectPlace, applied: ApiObject, live: ApiObject): void {
  const { uid, name = live.metadata.uid ? live.metadata.name : '', namespace = '' } = applied.metadata;
  if (uid && !live.metadata.uid) {
    throw conflict(place.resource, place.name, `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`);
  }
  const identity = { ...applied, metadata: { name, namespace } };
  checkPlace(place, { ...identity, metadata: { ...identity.metadata } });
  checkNamed(place, identity);
}
