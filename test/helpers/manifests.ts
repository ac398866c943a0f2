/** The smallest endpoint that the sandbox's default fleet can run. */
export function endpointManifest(
  name: string,
  { namespace = 'aim-engine', model = 'Qwen/Qwen2.5-7B-Instruct', recipe = 'autoSelect: true' } = {},
): string {
  return `apiVersion: aim.engine.amd.com/v1alpha1
kind: AIMEndpoint
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  model:
    id: "${model}"
  recipe:
    ${recipe.replaceAll('\n', '\n    ')}
  service:
    type: NodePort
`;
}
