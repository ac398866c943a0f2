/** The chart's values with their comments, and the schema that Helm checks them by. */

export function valuesYaml(version: string): string {
  return `# What is run. Each with a tag or a digest; \`latest\` is not accepted.
images:
  operator: slipway/operator:${version}
  gateway: slipway/gateway:${version}
  # Runs in place of model servers, and only with \`simulated\`.
  simulator: slipway/simulator:${version}

# Names of Secrets, in the release's namespace, that may be needed to pull the images.
imagePullSecrets: []

# Two survive the loss of a node. A single one gets no PodDisruptionBudget.
replicas:
  operator: 2
  gateway: 2

scope:
  # \`cluster\`: models in all namespaces. \`namespace\`: in one alone, with rights in it alone, for people who are no
  # administrators; then \`webhooks\` must be false, and somebody else must have applied the definitions in \`crds/\` once
  # (install with \`--skip-crds\`).
  kind: cluster
  # Of \`namespace\`; the release's own when empty.
  namespace: ""

# The nodes' GPUs are made up, and model servers are simulated.
simulated: false

# Mistakes are told when an object is applied, not only in its status.
webhooks: true

# Of the webhooks: \`self-managed\`, or \`cert-manager\` where that is installed.
certificates: self-managed

# Lets through to our pods, and out of them, only what they need.
networkPolicy: true

# Annotations by which a Prometheus finds our pods.
prometheus: true
`;
}

const image = { type: 'string', pattern: '^.+(:[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})$', not: { pattern: ':latest$' } };
const count = { type: 'integer', minimum: 1, maximum: 100 };

export function valuesSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...closed({
      // Helm's own, for charts of charts.
      global: { type: 'object' },
      images: closed({ operator: image, gateway: image, simulator: image }),
      imagePullSecrets: { type: 'array', items: { type: 'string' } },
      replicas: closed({ operator: count, gateway: count }),
      scope: closed({ kind: { enum: ['cluster', 'namespace'] }, namespace: { type: 'string' } }),
      simulated: { type: 'boolean' },
      webhooks: { type: 'boolean' },
      certificates: { enum: ['self-managed', 'cert-manager'] },
      networkPolicy: { type: 'boolean' },
      prometheus: { type: 'boolean' },
    }),
  };
}

/** Nothing else may be said: a misspelt value is not passed over. */
function closed(properties: Record<string, object>): object {
  return { type: 'object', properties, additionalProperties: false };
}
