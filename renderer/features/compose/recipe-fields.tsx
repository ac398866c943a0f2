import { SegmentedControl } from '@mantine/core';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { AskedRecipe } from './asked-recipe.tsx';
import styles from './compose-page.module.css';
import { ExplicitFields } from './explicit-fields.tsx';
import type { FormProps } from './form-props.ts';
import { fits } from './recipe-choices.ts';
import { RecipeOptions } from './recipe-options.tsx';
import type { Check } from './use-check.ts';
import { usePossible } from './use-possible.ts';

interface RecipeFieldsProps extends FormProps {
  text: string;
  /** Of the draft as it is. */
  check: Check;
}

/** How the model is run: chosen by the operator, or said here; below, what fits the free GPUs, and why the rest does not. */
export function RecipeFields({ text, check, ...form }: RecipeFieldsProps) {
  const { draft, edit } = form;
  const { autoSelect } = draft.recipe;
  const options = usePossible(text);
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
        onChange={(value) => edit(value === 'automatic' ? automatic : explicitly(options?.find(fits)))}
      />
      {!autoSelect && <ExplicitFields {...form} options={options ?? []} />}
      {!autoSelect && <AskedRecipe draft={draft} check={check} possible={options ?? []} />}
      <RecipeOptions options={options} onUse={(option) => edit(explicitly(option))} />
    </>
  );
}

const automatic = { autoSelect: true, gpuCount: null, precision: null, backend: null, hardware: null };

/** The fields that ask for one option; without one, for what most models run as. */
function explicitly(option: RecipeOptionView | undefined) {
  return {
    autoSelect: false,
    hardware: option?.gpuModel ?? null,
    gpuCount: option?.gpuCount ?? 1,
    precision: option?.precision ?? 'bfloat16',
    backend: option?.engine.toLowerCase() ?? 'vllm',
  };
}
