import { methodNotAllowed, unknownPath } from '../refusals.ts';
import type { ObjectPlace } from '../requests/context.ts';
import type { Subresource } from '../resource.ts';
import type { Call } from './call.ts';
import { handleBinding } from './handle-binding.ts';
import { handleEviction } from './handle-eviction.ts';
import { handleLogs } from './handle-logs.ts';
import { handleToken } from './handle-token.ts';
import { refusalWithoutUpgrade } from './streams/handle-upgrade.ts';
import type { StreamKind } from './streams/negotiate.ts';

type SubresourceHandler = (call: Call, place: ObjectPlace) => Promise<void>;

const handlers: Partial<Record<Subresource, SubresourceHandler>> = {
  attach: refuseWithoutUpgrade('attach'),
  binding: handleBinding,
  eviction: handleEviction,
  exec: refuseWithoutUpgrade('exec'),
  log: handleLogs,
  portforward: refuseWithoutUpgrade('portforward'),
  token: handleToken,
};

/** What answers a subresource that is more than a part of its object; undefined where it is one (`status`, `scale`). */
export function subresourceHandler(place: ObjectPlace, name: string): SubresourceHandler | undefined {
  if (!place.resource.subresources.includes(name as Subresource)) throw unknownPath();
  return handlers[name as Subresource];
}

/** Streams begin with an upgrade of the connection, which does not come through here. */
function refuseWithoutUpgrade(kind: StreamKind): SubresourceHandler {
  return async (call, { namespace, name }) => {
    if (call.request.method !== 'GET' && call.request.method !== 'POST') throw methodNotAllowed();
    throw refusalWithoutUpgrade(call, { kind, pod: { namespace, name } });
  };
}
