import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { useStartedFlow } from '../shared/use-started-flow.ts';
import styles from './cluster-page.module.css';

/** What only kind clusters can do: take an image from the container engine, and give away their logs. */
export function KindSection({ name }: { name: string }) {
  const [image, setImage] = useState('');
  const [folder, setFolder] = useState('');
  const load = useStartedFlow((calls) => calls.kind.loadImage.mutate({ cluster: name, image: image.trim() }));
  const logs = useStartedFlow((calls) => calls.kind.exportLogs.mutate({ cluster: name, folder: folder.trim() }));
  const error = load.error ?? logs.error;
  return (
    <Section title="kind">
      <div className={styles['commands']}>
        {error && <ErrorNotice error={error} />}
        <div className={styles['line']}>
          <TextInput
            label="Image of the container engine"
            classNames={{ input: 'mono' }}
            placeholder="registry.example.com/model-server:1.2"
            value={image}
            onChange={(event) => setImage(event.currentTarget.value)}
          />
          <Button variant="default" disabled={image.trim() === ''} loading={load.pending} onClick={() => load.start()}>
            Load image
          </Button>
        </div>
        <div className={styles['line']}>
          <TextInput
            label="Folder for the logs of its nodes"
            classNames={{ input: 'mono' }}
            placeholder={`/home/me/${name}-logs`}
            value={folder}
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button variant="default" disabled={folder.trim() === ''} loading={logs.pending} onClick={() => logs.start()}>
            Export logs
          </Button>
        </div>
      </div>
    </Section>
  );
}
