{{/*
ConfigMaps, one file of configuration each: hawser.conf (what the chart's own `config/` holds), hawser.conf.database,
hawser.conf.application.<server>, hawser.conf.shared. Values are one layer over another in this order, so none repeats another.
*/}}
{{- define "hawser.configmap" -}}
apiVersion: v1
kind: ConfigMap
{{- include "hawser.metadata" (dict "top" .top "name" .name "component" .component) }}
data:
  {{ .file }}: |-
{{- .text | trimSuffix "\n" | nindent 4 }}
{{- end }}

{{- define "hawser.conf" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.on -}}
{{- include "hawser.configmap" (dict "top" . "name" (printf "%s-conf" .hawser.name) "file" "config.yaml" "text" (.Files.Get "config/config.yaml" | default "{}")) -}}
{{- end -}}
{{- end }}

{{- define "hawser.conf.database" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.on -}}
{{- include "hawser.configmap" (dict "top" . "name" (printf "%s-database-conf" .hawser.name) "file" "database.yaml" "text" (.Values.database | default dict | toYaml)) -}}
{{- end -}}
{{- end }}

{{/* hawser.conf.shared: of all services of a namespace: the umbrella's, or a service's that is installed alone. */}}
{{- define "hawser.conf.shared" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $create := (.Values.sharedConf).create -}}
{{- if not (kindIs "bool" $create) }}{{ $create = .Chart.IsRoot }}{{ end -}}
{{- if and .hawser.on $create -}}
{{- include "hawser.configmap" (dict "top" . "name" ((.Values.sharedConf).name | default "shared-conf") "file" "shared.yaml" "text" .hawser.shared) -}}
{{- end -}}
{{- end }}

{{- define "hawser.conf.application.grpc" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if or .hawser.grpc (include "hawser.jobs.alone" .) }}{{ include "hawser.conf.application" (dict "top" . "server" "grpc") }}{{ end -}}
{{- end }}

{{- define "hawser.conf.application.rest" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest }}{{ include "hawser.conf.application" (dict "top" . "server" "rest") }}{{ end -}}
{{- end }}

{{- define "hawser.conf.application.scheduler" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.scheduler }}{{ include "hawser.conf.application" (dict "top" . "server" "scheduler") }}{{ end -}}
{{- end }}

{{- define "hawser.conf.application.worker" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.worker }}{{ include "hawser.conf.application" (dict "top" . "server" "worker") }}{{ end -}}
{{- end }}

{{- define "hawser.conf.application" -}}
{{- include "hawser.configmap" (dict "top" .top "name" (printf "%s-application-%s-conf" .top.hawser.name .server) "component" .server "file" "application.yaml" "text" (include "hawser.config.application" .)) -}}
{{- end }}
