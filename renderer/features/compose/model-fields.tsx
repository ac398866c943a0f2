import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ModelView } from '../../../engine/contract/views/workbench.ts';
import { Facts } from '../../components/section.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { noData } from '../../format/duration.ts';
import { formatParameters, formatTokens } from '../../format/quantity.ts';
import { useCalls } from '../../live/engine-context.tsx';
import styles from './compose-page.module.css';
import { suggestName } from './draft.ts';
import type { FormProps } from './form-props.ts';
import type { ModelFit } from './model-fits.ts';
import { useModelFits } from './use-model-fits.ts';

/** Which model: one of the catalog, or any id. */
export function ModelFields({ draft, edit, errorAt }: FormProps) {
  const calls = useCalls();
  const { data: models = [] } = useQuery({ queryKey: ['catalog.models'], queryFn: () => calls.catalog.models.query(), staleTime: 60_000 });
  const known = new Map(models.map((model) => [model.id, model]));
  const model = known.get(draft.modelId);
  const fits = useModelFits();
  const fit = fits?.get(draft.modelId);

  function choose(modelId: string): void {
    const follows = draft.name === '' || draft.name === suggestName(draft.modelId);
    edit({ modelId, ...(follows ? { name: suggestName(modelId) } : {}) });
  }

  return (
    <>
      <h2>Model</h2>
      <Autocomplete
        size="xs"
        label="Model id"
        classNames={{ input: 'mono' }}
        description="A model of the catalog, or any Hugging Face id"
        placeholder="Qwen/Qwen2.5-7B-Instruct"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={grouped(models, fits)}
        value={draft.modelId}
        error={errorAt('modelId')}
        onChange={choose}
        maxDropdownHeight={280}
        renderOption={({ option }) => (
          <span className={styles['modelOption']}>
            <span className="mono">{option.value}</span>
            <span className="dim" title={fits?.get(option.value)?.reason}>
              {formatParameters(known.get(option.value)?.parameters ?? null)}
            </span>
          </span>
        )}
      />
      {model ? (
        <Facts
          facts={[
            ['Parameters', formatParameters(model.parameters)],
            ['Context', `${formatTokens(model.contextLength)} tokens`],
            ['Free GPUs', fit ? <VerdictMark key="fit" verdict={fit.fits ? 'fits' : 'does_not_fit'} word={fit.reason} /> : noData],
            ['Source', model.source],
          ]}
        />
      ) : (
        <p className="dim">
          This id is not in the catalog, so its size is not known here. The operator sizes it from its published configuration, or says what
          is missing.
        </p>
      )}
    </>
  );
}

/** What fits the free GPUs first; the others can be chosen too, and say why they do not fit. */
function grouped(models: readonly ModelView[], fits: Map<string, ModelFit> | undefined) {
  const ids = models.map(({ id }) => id);
  if (!fits) return ids;
  const offered = ids.filter((id) => fits.get(id)?.fits);
  const others = ids.filter((id) => !fits.get(id)?.fits);
  return [
    ...(offered.length > 0 ? [{ group: 'Fits the free GPUs', items: offered }] : []),
    ...(others.length > 0 ? [{ group: 'Does not fit now', items: others }] : []),
  ];
}
