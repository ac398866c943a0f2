import type { NodeView } from '../../../engine/contract/views/node.ts';
import { Icon } from '../../components/icon.tsx';
import { Section } from '../../components/section.tsx';
import { groupFindings } from './group-findings.ts';
import styles from './hardware-page.module.css';

/** What nodes tell that a person should act on: a GPU without its device plugin, labels that contradict each other. */
export function Findings({ nodes }: { nodes: readonly NodeView[] }) {
  const groups = groupFindings(nodes);
  if (groups.length === 0) return null;
  return (
    <Section title={groups.length === 1 ? '1 finding' : `${groups.length} findings`} flush>
      <ul className={styles['findings']}>
        {groups.map(({ finding, nodes: names }) => (
          <li key={finding}>
            <Icon name="warning" size={14} />
            <span>{finding}</span>
            <span className="mono dim truncate" title={names.join(', ')}>
              {names.length > 2 ? `${names.length} nodes` : names.join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
