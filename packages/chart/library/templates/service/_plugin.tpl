{{/*
Plugins: a gRPC server of one call, made by whoever wrote it. It has no configuration of the platform's, no database and no token, so
its pods get none. `servers.grpc` holds for it as for other servers.
*/}}
{{- define "hawser.plugin.deployment" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.grpc -}}
{{- $port := include "hawser.port.grpc" . -}}
{{- $env := printf "\n            - name: SPACEONE_PORT\n              value: %q" $port -}}
{{- include "hawser.workload" (dict "top" . "server" "grpc" "full" .hawser.name "bare" true "ports" (printf "\n            - name: grpc\n              containerPort: %s" $port) "env" $env "port" $port "lowPort" (lt (int $port) 1024) "probes" "plugin" "replicas" .Values.replicas "drains" true) -}}
{{- end -}}
{{- end }}
