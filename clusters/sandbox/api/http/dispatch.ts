import { AGGREGATED_TYPE, aggregatedDiscovery } from '../discovery/aggregated.ts';
import { coreVersions, groupDocument, groupList, resourceList } from '../discovery/discovery.ts';
import { openApiDocument, openApiIndex } from '../openapi/documents.ts';
import { emptyOpenApiV2, openApiV2Type } from '../openapi/version-2.ts';
import { unknownPath } from '../refusals.ts';
import { wantsAggregatedDiscovery } from './accept.ts';
import type { Call } from './call.ts';
import { handleResource } from './handle-resource.ts';
import { handleReview } from './handle-review.ts';
import { metricsText } from './metrics.ts';
import { sendJson, sendPlain, sendText } from './respond.ts';
import { parseRoute, type Route } from './route.ts';
import { versionDocument } from './version.ts';

/** Leads a request to what answers it. */
export async function dispatch(call: Call, version: string): Promise<void> {
  const route = parseRoute(call.url.pathname);
  switch (route.to) {
    case 'resource':
      if (route.path.group === 'authorization.k8s.io') return handleReview(call, route.path.plural);
      return handleResource(call, route.path);
    case 'discovery':
      return sendDiscovery(call, route);
    case 'openapi':
      return sendOpenApi(call, route.groupVersion);
    case 'openapi-v2':
      return sendOpenApiV2(call, version);
    case 'health':
      return sendPlain(call.response, 200, 'ok');
    case 'version':
      return sendJson(call.response, 200, versionDocument(version));
    case 'metrics':
      return sendPlain(call.response, 200, metricsText(call.context));
    case 'root':
      return sendJson(call.response, 200, {
        paths: ['/api', '/apis', '/healthz', '/livez', '/metrics', '/openapi/v3', '/readyz', '/version'],
      });
    default:
      throw unknownPath();
  }
}

function sendDiscovery({ context, request, response }: Call, { group, version }: Extract<Route, { to: 'discovery' }>): void {
  const { registry } = context;
  const core = group === '';
  if (version !== undefined) sendJson(response, 200, resourceList(registry, group ?? '', version));
  else if (group) sendJson(response, 200, groupDocument(registry, group));
  else if (wantsAggregatedDiscovery(request.headers.accept)) {
    const text = JSON.stringify(aggregatedDiscovery(registry, { core }));
    response.writeHead(200, { 'content-type': AGGREGATED_TYPE, 'content-length': Buffer.byteLength(text), vary: 'Accept' });
    response.end(text);
  } else sendJson(response, 200, core ? coreVersions() : groupList(registry));
}

function sendOpenApi({ context, response }: Call, groupVersion: string | undefined): void {
  const { registry, store } = context;
  if (groupVersion === undefined) sendJson(response, 200, openApiIndex(registry, store));
  else sendText(response, 200, openApiDocument(registry, store, groupVersion));
}

function sendOpenApiV2({ response }: Call, version: string): void {
  const body = emptyOpenApiV2(version);
  response.writeHead(200, { 'content-type': openApiV2Type, 'content-length': body.length });
  response.end(body);
}
