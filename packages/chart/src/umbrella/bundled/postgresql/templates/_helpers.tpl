{{- define "postgresql.labels" -}}
app.kubernetes.io/name: {{ .Values.name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: database
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "postgresql.selector" -}}
app.kubernetes.io/name: {{ .Values.name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "postgresql.namespace" -}}
{{ (.Values.global).namespace | default .Release.Namespace }}
{{- end }}

{{/* Whether this server is wanted: not when the services are told to use another one. */}}
{{- define "postgresql.enabled" -}}
{{- $global := .Values.global | default dict -}}
{{- $shared := (($global.shared).DATABASES).default | default dict -}}
{{- $conf := (($global.shared_conf).DATABASES).default | default dict -}}
{{- $plain := ($global.DATABASES).default | default dict -}}
{{- $host := $conf.host | default $plain.host | default $shared.host | default .Values.name -}}
{{- if and (eq $host .Values.name) (not $conf.url) (not $plain.url) (not $shared.url) }}true{{ end -}}
{{- end }}
