import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ToolView } from '../../../engine/contract/views/kind.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { useStartedFlow } from '../shared/use-started-flow.ts';
import styles from './clusters-page.module.css';

const places = { settings: 'from the settings', path: 'on PATH', managed: 'downloaded by Slipway' };

/** One program: what was found, the download that is offered, and a path to say where another one is. */
export function Tool({ tool }: { tool: ToolView }) {
  const { name, path, version, from, problem, fix, download } = tool;
  const fetching = useStartedFlow((calls) => calls.kind.downloadTool.mutate({ tool: name }));
  return (
    <li>
      <strong className="mono">{name}</strong>
      <StateMark state={path && !problem ? 'ready' : 'failed'} word={path && !problem ? 'Found' : 'Not usable'} />
      {path && (
        <p>
          {version} {from && places[from]}: <code>{path}</code>
        </p>
      )}
      {problem && <p>{problem}</p>}
      {problem && fix && <p className="dim">{fix}</p>}
      {problem && download && (
        <div className={styles['offer']}>
          <Button loading={fetching.pending} leftSection={<Icon name="download" size={14} />} onClick={() => fetching.start()}>
            Download {name} {download.version}
          </Button>
          <p className="dim">
            From <code>{download.url}</code>, into Slipway's own folder. Kept only if its SHA-256 is
          </p>
          <code className={styles['digest']}>{download.sha256}</code>
          {fetching.error && <ErrorNotice error={fetching.error} />}
        </div>
      )}
      <ToolPath key={path} tool={tool} />
    </li>
  );
}

function ToolPath({ tool: { name, path, from } }: { tool: ToolView }) {
  const { kind } = useCalls();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(from === 'settings' ? (path ?? '') : '');
  const mutation = useMutation({
    mutationFn: () => kind.setToolPath.mutate({ tool: name, path: wanted }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const unchanged = wanted === (from === 'settings' ? (path ?? '') : '');
  return (
    <form
      className={styles['path']}
      onSubmit={(event) => {
        event.preventDefault();
        mutation.mutate();
      }}
    >
      <TextInput
        aria-label={`Path of another ${name}`}
        classNames={{ input: 'mono' }}
        placeholder={`Path of another ${name}`}
        value={wanted}
        error={mutation.error && toWireError(mutation.error).message}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={unchanged} loading={mutation.isPending}>
        {wanted === '' ? 'Look for it again' : 'Use this one'}
      </Button>
    </form>
  );
}
