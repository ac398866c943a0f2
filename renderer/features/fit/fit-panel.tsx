import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { FitAnswer } from '../../../engine/contract/views/fit.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { MemoryBar } from '../../components/memory-bar.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { Alternatives } from './alternatives.tsx';
import { BudgetTable } from './budget-table.tsx';
import type { Column } from './columns.ts';
import { composeLink } from './compose-link.ts';
import { Estimate } from './estimate.tsx';
import type { ExplorerState } from './explorer-state.ts';
import { fitCommand } from './fit-command.ts';
import { FitFacts } from './fit-facts.tsx';
import styles from './fit-panel.module.css';
import type { OwnModel } from './own-model.ts';
import { useAnswer } from './use-answer.ts';

interface FitPanelProps {
  state: ExplorerState;
  model: string;
  column: Column;
  own: OwnModel | null;
  onChange(changes: Partial<ExplorerState>): void;
}

/** One cell in full: the verdict with its arithmetic, what would change it, and what to do with it. */
export function FitPanel({ state, model, column, own, onChange }: FitPanelProps) {
  const { answer, error, retry } = useAnswer(state, { model, column, own });
  const close = () => onChange({ cell: null });
  const command = fitCommand(state, { model: own ? null : model, gpu: column.gpu, filesBytes: own?.filesBytes });
  return (
    <SidePanel
      docked
      title={model}
      onClose={close}
      footer={<ComposeButton answer={answer} model={own ? null : model} gpu={column.title} />}
    >
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!answer && !error && <Skeleton lines={12} label="Sizing" />}
      {answer && <Body answer={answer} state={state} column={column} onChange={onChange} />}
      <section className={styles['part']}>
        <h3>The same from a terminal</h3>
        <CommandLine text={command} label="Copy the slipway fit command" />
      </section>
    </SidePanel>
  );
}

function Body(props: { answer: FitAnswer; state: ExplorerState; column: Column; onChange: FitPanelProps['onChange'] }) {
  const { answer, state, column, onChange } = props;
  const [first, ...others] = answer.reasons;
  return (
    <>
      <div className={styles['verdict']}>
        <VerdictMark verdict={answer.verdict} />
        <span className="dim">{recipeLabel({ ...answer, gpuModel: column.title })}</span>
      </div>
      {first && <p>{first}</p>}
      {answer.perGpu && (
        <>
          <MemoryBar shares={answer.perGpu} legend={false} />
          <BudgetTable budget={answer.perGpu} />
        </>
      )}
      {others.length > 0 && (
        <ul className={styles['reasons']} aria-label="More reasons">
          {others.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Alternatives answer={answer} state={state} onChange={onChange} />
      <FitFacts answer={answer} state={state} onChange={onChange} />
      <Estimate answer={answer} state={state} onChange={onChange} />
    </>
  );
}

function ComposeButton({ answer, model, gpu }: { answer: FitAnswer | undefined; model: string | null; gpu: string }) {
  const { path } = useCluster();
  if (model === null) {
    return (
      <GuardedButton whyNot="A pasted config.json has no id that a cluster could load. Publish the model first." onClick={() => undefined}>
        Compose with this
      </GuardedButton>
    );
  }
  if (!answer) return <Button disabled>Compose with this</Button>;
  return (
    <Button component={Link} to={path(composeLink(answer, { model, gpu }))}>
      Compose with this
    </Button>
  );
}
