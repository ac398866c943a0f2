import type { EndpointDraft, RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { MemoryBar } from '../../components/memory-bar.tsx';
import { Remark } from '../../components/notice.tsx';
import { filled } from './filled.ts';
import { askedOption, fits } from './recipe-choices.ts';
import type { Check } from './use-check.ts';

/** What the arithmetic says of the recipe that is asked for. One that does not fit stays possible, with the warning. */
export function AskedRecipe(props: { draft: EndpointDraft; check: Check; possible: readonly RecipeOptionView[] }) {
  const { draft, check, possible } = props;
  if (!check.result) return null;
  const judged = askedOption(possible, draft.recipe);
  const asked = askedOption(check.result.options, draft.recipe) ?? judged;
  const [warning] = check.result.warnings;
  const reason = warning ?? [judged?.reason, judged?.change].filter(Boolean).join(' ');
  return (
    <>
      {!(judged && fits(judged)) && (
        <Remark>
          {reason || 'Nothing was computed for this choice.'} Your choice stays; the operator tries what is not plainly impossible, and says
          on the endpoint what came of it.
        </Remark>
      )}
      {asked?.perGpu && <MemoryBar shares={filled(asked.perGpu)} />}
    </>
  );
}
