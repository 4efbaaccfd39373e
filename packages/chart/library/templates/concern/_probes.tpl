{{/*
hawser.probes: of a server's container. Ready is what the server itself says: gRPC health for grpc and plugins, `/readyz` else.
Started and alive is that the process answers at all (`/healthz`): a server without its database isn't ready, and a
restart wouldn't give it one. Takes `own` (the server's `probes`), `server` (its type, plugin or web), and `grpcPort`.
*/}}
{{- define "hawser.probes" }}
{{- $own := .own | default dict }}
{{- $live := "\n            httpGet:\n              path: /healthz\n              port: health" }}
{{- $ready := "\n            httpGet:\n              path: /readyz\n              port: health" }}
{{- if eq .server "grpc" }}
{{- $ready = printf "\n            grpc:\n              port: %v" .grpcPort }}
{{- else if eq .server "plugin" }}
{{- $ready = printf "\n            grpc:\n              port: %v" .grpcPort }}
{{- $live = $ready }}
{{- else if eq .server "web" }}
{{- $ready = "\n            httpGet:\n              path: /\n              port: http" }}
{{- $live = $ready }}
{{- else if eq .server "rest" }}
{{- $live = "\n            httpGet:\n              path: /healthz\n              port: rest" }}
{{- $ready = "\n            httpGet:\n              path: /readyz\n              port: rest" }}
{{- end }}
{{- include "hawser.probe" (dict "name" "startupProbe" "own" $own.startup "handler" $live "period" 1 "timeout" 3 "failures" 120) }}
{{- include "hawser.probe" (dict "name" "readinessProbe" "own" $own.readiness "handler" $ready "period" 5 "timeout" 3 "failures" 3) }}
{{- include "hawser.probe" (dict "name" "livenessProbe" "own" $own.liveness "handler" $live "period" 10 "timeout" 5 "failures" 6) }}
{{- end }}

{{/* hawser.probe: one of them. What `own` says is used, key by key, and of its ways to ask (grpc, httpGet, …) the one given. */}}
{{- define "hawser.probe" }}
{{- $own := .own | default dict }}
{{- if ne (toString $own.enabled) "false" }}
          {{ .name }}:
{{- if or $own.grpc $own.httpGet $own.exec $own.tcpSocket }}
{{- pick $own "grpc" "httpGet" "exec" "tcpSocket" | toYaml | nindent 12 }}
{{- else }}
{{- .handler }}
{{- end }}
            periodSeconds: {{ $own.periodSeconds | default .period }}
            timeoutSeconds: {{ $own.timeoutSeconds | default .timeout }}
            failureThreshold: {{ $own.failureThreshold | default .failures }}
{{- with $own.initialDelaySeconds }}
            initialDelaySeconds: {{ . }}
{{- end }}
{{- with $own.successThreshold }}
            successThreshold: {{ . }}
{{- end }}
{{- end }}
{{- end }}
