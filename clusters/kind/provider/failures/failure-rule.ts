import type { ProviderRefusal } from '../../../provider.ts';

/** A failure that is known by what kind, the engine's command line or kubeadm printed. */
export interface FailureRule {
  when: RegExp;
  /** Default: `Failed`. */
  refusal?: ProviderRefusal;
  /** What happened and what a person can do, a sentence each. `groups` are those that `when` names. */
  explain(groups: Readonly<Record<string, string | undefined>>): { message: string; fix: string };
}
