import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Facts } from '../../components/section.tsx';
import { formatParameters, formatTokens } from '../../format/quantity.ts';
import { useCalls } from '../../live/engine-context.tsx';
import styles from './compose-page.module.css';
import { suggestName } from './draft.ts';
import type { FormProps } from './form-props.ts';

/** Which model: one of the catalog, or any id. */
export function ModelFields({ draft, edit, errorAt }: FormProps) {
  const calls = useCalls();
  const { data: models = [] } = useQuery({ queryKey: ['catalog.models'], queryFn: () => calls.catalog.models.query(), staleTime: 60_000 });
  const known = new Map(models.map((model) => [model.id, model]));
  const model = known.get(draft.modelId);

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
        data={models.map(({ id }) => id)}
        value={draft.modelId}
        error={errorAt('modelId')}
        onChange={choose}
        maxDropdownHeight={280}
        renderOption={({ option }) => (
          <span className={styles['modelOption']}>
            <span className="mono">{option.value}</span>
            <span className="dim">{formatParameters(known.get(option.value)?.parameters ?? null)}</span>
          </span>
        )}
      />
      {model ? (
        <Facts
          facts={[
            ['Parameters', formatParameters(model.parameters)],
            ['Context', `${formatTokens(model.contextLength)} tokens`],
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
