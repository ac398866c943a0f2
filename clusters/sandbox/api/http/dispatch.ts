import { ISSUER } from '../authentication/account-tokens.ts';
import { customMetricsGroup } from '../builtin/metrics-resources.ts';
import { AGGREGATED_TYPE, aggregatedDiscovery } from '../discovery/aggregated.ts';
import { customMetricNames } from '../discovery/custom-metric-names.ts';
import { customMetricsDocument } from '../discovery/custom-metrics.ts';
import { coreVersions, groupDocument, groupList, resourceList } from '../discovery/discovery.ts';
import { openApiDocument, openApiHash, openApiIndex } from '../openapi/documents.ts';
import { emptyOpenApiV2, openApiV2Type } from '../openapi/version-2.ts';
import { openApiV2Document } from '../openapi/version-2-document.ts';
import { methodNotAllowed } from '../refusals.ts';
import { wantsAggregatedDiscovery } from './accept.ts';
import type { Call } from './call.ts';
import { handleMetrics, isMetricsGroup } from './handle-metrics.ts';
import { handleResource } from './handle-resource.ts';
import { sendHealth } from './health.ts';
import { metricsText } from './metrics.ts';
import { sendJson, sendPlain, sendText, sendUnknown } from './respond.ts';
import { rootPaths } from './root-paths.ts';
import { parseRoute, type Route } from './route.ts';
import { versionDocument } from './version.ts';

/** Leads a request to what answers it. */
export async function dispatch(call: Call, version: string): Promise<void> {
  const route = parseRoute(call.url.pathname);
  if (route.to !== 'resource') return sendDocument(call, route, version);
  if (isMetricsGroup(route.path.group)) return handleMetrics(call, route.path);
  // A group that nobody serves has no paths at all.
  if (call.context.registry.hasGroup(route.path.group)) return handleResource(call, route.path);
  sendUnknown(call.response);
}

async function sendDocument(call: Call, route: Exclude<Route, { to: 'resource' }>, version: string): Promise<void> {
  const { response, context, request, tokens } = call;
  if (request.method !== 'GET' && route.to !== 'health' && route.to !== 'unknown') throw methodNotAllowed();
  switch (route.to) {
    case 'discovery':
      return sendDiscovery(call, route);
    case 'openapi':
      return sendOpenApi(call, route.groupVersion);
    case 'openapi-v2':
      return sendOpenApiV2(call, version);
    case 'health':
      return sendHealth(call, route);
    case 'version':
      return sendJson(response, 200, versionDocument(version));
    case 'metrics':
      return sendPlain(response, 200, metricsText(context));
    case 'root':
      return sendJson(response, 200, rootPaths(context.registry));
    case 'issuer':
      return sendJson(response, 200, issuerDocument(request.headers.host ?? ''));
    case 'issuer-keys':
      return sendJson(response, 200, tokens.accounts.publicKeys());
    default:
      return sendUnknown(response);
  }
}

function sendDiscovery({ context, request, response }: Call, { group, version }: Extract<Route, { to: 'discovery' }>): void {
  const { registry } = context;
  const core = group === '';
  if (group === customMetricsGroup) sendCustomMetrics(response, customMetricsDocument(version, customMetricNames(context)));
  else if (group && !registry.hasGroup(group)) sendUnknown(response);
  else if (version !== undefined) sendJson(response, 200, resourceList(registry, group ?? '', version));
  else if (group) sendJson(response, 200, groupDocument(registry, group));
  else if (wantsAggregatedDiscovery(request.headers.accept))
    sendAggregated(response, aggregatedDiscovery(registry, { core, metrics: customMetricNames(context) }));
  else sendJson(response, 200, core ? coreVersions(request.headers.host ?? '') : groupList(registry));
}

function sendCustomMetrics(response: Call['response'], document: object | undefined): void {
  if (document) sendJson(response, 200, document);
  else sendUnknown(response);
}

function sendAggregated(response: Call['response'], document: object): void {
  const text = JSON.stringify(document);
  response.writeHead(200, { 'content-type': AGGREGATED_TYPE, 'content-length': Buffer.byteLength(text), vary: 'Accept' });
  response.end(text);
}

/** A document's address holds its hash; one with an older hash leads to the present one. */
function sendOpenApi({ context, query, response }: Call, path: string | undefined): void {
  const { registry, store } = context;
  const hash = path === undefined ? undefined : openApiHash(registry, store, path);
  if (path === undefined) sendJson(response, 200, openApiIndex(registry, store));
  else if (hash === undefined) {
    response.writeHead(404, { 'content-length': 0 });
    response.end();
  } else if (query.has('hash') && query.get('hash') !== hash) {
    response.writeHead(301, { location: `/openapi/v3/${path}?hash=${hash}`, vary: 'Accept', 'content-length': 0 });
    response.end();
  } else {
    response.setHeader('etag', JSON.stringify(hash));
    response.setHeader('vary', 'Accept');
    sendText(response, 200, openApiDocument(registry, store, path));
  }
}

/** kubectl reads only the other encoding, and needs it only to learn that a kind is unknown. */
function sendOpenApiV2({ context, request, response }: Call, version: string): void {
  if (!request.headers.accept?.includes('protobuf')) {
    sendJson(response, 200, openApiV2Document(context.registry, context.store));
    return;
  }
  const body = emptyOpenApiV2(version);
  response.writeHead(200, { 'content-type': openApiV2Type, 'content-length': body.length });
  response.end(body);
}

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
function issuerDocument(address: string): object {
  return {
    issuer: ISSUER,
    jwks_uri: `https://${address}/openid/v1/jwks`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  };
}
