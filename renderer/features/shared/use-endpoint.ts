import { useParams } from 'react-router';
import type { EndpointDetailView } from '../../../engine/contract/views/endpoint.ts';
import type { ObjectRef } from '../../../engine/contract/views/state.ts';
import { useLive } from '../../live/engine-context.tsx';
import type { LiveSource, LiveState } from '../../live/live-source.ts';
import { useClusterSources } from '../../live/use-cluster.ts';

/** The endpoint that the address names, live. */
export function useEndpoint(): LiveState<EndpointDetailView> & { key: ObjectRef; source: LiveSource<EndpointDetailView> } {
  const { namespace = '', name = '' } = useParams();
  const key = { namespace, name };
  const source = useClusterSources().endpoint(key);
  return { ...useLive(source), key, source };
}
