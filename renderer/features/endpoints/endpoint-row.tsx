import { ActionIcon } from '@mantine/core';
import { Link } from 'react-router';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { Ago } from '../../components/ago.tsx';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { endpointPath } from '../shared/endpoint-path.ts';
import { phaseWord } from '../shared/phase-word.ts';
import styles from './endpoint-table.module.css';

/** One endpoint on one line. */
export function EndpointRow(props: {
  endpoint: EndpointView;
  index: number;
  top: number;
  selected: boolean;
  onSelect(): void;
  onDelete(): void;
}) {
  const { endpoint, index, top, selected, onSelect, onDelete } = props;
  const { key, replicas } = endpoint;
  const { path } = useCluster();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows needs a grid's roles
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    <div
      role="row"
      id={`row-${endpoint.uid}`}
      tabIndex={-1}
      className={styles['row']}
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onSelect}
    >
      <Cell title={endpoint.message}>
        <StateMark state={endpoint.state} word={phaseWord(endpoint)} />
      </Cell>
      <Cell mono title={key.name}>
        <Link to={path(endpointPath(key))} tabIndex={-1}>
          {key.name}
        </Link>
      </Cell>
      <Cell mono title={endpoint.model}>
        {endpoint.model}
      </Cell>
      <Cell title={endpoint.recipe?.name ?? 'No recipe was chosen yet'}>{recipeLabel(endpoint.recipe)}</Cell>
      <Cell number title={`${replicas.ready} of ${replicas.wanted} replicas are ready`}>
        {replicas.ready}/{replicas.wanted}
      </Cell>
      <Cell mono title={key.namespace}>
        {key.namespace}
      </Cell>
      <Cell number>
        <Ago at={endpoint.createdAt} />
      </Cell>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of virtual rows needs a grid's roles */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the focus */}
      <div role="gridcell" className={styles['tools']}>
        <ActionIcon size={24} tabIndex={-1} aria-label={`Delete ${key.name}`} onClick={onDelete}>
          <Icon name="trash" size={14} />
        </ActionIcon>
      </div>
    </div>
  );
}

function Cell({ children, title, mono, number }: { children: React.ReactNode; title?: string; mono?: boolean; number?: boolean }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows needs a grid's roles
    // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the focus
    <div role="gridcell" className={['truncate', mono && 'mono', number && 'number'].filter(Boolean).join(' ')} title={title}>
      {children}
    </div>
  );
}
