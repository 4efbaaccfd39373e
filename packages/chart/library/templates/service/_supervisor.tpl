{{/*
The supervisor: keeps plugins running, by its scheduler and worker. Its rights are on what plugins are made of, in the namespace that
they run in, `global.supervisor_namespace`, and nowhere else; its other templates are those of a backend.
*/}}
{{- define "hawser.supervisor.role" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if or .hawser.scheduler .hawser.worker -}}
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
{{- if or .hawser.scheduler .hawser.worker }}{{ include "hawser.rolebinding.of" (dict "top" . "namespace" .hawser.global.supervisor_namespace) }}{{ end -}}
{{- end }}
