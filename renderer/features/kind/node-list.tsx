import { Button } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import type { FormProps } from './form-edit.ts';
import styles from './list.module.css';
import { NodeFields } from './node-fields.tsx';

/** The nodes of the cluster, each a container. */
export function NodeList({ form, edit, errorAt }: FormProps) {
  const add = (role: string) =>
    form.nodes.length > 0 ? edit.add(['nodes'], { role }) : edit.set(['nodes'], [{ role: 'control-plane' }, { role }]);
  return (
    <section className={styles['list']} aria-label="Nodes">
      <header>
        <h2>{form.nodes.length === 1 ? '1 node' : `${form.nodes.length} nodes`}</h2>
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => add('worker')}>
          Add worker
        </Button>
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => add('control-plane')}>
          Add control plane
        </Button>
      </header>
      {form.nodes.length === 0 && <p className="dim">No node is named, so kind makes one control plane.</p>}
      {form.nodes.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node of the configuration is its position
        <NodeFields key={index} index={index} node={node} edit={edit} errorAt={errorAt} />
      ))}
    </section>
  );
}
