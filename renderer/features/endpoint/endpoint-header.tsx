import type { EndpointView, StepView } from '../../../engine/contract/views/endpoint.ts';
import { Ago } from '../../components/ago.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { StepLine } from '../../components/step-line.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import { phaseWord } from '../shared/phase-word.ts';
import { presentStep } from '../shared/present-step.ts';
import styles from './endpoint-page.module.css';

/** The state and why, what runs, and while it is being deployed, the steps. */
export function EndpointHeader({ endpoint, steps }: { endpoint: EndpointView; steps: StepView[] }) {
  const { replicas } = endpoint;
  const settled = steps.every((step) => step.state === 'done');
  const saidByStep = !settled && presentStep(steps)?.message;
  return (
    <div className={styles['header']}>
      <div className={styles['facts']}>
        <span className={styles['state']}>
          <StateMark state={endpoint.state} word={phaseWord(endpoint)} />
        </span>
        <Fact name="Model" value={<code>{endpoint.model}</code>} />
        <Fact name="Recipe" value={recipeLabel(endpoint.recipe)} />
        <Fact name="Replicas" value={`${replicas.ready}/${replicas.wanted}`} />
        <Fact name="Namespace" value={<code>{endpoint.key.namespace}</code>} />
        <Fact name="Age" value={<Ago at={endpoint.createdAt} />} />
      </div>
      {endpoint.message && endpoint.state !== 'ready' && !saidByStep && <p className={styles['message']}>{endpoint.message}</p>}
      {!settled && <StepLine steps={steps} />}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: React.ReactNode }) {
  return (
    <span className={styles['fact']}>
      <small>{name}</small>
      <span className="truncate">{value}</span>
    </span>
  );
}
