import type { IncomingMessage } from 'node:http';
import * as errors from '../answer/errors.ts';
import { type Exchange, refuse, settle } from '../forward/exchange.ts';
import { type Forwarding, forward } from '../forward/forward.ts';
import type { IdleWatch } from '../forward/idle-watch.ts';
import { pickTarget } from '../pick/pick-target.ts';
import type { LiveTable, LiveTarget } from '../table/live-table.ts';
import { readBody } from './read-body.ts';
import { type ModelProblem, readModel, replaceModel } from './read-model.ts';

export interface Serving extends Forwarding {
  table(): LiveTable;
  idleWatch: IdleWatch;
}

/** A request's way: read its body, route by its model, pick a target, forward to one of its backends. Each step may refuse. */
export async function serveInference(exchange: Exchange, serving: Serving): Promise<void> {
  const { clock, limits } = serving;
  const body = await readBody(exchange.request, limits.bodyBytes);
  if (body === 'gone') return settle(exchange, 499, clock.now());
  if (body === 'too-large') return refuse(exchange, errors.bodyTooLarge(limits.bodyBytes), clock.now());

  const field = readModel(body);
  if (typeof field === 'string') return refuse(exchange, modelRefusal(field, exchange.request), clock.now());

  const table = serving.table();
  const route = table.byModel.get(field.model);
  if (!route) return refuse(exchange, errors.unknownModel(field.model, table.byModel.keys()), clock.now());
  exchange.route = route;

  const target = pickTarget(route.targets, isUsable);
  if (!target) {
    exchange.series = route.targets[0]?.series ?? exchange.series;
    return refuse(exchange, errors.noBackend(field.model, route), clock.now());
  }
  exchange.target = target;
  exchange.series = target.series;
  exchange.body = target.upstreamModel === undefined ? body : replaceModel(body, field, target.upstreamModel);

  exchange.movedAt = clock.now();
  serving.idleWatch.add(exchange);
  forward(exchange, target, serving);
}

function isUsable(target: LiveTarget): boolean {
  return target.backends.length > 0;
}

const refusals: Record<ModelProblem, () => errors.Refusal> = {
  malformed: errors.malformedBody,
  'not-an-object': errors.bodyNotObject,
  absent: errors.missingModel,
  'not-a-string': errors.modelNotString,
};

// What cannot be read as JSON is often no JSON by intent: say that instead.
function modelRefusal(problem: ModelProblem, { headers }: IncomingMessage): errors.Refusal {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return errors.unsupportedBody(`bodies with content-encoding ${encoding}`);
  const type = headers['content-type'];
  if (type?.startsWith('multipart/')) return errors.unsupportedBody('multipart bodies');
  return refusals[problem]();
}
