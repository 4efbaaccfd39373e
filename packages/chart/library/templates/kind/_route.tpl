{{/*
hawser.route.http and hawser.route.grpc: routes of the Gateway API, from the gateways that `gateway.parentRefs` names to the rest
and the gRPC server.
*/}}
{{- define "hawser.route.http" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := (.Values.gateway).http | default dict -}}
{{- if and .hawser.rest $own.enabled -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
{{- include "hawser.metadata" (dict "top" . "name" (printf "%s-rest" .hawser.name) "component" "rest" "labels" $own.labels "annotations" $own.annotations) }}
spec:
{{- include "hawser.route.head" (dict "own" $own "refs" .Values.gateway.parentRefs) }}
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: {{ $own.path | default "/" | quote }}
{{- with $own.filters }}
      filters:
{{- toYaml . | nindent 8 }}
{{- end }}
      backendRefs:
        - name: {{ .hawser.name }}-rest
          port: {{ include "hawser.service.port" (dict "own" (.Values.service).rest "port" 80) }}
{{- end -}}
{{- end }}

{{- define "hawser.route.grpc" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := (.Values.gateway).grpc | default dict -}}
{{- if and .hawser.grpc $own.enabled -}}
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "component" "grpc" "labels" $own.labels "annotations" $own.annotations) }}
spec:
{{- include "hawser.route.head" (dict "own" $own "refs" .Values.gateway.parentRefs) }}
  rules:
{{- with $own.methods }}
    - matches:
{{- range . }}
        - method:
{{- toYaml . | nindent 12 }}
{{- end }}
      backendRefs:
{{- else }}
    - backendRefs:
{{- end }}
        - name: {{ .hawser.name }}
          port: {{ include "hawser.service.port" (dict "own" (.Values.service).grpc "port" 50051) }}
{{- end -}}
{{- end }}

{{- define "hawser.route.head" }}
  parentRefs:
{{- toYaml .refs | nindent 4 }}
{{- with .own.hostnames }}
  hostnames:
{{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}

{{/* hawser.service.port: the first port of a Service; takes `own` (what the values say of it), and `port` where they say none. */}}
{{- define "hawser.service.port" -}}
{{- $port := .port -}}
{{- with (.own).ports }}{{ $port = (first .).port | default $port }}{{ end -}}
{{- $port -}}
{{- end }}
