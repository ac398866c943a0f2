import type { Problem } from '../../../engine/contract/errors.ts';
import type { KindForm } from './kind-form.ts';
import type { KindCheck } from './use-kind-check.ts';

/** Why a cluster cannot be created from the draft now, as a sentence; null when it can. */
export function whyNotCreate(
  form: KindForm | null,
  check: Pick<KindCheck, 'result' | 'checking' | 'error'>,
  problems: readonly Problem[],
): string | null {
  if (!form) return 'The YAML cannot be read. Mend it, or undo.';
  if (form.name === '') return 'Give the cluster a name.';
  if (check.error) return `It could not be checked: ${check.error.message}`;
  if (check.checking || !check.result) return 'It is being checked.';
  const [problem] = problems;
  if (!problem) return null;
  const rest = problems.length > 1 ? ` ${problems.length - 1} more below.` : '';
  return `${problem.message}${rest}`;
}
