import type { ContextView } from '../../../engine/contract/views/cluster.ts';
import type { AttachChoice } from './attach-choice.ts';

/** Why a context can be neither checked nor attached now, as a sentence; null when it can. */
export function whyNotAttach({ consent, name }: Pick<AttachChoice, 'consent' | 'name'>, context: ContextView | undefined): string | null {
  if (!context) return 'Choose a context first.';
  if (context.attachedAs !== null && (name === '' || name === context.attachedAs)) {
    return `${context.name} is attached as ${context.attachedAs}. Give it another name to attach it twice.`;
  }
  if (context.program !== null && !consent) return 'Its credentials come from a program. Allow it to run first.';
  return null;
}
