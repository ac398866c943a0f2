import { ApiError } from '../../../api-error.ts';

/** In which form the client wants objects. */
export type ObjectForm = 'object' | 'table' | 'metadata' | 'metadata-list';

/** Picks the first form of an `Accept` header that is spoken here; 406 where there is none. */
export function acceptedForm(accept: string | undefined): ObjectForm {
  for (const wanted of mediaTypes(accept)) {
    if (!isJson(wanted.type)) continue;
    const as = wanted.parameters['as'];
    if (as === undefined) return 'object';
    if (as === 'Table') return 'table';
    if (as === 'PartialObjectMetadata') return 'metadata';
    if (as === 'PartialObjectMetadataList') return 'metadata-list';
  }
  throw new ApiError(
    406,
    'NotAcceptable',
    '406: Not Acceptable\n\nAvailable representations: application/json, application/json;stream=watch',
  );
}

/** Whether the client asks for all groups and resources in one document, first of all. */
export function wantsAggregatedDiscovery(accept: string | undefined): boolean {
  const first = mediaTypes(accept).find(({ type }) => isJson(type));
  return first?.parameters['as'] === 'APIGroupDiscoveryList' && first.parameters['v'] === 'v2';
}

interface MediaType {
  type: string;
  parameters: Record<string, string>;
}

function mediaTypes(accept = '*/*'): MediaType[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    return { type, parameters: Object.fromEntries(parameters.map((pair) => pair.split('=', 2))) };
  });
}

function isJson(type: string): boolean {
  return type === 'application/json' || type === '*/*' || type === 'application/*';
}
