import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { EndpointListView } from '../../../engine/contract/views/endpoint.ts';
import { Ago } from '../../components/ago.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { recipeLabel } from '../../format/recipe.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { endpointPath } from '../shared/endpoint-path.ts';
import { phaseWord } from '../shared/phase-word.ts';
import { countStates } from '../shared/state-summary.ts';
import styles from './start-page.module.css';

const newest = 12;

/** How many endpoints are in which state, and the newest of them. */
export function EndpointsSummary({ list }: { list: EndpointListView | undefined }) {
  const endpoints = list?.endpoints ?? [];
  const { path } = useCluster();
  return (
    <Section
      title="Endpoints"
      flush
      aside={
        <div className={styles['states']}>
          {countStates(endpoints).map(({ state, count }) => (
            <Link key={state} to={path(`/endpoints?state=${state}`)}>
              <StateMark state={state} word={`${count} ${state}`} />
            </Link>
          ))}
        </div>
      }
    >
      <SummaryBody list={list} />
    </Section>
  );
}

function SummaryBody({ list }: { list: EndpointListView | undefined }) {
  const { path } = useCluster();
  if (!list) return <Skeleton label="Loading endpoints" />;
  if (list.endpoints.length === 0) {
    return (
      <EmptyState
        title="No endpoint yet"
        action={
          <Button component={Link} to={path('/compose')}>
            New endpoint
          </Button>
        }
      >
        <p>
          An endpoint is a model that is served: pick a model, and Slipway chooses a recipe that fits the GPUs here, starts the model
          servers and gives you an OpenAI-compatible address. Qwen2.5-7B-Instruct on one GPU is a good first one.
        </p>
      </EmptyState>
    );
  }
  const shown = list.endpoints.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, newest);
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>State</th>
          <th>Name</th>
          <th>Model</th>
          <th>Recipe</th>
          <th className={table['number']}>Age</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((endpoint) => (
          <tr key={endpoint.uid}>
            <td>
              <StateMark state={endpoint.state} word={phaseWord(endpoint)} />
            </td>
            <td className={`mono ${table['shortened']}`} title={endpoint.key.name}>
              <Link to={path(endpointPath(endpoint.key))}>{endpoint.key.name}</Link>
            </td>
            <td className={`mono ${table['shortened']}`} title={endpoint.model}>
              {endpoint.model}
            </td>
            <td className={table['tight']}>{recipeLabel(endpoint.recipe)}</td>
            <td className={table['number']}>
              <Ago at={endpoint.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
