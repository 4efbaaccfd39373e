{{/*
The supervisor: a scheduler that keeps plugins running. Its rights are on what plugins are made of, in the namespace that they run
in, `global.supervisor_namespace`, and nowhere else; its other templates are those of a backend's scheduler.
*/}}
{{- define "hawser.supervisor.role" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.scheduler -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "namespace" .hawser.global.supervisor_namespace) }}
rules:
  - apiGroups:
      - apps
    resources:
      - deployments
    verbs:
      - get
      - list
      - watch
      - create
      - update
      - patch
      - delete
  - apiGroups:
      - ""
    resources:
      - services
    verbs:
      - get
      - list
      - watch
      - create
      - update
      - patch
      - delete
  - apiGroups:
      - ""
    resources:
      - pods
    verbs:
      - get
      - list
      - watch
{{- end -}}
{{- end }}

{{- define "hawser.supervisor.rolebinding" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.scheduler -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "namespace" .hawser.global.supervisor_namespace) }}
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
