import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { AttachDraft } from '../../../engine/contract/views/cluster.ts';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { clusterPath } from '../shared/cluster-path.ts';

/** Looks at a context, and attaches it: then its page follows. */
export function useAttach() {
  const { clusters } = useCalls();
  const navigate = useNavigate();
  const check = useMutation({ mutationFn: (draft: AttachDraft) => clusters.checkContext.query(draft) });
  const attach = useMutation({
    mutationFn: (draft: AttachDraft) => clusters.attach.mutate(draft),
    onSuccess({ name }) {
      // Its page says how that goes, and why where it fails.
      clusters.connect.mutate({ name }).catch(() => undefined);
      void navigate(clusterPath(name));
    },
  });
  return {
    check: { ...check, wireError: check.error ? toWireError(check.error) : undefined },
    attach: { ...attach, wireError: attach.error ? toWireError(attach.error) : undefined },
  };
}
