import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { KindPresetView } from '../../../engine/contract/views/kind.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import { saysTheSame } from './kind-form.ts';
import styles from './presets.module.css';
import type { KindDraftControls } from './use-kind-draft.ts';

/** Where to begin: each preset with what it makes and what the machine must have. Choosing one can be undone. */
export function Presets({ controls }: { controls: KindDraftControls }) {
  const { kind } = useCalls();
  const query = useQuery({ queryKey: ['kind.presets'], queryFn: () => kind.presets.query(), staleTime: 60_000 });
  return (
    <fieldset className={styles['presets']}>
      <legend>Preset</legend>
      {query.isPending && <Skeleton lines={4} label="Loading presets" />}
      {query.error && <ErrorNotice error={toWireError(query.error)} onRetry={() => void query.refetch()} />}
      {query.data?.map((preset) => (
        <Card
          key={preset.id}
          preset={preset}
          isChosen={saysTheSame(preset.config, controls.text)}
          onChoose={() => controls.takePreset(preset.config)}
        />
      ))}
    </fieldset>
  );
}

function Card({ preset, isChosen, onChoose }: { preset: KindPresetView; isChosen: boolean; onChoose(): void }) {
  return (
    <UnstyledButton className={styles['card']} aria-pressed={isChosen} onClick={onChoose}>
      <strong>{preset.label}</strong>
      <span>{preset.help}</span>
      {preset.needs.length > 0 && <small>Needs: {preset.needs.join(' ')}</small>}
    </UnstyledButton>
  );
}
