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

{{/* What the library's templates read of a chart's scope, as far as the umbrella uses them. */}}
{{- define "platform.begin" -}}
{{- if not .hawser -}}
{{- $global := .Values.global | default dict -}}
{{- $_ := set . "hawser" (dict "name" .Chart.Name "namespace" (include "platform.namespace" .) "on" true "global" $global) -}}
{{- $_ := set .hawser "labels" (include "hawser.labels" .) -}}
{{- $_ := set .hawser "shared" (include "hawser.config.shared" .) -}}
{{- end -}}
{{- end }}
