/** What Helm prints after an installation. */
export const notesTemplate = `Slipway {{ .Chart.AppVersion }} is installed in the namespace {{ .Release.Namespace }}.

Wait until it runs:
  kubectl --namespace {{ .Release.Namespace }} rollout status deployment/slipway-operator deployment/slipway-gateway

Ask a model, once an endpoint is Ready:
  kubectl --namespace {{ .Release.Namespace }} port-forward service/slipway-gateway 8000:80
  curl http://localhost:8000/v1/models
{{- if .Values.simulated }}

Model servers are simulated: {{ .Values.images.simulator }} runs in place of every real one.
{{- end }}
{{- if eq .Values.scope.kind "namespace" }}

Models are served in the namespace {{ default .Release.Namespace .Values.scope.namespace }} alone. The kinds must be known to the cluster:
  kubectl get crd aimendpoints.aim.engine.amd.com routes.slipway.dev
{{- end }}

Helm neither upgrades nor removes the definitions in crds/. After an upgrade of the chart:
  kubectl apply --server-side --force-conflicts -f crds/
{{- if and .Values.webhooks (eq .Values.certificates "self-managed") }}

The operator keeps the certificate of its webhooks in the Secret slipway-operator-webhook, which stays after an uninstallation:
  kubectl --namespace {{ .Release.Namespace }} delete secret/slipway-operator-webhook
{{- end }}
`;
