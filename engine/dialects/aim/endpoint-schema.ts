/** AIMEndpoint: every field of the operator's text, of its Go types, and of its guides' flat form. */
import { z } from 'zod';
import { duration, numberOrPercent, openObject, port, quantity } from '../schema.ts';
import { precisionText } from './recipe-schema.ts';

const percent = z.int().min(1).max(1000);
const replicas = z.int().min(0).max(10_000);
const gpus = z.int().min(0).max(64);

const model = z.object({
  id: z.string().min(1).max(512).describe('Model id on the Hugging Face Hub.'),
  version: z.string().optional().describe('Version of the model; `latest` is its newest revision.'),
  revision: z.string().optional().describe('Git revision of the model: branch, tag or commit.'),
});

const recipe = z
  .object({
    autoSelect: z.boolean().optional().describe('Select the recipe by model, GPUs and precision. Numbers that are given win.'),
    gpuCount: gpus.optional(),
    precision: precisionText().optional(),
    backend: z.string().optional().describe('Engine: vllm or sglang.'),
    customRecipe: z
      .object({ name: z.string().min(1), namespace: z.string().min(1).optional() })
      .optional()
      .describe('An AIMRecipe by name.'),
    mcpEnabled: z.boolean().optional(),
  })
  .describe('How the model is run. What is left out is selected.');

const resources = z.object({
  gpuCount: gpus.optional().describe('GPUs of one replica; the same as recipe.gpuCount, which wins.'),
  cpu: quantity().optional(),
  memory: quantity().optional(),
  cpuLimit: quantity().optional(),
  memoryLimit: quantity().optional(),
  requests: z.record(z.string(), quantity()).optional(),
  limits: z.record(z.string(), quantity()).optional(),
});

const scaling = z.object({
  minReplicas: replicas.optional(),
  maxReplicas: replicas.min(1).optional(),
  targetCPUUtilization: percent.optional(),
  targetMemoryUtilization: percent.optional(),
  targetGPUUtilization: percent.optional(),
  scaleDownDelay: duration().optional(),
  scaleUpDelay: duration().optional(),
});

const service = z.object({
  type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).optional(),
  port: port().optional().describe('Port of the Service; 8000 when left out.'),
  targetPort: port().optional().describe('Port of the model server in its pod; 8000 when left out.'),
  loadBalancerIP: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.object({ name: z.string().optional(), port: port(), targetPort: port().optional() })).optional(),
});

const monitoring = z.object({
  enabled: z.boolean().optional(),
  prometheus: z.object({ enabled: z.boolean().optional(), interval: duration().optional(), path: z.string().optional() }).optional(),
  grafana: z.object({ enabled: z.boolean().optional(), dashboard: z.string().optional() }).optional(),
  metrics: z.array(z.string()).optional(),
  mcpMetrics: openObject().optional(),
});

const cache = z.object({
  enabled: z.boolean().optional(),
  storageClass: z.string().optional(),
  size: quantity().optional(),
  accessMode: z.string().optional(),
  storage: z.object({ size: quantity().optional(), accessMode: z.string().optional(), storageClass: z.string().optional() }).optional(),
});

const security = z.object({
  serviceAccount: z.object({ create: z.boolean().optional(), name: z.string().min(1).optional() }).optional(),
  podSecurityContext: z
    .looseObject({ runAsUser: z.int().optional(), runAsGroup: z.int().optional(), fsGroup: z.int().optional() })
    .optional(),
});

const deployment = z.object({
  strategy: z
    .object({
      type: z.enum(['RollingUpdate', 'Recreate']).optional(),
      rollingUpdate: z.object({ maxSurge: numberOrPercent().optional(), maxUnavailable: numberOrPercent().optional() }).optional(),
    })
    .optional(),
  canary: z
    .object({ enabled: z.boolean().optional(), trafficSplit: z.int().min(0).max(100).optional(), duration: duration().optional() })
    .optional(),
});

const image = z.object({
  repository: z.string().min(1).optional(),
  tag: z.string().min(1).optional(),
  pullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']).optional(),
  pullSecrets: z.array(z.string()).optional(),
});

/** Fields of the form that AIM's recipe guide writes: everything at the top of `spec`, the model as a plain name. */
const flatForm = {
  hardware: z.string().optional().describe('GPU kind, such as MI300X.'),
  precision: precisionText().optional(),
  gpuCount: gpus.optional(),
  servingEngine: z.string().optional(),
  replicas: replicas.optional(),
  customArgs: z.record(z.string(), z.union([z.int(), z.string()]).meta({ 'x-kubernetes-int-or-string': true })).optional(),
  customRecipe: z.object({ recipePath: z.string().optional(), recipeContent: z.string().optional() }).optional(),
  autoScaling: openObject().optional(),
  healthCheck: openObject().optional(),
};

export const aimEndpointSpec = z.object({
  // The guide's form is a name alone. A schema cannot say "text or object", so the reader checks it.
  model: z.union([model, z.string().min(1)]).meta({ 'x-kubernetes-preserve-unknown-fields': true }),
  recipe: recipe.optional(),
  resources: resources.optional(),
  scaling: scaling.optional(),
  service: service.optional(),
  monitoring: monitoring.optional(),
  cache: cache.optional(),
  security: security.optional(),
  deployment: deployment.optional(),
  image: image.optional(),
  mcp: openObject().optional(),
  ...flatForm,
});
