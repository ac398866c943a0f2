import { shellWord } from '../shared/cluster-commands.ts';

/** Bash where the container has it, else sh. */
export const shellCommand = ['sh', '-c', 'command -v bash >/dev/null && exec bash || exec sh'];

/** What kubectl is told for the same shell from a terminal. */
export function execWords({ namespace, pod, container }: { namespace: string; pod: string; container: string }): string {
  return `exec -it -n ${shellWord(namespace)} ${shellWord(pod)} -c ${shellWord(container)} -- sh`;
}
