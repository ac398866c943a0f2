import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { HardwareTabs } from '../shared/hardware-tabs.tsx';
import { Asked } from './asked.tsx';
import { Controls } from './controls.tsx';
import type { Cell } from './explorer-state.ts';
import styles from './fit-page.module.css';
import { FitPanel } from './fit-panel.tsx';
import { GpuPicker } from './gpu-picker.tsx';
import { Matrix } from './matrix.tsx';
import { countFitting, matrixRows } from './matrix-rows.ts';
import { NoColumns } from './no-columns.tsx';
import { OwnModelPanel } from './own-model-panel.tsx';
import { RangeFields } from './range-fields.tsx';
import { useColumns } from './use-columns.ts';
import { useExplorerState } from './use-explorer-state.ts';
import { useMatrix } from './use-matrix.ts';
import { useOwnModel } from './use-own-model.ts';

const shortestLimit = 131_072;

/** Which models run on which GPUs, before anything is deployed. */
export function FitPage() {
  const { state, change } = useExplorerState();
  const { own, setOwn } = useOwnModel();
  const [pasting, setPasting] = useState(false);
  const models = useModels();
  const { columns, catalog, error } = useColumns(state);
  const { question, answer, settled, error: refusal, retry } = useMatrix(state, columns, own);
  const rows = useMemo(
    () => (answer && question ? matrixRows(answer, models, { own: question.request.own !== undefined, filter: state.filter }) : []),
    [answer, question, models, state.filter],
  );
  const open = useCallback(
    (cell: Cell | null) => {
      setPasting(cell === null);
      change({ cell });
    },
    [change],
  );
  const column = columns?.find(({ id }) => id === state.cell?.column);
  const problem = error ?? refusal;

  return (
    <Page
      fill
      crumbs={[{ title: 'Hardware' }]}
      actions={
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => open(null)}>
          {own ? 'Change your model' : 'Paste a config.json'}
        </Button>
      }
      panel={
        <>
          {pasting && <OwnModelPanel own={own} onOwn={setOwn} onClose={() => setPasting(false)} />}
          {!pasting && state.cell && column && (
            <FitPanel
              state={state}
              model={state.cell.model}
              column={column}
              own={own?.name === state.cell.model ? own : null}
              onChange={change}
            />
          )}
        </>
      }
    >
      <HardwareTabs />
      <div className={styles['bar']}>
        <Controls
          state={state}
          picker={
            state.source === 'catalog' && (
              <GpuPicker catalog={catalog} shown={columns?.map(({ gpu }) => gpu) ?? []} onChange={(gpus) => change({ gpus })} />
            )
          }
          onChange={change}
        />
        <RangeFields state={state} longest={longestContext(models)} onChange={change} />
      </div>
      <Asked state={state} onChange={change}>
        {answer && `${countFitting(rows)} of ${rows.length} models fit`}
      </Asked>
      {problem && (
        <div className={styles['notice']}>
          <ErrorNotice error={problem} {...(refusal ? { onRetry: retry } : {})} />
        </div>
      )}
      {columns?.length === 0 && <NoColumns source={state.source} onCatalog={() => change({ source: 'catalog' })} />}
      {columns?.length !== 0 && !answer && !problem && <Skeleton lines={12} label="Sizing the models" />}
      {columns?.length !== 0 && answer && question && (
        <Matrix rows={rows} columns={question.columns} asked={question.asked} selected={state.cell} stale={!settled} onOpen={open} />
      )}
    </Page>
  );
}

function useModels() {
  const calls = useCalls();
  const { data } = useQuery({ queryKey: ['catalog.models'], queryFn: () => calls.catalog.models.query(), staleTime: 60_000 });
  return useMemo(() => data ?? [], [data]);
}

function longestContext(models: readonly { contextLength: number | null }[]): number {
  return Math.max(shortestLimit, ...models.map(({ contextLength }) => contextLength ?? 0));
}
