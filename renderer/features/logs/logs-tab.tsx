import { Button, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { useEndpoint } from '../shared/use-endpoint.ts';
import { searchLines } from './log-buffer.ts';
import { LogLines } from './log-lines.tsx';
import styles from './logs-tab.module.css';
import { useLog } from './use-log.ts';

/** The log of the endpoint's pods as it is written. */
export function LogsTab() {
  const { data, key } = useEndpoint();
  const [parameters, setParameters] = useSearchParams();
  const [paused, setPaused] = useState(false);
  const [wrap, setWrap] = useState(false);
  const [search, setSearch] = useState('');
  const pod = parameters.get('pod');
  const { lines, error, retry } = useLog(key, pod, paused);
  const shown = useMemo(() => searchLines(lines, search), [lines, search]);
  const pods = data?.pods.map(({ name }) => name) ?? [];
  const choices = pod && !pods.includes(pod) ? [pod, ...pods] : pods;
  return (
    <div className={styles['logs']}>
      <div className={styles['tools']}>
        <Select
          aria-label="Pod"
          className={styles['pod'] ?? ''}
          data={[{ value: '', label: 'All pods' }, ...choices]}
          value={pod ?? ''}
          onChange={(value) => setParameters(value ? { pod: value } : {}, { replace: true })}
        />
        <TextInput
          data-filter
          className={styles['search'] ?? ''}
          aria-label="Search the log"
          placeholder="Search the log"
          leftSection={<Icon name="search" size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<Icon name={paused ? 'play' : 'pause'} size={14} />} onClick={() => setPaused(!paused)}>
          {paused ? 'Resume log' : 'Pause log'}
        </Button>
        <Button variant="default" aria-pressed={wrap} leftSection={<Icon name="wrap" size={14} />} onClick={() => setWrap(!wrap)}>
          Wrap lines
        </Button>
        <span className={styles['count']}>
          {search ? `${shown.length} of ${lines.length} lines` : `${lines.length} lines`}
          {paused && ', paused'}
        </span>
      </div>
      {error && (
        <div className={styles['notice']}>
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      )}
      <LogLines key={String(wrap)} lines={shown} showPod={pod === null && pods.length > 1} follow={!paused} wrap={wrap} />
    </div>
  );
}
