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

{{/* What the ancestors' files have and this platform doesn't: blocks of other services, and servers that a service hasn't. */}}
{{- define "platform.ignored" -}}
{{- $found := list -}}
{{- range .Files.Get "files/ignored.txt" | splitList "\n" -}}
{{- if and . (hasKey $.Values .) }}{{ $found = append $found . }}{{ end -}}
{{- end -}}
{{- range $name, $scope := .Subcharts -}}
{{- range $server := include "hawser.servers.ignored" $scope | splitList " " -}}
{{- if $server }}{{ $found = append $found (printf "%s.%s" $name $server) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- join ", " $found -}}
{{- end }}

{{/* The Services of REST servers, for a look from outside of the cluster. */}}
{{- define "platform.rest" -}}
{{- range $name, $scope := .Subcharts -}}
{{- if and ($scope.Values).rest (not (include "hawser.servers.ignored" $scope | splitList " " | has "rest")) }}{{ $scope.Values.name | default $name }}-rest {{ end -}}
{{- end -}}
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
