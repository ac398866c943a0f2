import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { engineLabel } from '../../format/recipe.ts';
import styles from './compose-page.module.css';
import type { FormProps } from './form-props.ts';
import { RecipeOptions } from './recipe-options.tsx';

const precisions = ['bfloat16', 'float16', 'fp8', 'int8', 'int4'];
const backends = ['vllm', 'sglang', 'tgi'];

/** How the model is run: chosen by the operator, or said here; below, what fits this cluster and what does not. */
export function RecipeFields({ draft, edit, errorAt, options }: FormProps & { options: RecipeOptionView[] | undefined }) {
  const { autoSelect, gpuCount, precision, backend } = draft.recipe;
  return (
    <>
      <h2>Recipe</h2>
      <SegmentedControl
        aria-label="How the recipe is chosen"
        className={styles['choice'] ?? ''}
        value={autoSelect ? 'automatic' : 'explicit'}
        data={[
          { value: 'automatic', label: 'Automatic' },
          { value: 'explicit', label: 'Explicit' },
        ]}
        onChange={(value) =>
          edit(
            value === 'automatic'
              ? { autoSelect: true, gpuCount: null, precision: null, backend: null }
              : { autoSelect: false, gpuCount: gpuCount ?? 1, precision: precision ?? 'bfloat16', backend: backend ?? 'vllm' },
          )
        }
      />
      {!autoSelect && (
        <div className={styles['row']}>
          <NumberInput
            label="GPUs"
            description="Tensor parallel over this many"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            allowDecimal={false}
            clampBehavior="none"
            value={gpuCount ?? ''}
            error={errorAt('gpuCount')}
            onChange={(value) => edit({ gpuCount: value === '' ? null : value })}
          />
          <Select
            label="Precision"
            data={withPresent(precisions, precision)}
            value={precision}
            error={errorAt('precision')}
            onChange={(value) => edit({ precision: value })}
          />
          <Select
            label="Engine"
            data={withPresent(backends, backend).map((value) => ({ value, label: engineLabel(value) }))}
            value={backend}
            error={errorAt('backend')}
            onChange={(value) => edit({ backend: value })}
          />
        </div>
      )}
      <RecipeOptions
        options={options}
        onUse={(option) =>
          edit({ autoSelect: false, gpuCount: option.gpuCount, precision: option.precision, backend: option.engine.toLowerCase() })
        }
      />
    </>
  );
}

function withPresent(choices: string[], present: string | null): string[] {
  return present && !choices.includes(present) ? [present, ...choices] : choices;
}
