import { Select } from '@mantine/core';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { engineLabel, precisionLabel } from '../../format/recipe.ts';
import styles from './compose-page.module.css';
import type { FormProps } from './form-props.ts';
import { type Choices, recipeChoices } from './recipe-choices.ts';

/** A recipe said field by field. What fits comes first in each; the rest can be asked for too. */
export function ExplicitFields({ draft, edit, errorAt, options }: FormProps & { options: readonly RecipeOptionView[] }) {
  const { gpu, gpuCount, precision, backend } = draft.recipe;
  const choices = recipeChoices(options, draft.recipe);
  return (
    <div className={styles['row']}>
      <Select
        label="GPU"
        data={[{ value: '', label: 'Any' }, ...grouped(choices.gpu)]}
        value={gpu ?? ''}
        error={errorAt('hardware')}
        onChange={(value) => edit({ hardware: value || null })}
      />
      <Select
        label="GPUs of one replica"
        data={grouped(choices.gpuCount)}
        value={gpuCount === null ? null : String(gpuCount)}
        error={errorAt('gpuCount')}
        onChange={(value) => edit({ gpuCount: value === null ? null : Number(value) })}
      />
      <Select
        label="Precision"
        data={grouped(choices.precision)}
        value={precision && precisionLabel(precision)}
        error={errorAt('precision')}
        onChange={(value) => edit({ precision: value })}
      />
      <Select
        label="Engine"
        data={grouped(choices.backend, engineLabel)}
        value={backend}
        error={errorAt('backend')}
        onChange={(value) => edit({ backend: value })}
      />
    </div>
  );
}

function grouped({ fits, others }: Choices, label = (value: string) => value) {
  const items = (values: string[]) => values.map((value) => ({ value, label: label(value) }));
  return [
    ...(fits.length > 0 ? [{ group: 'Fits now', items: items(fits) }] : []),
    ...(others.length > 0 ? [{ group: 'Does not fit now', items: items(others) }] : []),
  ];
}
