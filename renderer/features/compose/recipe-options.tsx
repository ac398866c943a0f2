import { Button } from '@mantine/core';
import type { StateWord } from '../../../engine/contract/views/state.ts';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { MemoryBar } from '../../components/memory-bar.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import styles from './compose-page.module.css';

const verdicts: Record<RecipeOptionView['verdict'], [StateWord, string]> = {
  chosen: ['ready', 'Chosen'],
  fits: ['idle', 'Fits'],
  does_not_fit: ['failed', 'Does not fit'],
  incompatible: ['failed', 'Incompatible'],
  unknown: ['unknown', 'Unknown'],
};
const origins = { cluster: 'from the cluster', catalog: 'published', generated: 'from arithmetic' };

/** Every recipe for the model on this cluster: its verdict, the number that decides, the memory per GPU. */
export function RecipeOptions({ options, onUse }: { options: RecipeOptionView[] | undefined; onUse(option: RecipeOptionView): void }) {
  if (!options) return <Skeleton lines={5} label="Sizing recipes" />;
  if (options.length === 0)
    return <p className="dim">No recipe is known for this model. Name its GPUs, precision and engine to try one.</p>;
  return (
    <ul className={styles['options']} aria-label="Recipes">
      {options.map((option) => {
        const [state, word] = verdicts[option.verdict];
        return (
          <li key={`${option.name} ${option.gpuModel} ${option.gpuCount}`}>
            <span className={styles['optionHead']}>
              <StateMark state={state} word={word} />
              <strong>{recipeLabel(option)}</strong>
              <span className="dim">{origins[option.origin]}</span>
            </span>
            {option.verdict === 'fits' && (
              <Button variant="default" size="compact-xs" onClick={() => onUse(option)}>
                Use this recipe
              </Button>
            )}
            <p className="dim">
              {option.reason} {option.change}
            </p>
            {option.perGpu && <MemoryBar shares={option.perGpu} />}
          </li>
        );
      })}
    </ul>
  );
}
