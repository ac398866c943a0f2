import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useCalls } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';
import { endpointPath } from '../shared/endpoint-path.ts';
import { forgetDraft } from './use-draft.ts';

/** Applies the draft and goes to the endpoint's page, where its steps run. */
export function useDeploy() {
  const calls = useCalls();
  const navigate = useNavigate();
  const { input, path } = useCluster();
  const mutation = useMutation({
    mutationFn: (yaml: string) => calls.manifests.applyAll.mutate({ ...input, yaml }),
    onSuccess(applied) {
      forgetDraft();
      const endpoint = applied.find(({ kind }) => kind === 'AIMEndpoint');
      navigate(path(endpoint?.namespace ? endpointPath({ namespace: endpoint.namespace, name: endpoint.name }) : '/endpoints'));
    },
  });
  return {
    deploy: mutation.mutate,
    pending: mutation.isPending,
    error: mutation.error ? toWireError(mutation.error) : undefined,
    reset: mutation.reset,
  };
}
