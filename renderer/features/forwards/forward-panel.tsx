import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ObjectRef } from '../../../engine/contract/views/state.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import styles from './forward-list.module.css';
import { ForwardList } from './forward-list.tsx';
import { type PortChoice, readPorts } from './read-ports.ts';
import { useForwards, useOpenForward } from './use-forwards.ts';

/** Opens a port of this machine that leads to a pod, and shows those that are open to it. */
export function ForwardPanel({ pod, onClose }: { pod: ObjectRef; onClose(): void }) {
  const { name: cluster, input } = useCluster();
  const [choice, setChoice] = useState<PortChoice>({ port: '8000', localPort: '' });
  const { open, pending, error } = useOpenForward(input);
  const { data = [] } = useForwards();
  const ports = readPorts(choice);
  const mine = data.filter(
    (forward) => forward.cluster === cluster && forward.namespace === pod.namespace && forward.target === `pod/${pod.name}`,
  );
  return (
    <SidePanel
      title="Forward a port"
      onClose={onClose}
      footer={
        <Button
          disabled={typeof ports === 'string'}
          loading={pending}
          onClick={() => typeof ports !== 'string' && open({ namespace: pod.namespace, target: { kind: 'pod', name: pod.name }, ...ports })}
        >
          Open forward
        </Button>
      }
    >
      <p>
        A port of this machine that leads to <code>{pod.name}</code>. It reconnects when the connection breaks, and ends with Slipway.
      </p>
      <TextInput
        label="Port of the pod"
        value={choice.port}
        onChange={(event) => setChoice({ ...choice, port: event.currentTarget.value })}
      />
      <TextInput
        label="Port here"
        placeholder="any free one"
        value={choice.localPort}
        error={typeof ports === 'string' ? ports : undefined}
        onChange={(event) => setChoice({ ...choice, localPort: event.currentTarget.value })}
      />
      {error && <ErrorNotice error={error} />}
      {mine.length > 0 && (
        <div className={styles['wide']}>
          <ForwardList forwards={mine} />
        </div>
      )}
    </SidePanel>
  );
}
