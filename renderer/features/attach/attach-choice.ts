import type { AttachDraft, ContextView } from '../../../engine/contract/views/cluster.ts';

/** What the form of attaching holds; empty texts are not said. */
export interface AttachChoice {
  kubeconfig: string;
  context: string;
  name: string;
  readOnly: boolean;
  namespace: string;
  simulated: boolean;
  /** Whether the credential program that was shown may run. */
  consent: boolean;
}

export const firstChoice: AttachChoice = {
  kubeconfig: '',
  context: '',
  name: '',
  readOnly: false,
  namespace: '',
  simulated: false,
  consent: false,
};

/** The choice as it is asked for; the program is allowed only as it was shown. */
export function draftOf(choice: AttachChoice, context: ContextView | undefined): AttachDraft {
  const { kubeconfig, name, namespace, readOnly, simulated, consent } = choice;
  return {
    readOnly,
    simulated,
    ...(choice.context ? { context: choice.context } : {}),
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
    ...(consent && context?.program ? { allowProgram: context.program } : {}),
  };
}
