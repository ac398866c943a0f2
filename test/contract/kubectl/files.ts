/** The files that the story's commands name. */
export const files: Readonly<Record<string, string>> = {
  'web.yaml': webOf(2),
  'web-scaled.yaml': webOf(3),
  'web-other-owner.yaml': webOf(5),
  'settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: {part-of: story}}
data: {colour: blue, size: large}
`,
  'settings-smaller.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: {part-of: story}}
data: {colour: green}
`,
  'two.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {pruned: "yes"}}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {pruned: "yes"}}
data: {a: "2"}
`,
  'one.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {pruned: "yes"}}
data: {a: "1"}
`,
  'kustomized/kustomization.yaml': `namePrefix: kustom-
labels: [{pairs: {team: a}}]
resources: [settings.yaml]
configMapGenerator: [{name: generated, literals: [key=value], options: {disableNameSuffixHash: true}}]
`,
  'kustomized/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {colour: red}
`,
  'malformed.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: malformed
	labels: {}
`,
  'unknown-kind.yaml': `apiVersion: v1
kind: ConfigMop
metadata: {name: unknown}
`,
  'unknown-group.yaml': `apiVersion: nobody.example.com/v1
kind: Thing
metadata: {name: unknown}
`,
  'unknown-field.yaml': webOf(2).replace('replicas:', 'replicsa:').replace('name: web', 'name: unknown-field'),
  'wrong-type.yaml': webOf(2).replace('replicas: 2', 'replicas: two').replace('name: web', 'name: wrong-type'),
  'bad-name.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: Not_A_Name}
`,
  'no-name.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {}
`,
  'elsewhere.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: nowhere}
`,
  'immutable-selector.yaml': webOf(2).replaceAll('app: web', 'app: other'),
  'no-containers.yaml': `apiVersion: v1
kind: Pod
metadata: {name: no-containers}
spec: {}
`,
  'bad-pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: bad-pod}
spec:
  restartPolicy: Sometimes
  containers:
    - name: Main
      image: ""
      ports: [{containerPort: 70000}]
      resources: {requests: {cpu: 2}, limits: {cpu: 1}}
`,
  'widgets.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.story.example.com}
spec:
  group: story.example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd]}
  versions:
    - name: v1
      served: true
      storage: true
      subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
      additionalPrinterColumns:
        - {name: Colour, type: string, jsonPath: .spec.colour}
        - {name: Replicas, type: integer, jsonPath: .spec.replicas}
      schema:
        openAPIV3Schema:
          type: object
          description: A thing of the story.
          properties:
            spec:
              type: object
              description: What is wanted.
              required: [colour]
              properties:
                colour: {type: string, enum: [red, green], description: How it looks.}
                replicas: {type: integer, minimum: 0, default: 1}
            status: {type: object, properties: {replicas: {type: integer}}}
`,
  'widget.yaml': `apiVersion: story.example.com/v1
kind: Widget
metadata: {name: first}
spec: {colour: red}
`,
  'bad-widget.yaml': `apiVersion: story.example.com/v1
kind: Widget
metadata: {name: second}
spec: {colour: blue, replicas: -1, weight: 3}
`,
  'patch.yaml': 'spec: {template: {metadata: {annotations: {patched: "from a file"}}}}\n',
};

function webOf(replicas: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      nodeSelector: {kubernetes.io/hostname: cpu-1}
      containers:
        - name: main
          image: example.com/web:1
          ports: [{containerPort: 8080}]
          resources: {requests: {cpu: 100m, memory: 64Mi}}
`;
}
