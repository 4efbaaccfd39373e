{{/*
hawser.deployment.<server>: one server each, with what differs between them. Names are the ancestors': the gRPC server has
the service's own, the others a suffix.
*/}}
{{- define "hawser.deployment.grpc" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.grpc -}}
{{- $port := include "hawser.port.grpc" . -}}
{{- $env := "" -}}
{{- if ne $port "50051" }}{{ $env = printf "\n            - name: HAWSER_SERVERS__GRPC__PORT\n              value: %q" $port }}{{ end -}}
{{- $args := printf "\n            - start\n            - %s\n            - --server\n            - grpc" .hawser.name -}}
{{- $ports := printf "\n            - name: grpc\n              containerPort: %s\n            - name: health\n              containerPort: 8081" $port -}}
{{- include "hawser.workload" (dict "top" . "server" "grpc" "full" .hawser.name "args" $args "ports" $ports "env" $env "port" $port "lowPort" (lt (int $port) 1024) "probes" "grpc" "replicas" .Values.replicas "drains" true) -}}
{{- end -}}
{{- end }}

{{- define "hawser.deployment.rest" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest -}}
{{- $nginx := (.Values.nginx).enabled -}}
{{- $outer := include "hawser.port.rest" . -}}
{{- $port := ternary "8000" $outer (default false $nginx) -}}
{{- $env := "" -}}
{{- if ne $port "8080" }}{{ $env = printf "\n            - name: HAWSER_SERVERS__REST__PORT\n              value: %q" $port }}{{ end -}}
{{- $args := printf "\n            - start\n            - %s\n            - --server\n            - rest" .hawser.name -}}
{{- $ports := printf "\n            - name: rest\n              containerPort: %s\n            - name: health\n              containerPort: 8081" $port -}}
{{- $workload := dict "top" . "server" "rest" "full" (printf "%s-rest" .hawser.name) "args" $args "ports" $ports "env" $env "port" $port "lowPort" (lt (int $outer) 1024) "probes" "rest" "replicas" .Values.replicas_rest "drains" true -}}
{{- if $nginx -}}
{{- $_ := set $workload "sidecar" (include "hawser.nginx.container" (dict "top" . "port" $outer)) -}}
{{- $_ := set $workload "sidecarVolumes" (include "hawser.nginx.volumes" .) -}}
{{- $_ := set $workload "checksums" (printf "\n        checksum/nginx: %s" (print (include "hawser.nginx.conf" .) (include "hawser.nginx.proxy" .) | sha256sum)) -}}
{{- end -}}
{{- include "hawser.workload" $workload -}}
{{- end -}}
{{- end }}

{{- define "hawser.deployment.scheduler" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.scheduler }}{{ include "hawser.deployment.background" (dict "top" . "server" "scheduler" "replicas" nil) }}{{ end -}}
{{- end }}

{{- define "hawser.deployment.worker" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.worker -}}
{{- $replicas := .Values.replicas_worker -}}
{{- if kindIs "invalid" $replicas }}{{ $replicas = .Values.replicas }}{{ end -}}
{{- include "hawser.deployment.background" (dict "top" . "server" "worker" "replicas" $replicas) -}}
{{- end -}}
{{- end }}

{{/* hawser.deployment.background: a server that nobody calls: its one port tells how it is. */}}
{{- define "hawser.deployment.background" -}}
{{- $name := .top.hawser.name -}}
{{- $args := printf "\n            - start\n            - %s\n            - --server\n            - %s" $name .server -}}
{{- include "hawser.workload" (dict "top" .top "server" .server "full" (printf "%s-%s" $name .server) "args" $args "ports" "\n            - name: health\n              containerPort: 8081" "env" "" "probes" .server "replicas" .replicas) -}}
{{- end }}
