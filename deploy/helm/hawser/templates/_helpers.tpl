{{- define "platform.namespace" -}}
{{ (.Values.global).namespace | default .Release.Namespace }}
{{- end }}

{{- define "platform.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Of the objects that make Secrets before everything else, and are gone when that is done. */}}
{{- define "platform.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{/* The ancestors' blocks that the values have, but this platform has no service for. */}}
{{- define "platform.ignored" -}}
{{- $found := list -}}
{{- range .Files.Get "files/ignored.txt" | splitList "\n" -}}
{{- if and . (hasKey $.Values .) }}{{ $found = append $found . }}{{ end -}}
{{- end -}}
{{- join ", " $found -}}
{{- end }}

{{/* The Job that makes Secrets, and the account that it does so with. */}}
{{- define "platform.secrets" -}}
{{ .Chart.Name }}-secrets
{{- end }}
