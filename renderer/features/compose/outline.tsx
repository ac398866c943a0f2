import styles from './compose-page.module.css';
import { type GraphInput, graphNodes } from './graph.ts';
import type { NodeId } from './problems.ts';

/** The graph as a list, for the keyboard. */
export function Outline({ selected, onSelect, ...graph }: GraphInput & { selected: NodeId; onSelect(id: NodeId): void }) {
  return (
    <nav className={styles['outline']} aria-label="Outline">
      <h2>Outline</h2>
      {graphNodes(graph).map((node) => (
        <button
          key={node.id}
          type="button"
          aria-current={node.id === selected}
          data-problems={node.problems || undefined}
          onClick={() => onSelect(node.id)}
        >
          {node.title}
          <small className={node.problems > 0 ? 'truncate' : 'mono truncate'}>
            {node.problems > 0 ? `${node.problems} to mend` : node.text}
          </small>
        </button>
      ))}
    </nav>
  );
}
