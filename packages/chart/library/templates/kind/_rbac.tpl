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
{{- if and .hawser.on (.Values.rbac).rules }}{{ include "hawser.rolebinding.of" (dict "top" . "namespace" .Values.rbac.namespace) }}{{ end -}}
{{- end }}

{{/* hawser.rolebinding.of: gives the account the Role of the chart's name; takes `top` and `namespace`, that Role's. */}}
{{- define "hawser.rolebinding.of" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
{{- include "hawser.metadata" (dict "top" .top "name" .top.hawser.name "namespace" .namespace) }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .top.hawser.name }}
subjects:
  - kind: ServiceAccount
    name: {{ (.top.Values.serviceAccount).name | default .top.hawser.name | quote }}
    namespace: {{ .top.hawser.namespace | quote }}
{{- end }}
