import { Button } from '@mantine/core';
import type { FitVerdict } from '../../../engine/contract/views/fit.ts';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { MemoryBar } from '../../components/memory-bar.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { recipeLabel } from '../../format/recipe.ts';
import styles from './compose-page.module.css';
import { filled } from './filled.ts';
import { fits } from './recipe-choices.ts';

const origins = { cluster: 'from the cluster', catalog: 'published', generated: 'from arithmetic' };

/** The recipes that fit the free GPUs with their memory, and below them the others with what would change it. */
export function RecipeOptions({ options, onUse }: { options: RecipeOptionView[] | undefined; onUse(option: RecipeOptionView): void }) {
  if (!options) return <Skeleton lines={5} label="Sizing recipes" />;
  if (options.length === 0)
    return <p className="dim">No recipe is known for this model. Name its GPUs, precision and engine to try one.</p>;
  const fitting = options.filter(fits);
  // What was sized came nearest; the rest is for GPUs that are not here, or was filtered by name.
  const others = options.filter((option) => !fits(option)).sort((a, b) => Number(b.perGpu !== null) - Number(a.perGpu !== null));
  return (
    <>
      {fitting.length > 0 && (
        <ul className={styles['options']} aria-label="Recipes">
          {fitting.map((option) => (
            <OptionItem key={keyOf(option)} option={option} button="Use this recipe" onUse={onUse} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <>
          <h3>{fitting.length > 0 ? 'Not offered' : 'Nothing fits the free GPUs'}</h3>
          <ul className={styles['options']} aria-label="Recipes that do not fit">
            {others.map((option) => (
              <OptionItem key={keyOf(option)} option={option} button="Use it anyway" onUse={onUse} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function OptionItem(props: { option: RecipeOptionView; button: string; onUse(option: RecipeOptionView): void }) {
  const { option, button, onUse } = props;
  return (
    <li>
      <span className={styles['optionHead']}>
        <VerdictMark {...markOf(option)} />
        <strong>{recipeLabel(option)}</strong>
        <span className="dim">{origins[option.origin]}</span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`${button}: ${recipeLabel(option)}`}
        onClick={({ currentTarget }) => {
          onUse(option);
          // What came of it stands above the list.
          currentTarget.closest('section')?.scrollTo({ top: 0 });
        }}
      >
        {button}
      </Button>
      <p className="dim">
        {option.reason} {option.change}
      </p>
      {fits(option) && option.perGpu && <MemoryBar shares={filled(option.perGpu)} />}
    </li>
  );
}

/** Refusals that are no matter of arithmetic, by the operator's word for them. */
const words: Record<string, string> = {
  UnoptimizedFiltered: 'Not optimized',
  RequiredGpuNotInCluster: 'GPU not here',
  NotEnoughGpusOnANode: 'Too few GPUs',
  SizeSwitchedOff: 'Switched off',
  OverridesNotMatched: 'Not asked for',
  ArgumentsContradict: 'Contradictory',
};

function markOf({ verdict, code }: RecipeOptionView): { verdict: FitVerdict; word?: string } {
  if (verdict === 'chosen') return { verdict: 'fits', word: 'Chosen' };
  const word = verdict === 'fits' ? undefined : words[code];
  return word ? { verdict, word } : { verdict };
}

function keyOf({ name, gpuModel, gpuCount, precision }: RecipeOptionView): string {
  return [name, gpuModel, gpuCount, precision].join(' ');
}
