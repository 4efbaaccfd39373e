{{/* hawser.serviceaccount: one for the service's pods. It has no rights unless `rbac` gives some. */}}
{{- define "hawser.serviceaccount" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := .Values.serviceAccount | default dict -}}
{{- if and .hawser.on (ne (toString $own.create) "false") -}}
apiVersion: v1
kind: ServiceAccount
{{- include "hawser.metadata" (dict "top" . "name" ($own.name | default .hawser.name) "labels" $own.labels "annotations" $own.annotations) }}
automountServiceAccountToken: false
{{- end -}}
{{- end }}
