import type { WireError } from '../../../engine/contract/errors.ts';
import { ErrorNotice, Remark } from '../../components/notice.tsx';
import { useLive } from '../../live/engine-context.tsx';
import { useClusterSources } from '../../live/use-cluster.ts';
import type { TextProblem } from '../shared/text-problems.ts';
import styles from './compose-page.module.css';
import { type FieldName, fieldPaths } from './draft.ts';
import { EndpointFields } from './endpoint-fields.tsx';
import type { FormProps } from './form-props.ts';
import { ModelFields } from './model-fields.tsx';
import { type NodeId, problemsAt } from './problems.ts';
import { RecipeFields } from './recipe-fields.tsx';
import type { Check } from './use-check.ts';
import type { DraftControls } from './use-draft.ts';

/** The fields of the selected node. */
export function FieldsPanel(props: {
  controls: DraftControls;
  check: Check;
  problems: TextProblem[];
  selected: NodeId;
  deployError: WireError | undefined;
  onEdit(): void;
}) {
  const { controls, check, problems, selected, deployError, onEdit } = props;
  const { draft } = controls;
  if (!draft) {
    return (
      <section className={styles['fields']} aria-label="Fields">
        <Remark>The YAML cannot be read, so the fields wait. {problems[0] && `Line ${problems[0].line}: ${problems[0].message}`}</Remark>
      </section>
    );
  }
  const form: FormProps = {
    draft,
    edit(changes) {
      onEdit();
      controls.editFields(changes);
    },
    errorAt: (field) => firstProblem(problems, field),
  };
  return (
    <section className={styles['fields']} aria-label="Fields">
      {deployError && <ErrorNotice error={deployError} />}
      {check.error && !deployError && <ErrorNotice error={check.error} onRetry={check.retry} />}
      <ExistingRemark namespace={draft.namespace} name={draft.name} />
      {selected === 'model' && <ModelFields {...form} />}
      {selected === 'recipe' && <RecipeFields {...form} text={controls.text} check={check} />}
      {selected === 'endpoint' && <EndpointFields {...form} />}
    </section>
  );
}

function ExistingRemark({ namespace, name }: { namespace: string; name: string }) {
  const { data } = useLive(useClusterSources().endpoints);
  const exists = data?.endpoints.some(({ key }) => key.namespace === namespace && key.name === name);
  if (!exists) return null;
  return (
    <Remark>
      An endpoint <code>{name}</code> exists in namespace <code>{namespace}</code>. Deploying changes it; another name makes a new one.
    </Remark>
  );
}

function firstProblem(problems: TextProblem[], field: FieldName): string | undefined {
  const [problem] = problemsAt(problems, fieldPaths[field]);
  return problem && [problem.message, problem.fix].filter(Boolean).join(' ');
}
