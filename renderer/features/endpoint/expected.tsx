import { useQuery } from '@tanstack/react-query';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import type { EstimateView, FitRequest } from '../../../engine/contract/views/fit.ts';
import { Facts } from '../../components/section.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { useChat } from '../chat/use-chat.ts';
import { compareMeasured } from './compare-measured.ts';

const standings = { within: 'as expected', slower: 'slower', faster: 'faster' };

/** What the last answer took beside what the arithmetic expects; nothing until both are known. */
export function Expected({ endpoint }: { endpoint: EndpointView }) {
  const { entries } = useChat(endpoint.uid);
  const measures = entries.findLast((entry) => entry.measures !== null)?.measures ?? null;
  const estimate = useEstimate(measures ? fitRequest(endpoint) : null);
  const compared = measures && estimate ? compareMeasured(estimate, measures) : [];
  if (compared.length === 0) return null;
  return (
    <Facts
      facts={compared.map(({ name, measured, expected, standing, sentence }) => [
        name,
        <span key={name} title={[sentence, ...(estimate?.basis ?? [])].join('\n')}>
          {measured}, <span className="dim">{`expected ${expected}: ${standings[standing]}`}</span>
        </span>,
      ])}
    />
  );
}

function useEstimate(request: FitRequest | null): EstimateView | null {
  const calls = useCalls();
  const { data } = useQuery({
    queryKey: ['fit.judge', request],
    queryFn: () => (request ? calls.fit.judge.query(request) : null),
    enabled: request !== null,
    // A model or a GPU that the catalog does not know has no estimate, however often it is asked for.
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.estimate ?? null;
}

function fitRequest({ model, recipe }: EndpointView): FitRequest | null {
  if (!recipe?.gpuModel || recipe.gpuCount === null) return null;
  const engine = recipe.engine?.toLowerCase();
  if (engine !== 'vllm' && engine !== 'sglang') return null;
  return {
    model: { id: model },
    gpu: recipe.gpuModel,
    gpuCount: recipe.gpuCount,
    settings: { engine, concurrency: 1, kvCacheDtype: 'auto', ...(recipe.precision ? { precision: recipe.precision } : {}) },
  };
}
