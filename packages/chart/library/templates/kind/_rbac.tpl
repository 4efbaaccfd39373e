{{/*
hawser.role and hawser.rolebinding: the rights that `rbac.rules` gives the service's account, in one namespace: its own, or
`rbac.namespace`. There are no cluster-wide ones.
*/}}
{{- define "hawser.role" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.on (.Values.rbac).rules -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "namespace" .Values.rbac.namespace) }}
rules:
{{- toYaml .Values.rbac.rules | nindent 2 }}
{{- end -}}
{{- end }}

{{- define "hawser.rolebinding" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if and .hawser.on (.Values.rbac).rules -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "namespace" .Values.rbac.namespace) }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .hawser.name }}
subjects:
  - kind: ServiceAccount
    name: {{ (.Values.serviceAccount).name | default .hawser.name | quote }}
    namespace: {{ .hawser.namespace | quote }}
{{- end -}}
{{- end }}
