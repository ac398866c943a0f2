/**
 * Replaces `$(NAME)` by the variable's value. `$$(NAME)` is a literal `$(NAME)`, and unknown names stay as they are.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function expandVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (match, name: string | undefined) => {
    if (name === undefined) return '$';
    return variables[name] ?? match;
  });
}
