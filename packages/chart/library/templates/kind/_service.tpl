{{/*
hawser.service.grpc and hawser.service.rest: Services as `service.grpc` and `service.rest` say. hawser.service.headless stands
beside the gRPC one: a Service's address balances connections, and a gRPC client has one connection for all its calls, so clients
that balance calls need the pods' own addresses.
*/}}
{{- define "hawser.service.grpc" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.grpc -}}
{{- $own := (.Values.service).grpc | default dict -}}
{{- include "hawser.service" (dict "top" . "name" .hawser.name "component" "grpc" "own" ((.Values.service).grpc | default dict) "port" 50051) }}
{{- end -}}
{{- end }}

{{- define "hawser.service.headless" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.grpc -}}
apiVersion: v1
kind: Service
{{- include "hawser.metadata" (dict "top" . "name" (printf "%s-headless" .hawser.name) "component" "grpc") }}
spec:
  type: ClusterIP
  clusterIP: None
  selector:
    {{- .hawser.selector | replace "\n      " "\n    " }}
    app.kubernetes.io/component: grpc
  ports:
{{- include "hawser.service.ports" (dict "own" (dict "ports" ((.Values.service).grpc).ports) "component" "grpc" "port" 50051 "bare" true) }}
{{- if ne .hawser.kind "plugin" }}
    - name: health
      port: 8081
      targetPort: health
      protocol: TCP
{{- end }}
{{- end -}}
{{- end }}

{{- define "hawser.service.rest" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- if .hawser.rest -}}
{{- include "hawser.service" (dict "top" . "name" (printf "%s-rest" .hawser.name) "component" "rest" "own" ((.Values.service).rest | default dict) "port" 80) }}
{{- end -}}
{{- end }}

{{/* hawser.service: takes `top`, `name`, `component`, `own` (what the values say of it), and `port` where they say none. */}}
{{- define "hawser.service" -}}
apiVersion: v1
kind: Service
{{- include "hawser.metadata" (dict "top" .top "name" .name "component" .component "labels" .own.labels "annotations" .own.annotations) }}
spec:
  type: {{ .own.type | default "ClusterIP" }}
{{- with .own.clusterIP }}
  clusterIP: {{ . | quote }}
{{- end }}
{{- with .own.loadBalancerClass }}
  loadBalancerClass: {{ . | quote }}
{{- end }}
{{- with .own.loadBalancerSourceRanges }}
  loadBalancerSourceRanges:
{{- toYaml . | nindent 4 }}
{{- end }}
{{- with .own.externalTrafficPolicy }}
  externalTrafficPolicy: {{ . }}
{{- end }}
{{- with .own.sessionAffinity }}
  sessionAffinity: {{ . | quote }}
{{- end }}
  selector:
    {{- .top.hawser.selector | replace "\n      " "\n    " }}
    app.kubernetes.io/component: {{ .component }}
  ports:
{{- include "hawser.service.ports" . }}
{{- end }}

{{- define "hawser.service.ports" }}
{{- $bare := .bare }}
{{- range .own.ports | default (list (dict "name" .component "port" .port)) }}
    - name: {{ .name | default "main" | quote }}
      port: {{ .port }}
      targetPort: {{ if kindIs "string" .targetPort }}{{ .targetPort | quote }}{{ else }}{{ .targetPort | default .port }}{{ end }}
      protocol: {{ .protocol | default "TCP" }}
{{- with .appProtocol }}
      appProtocol: {{ . | quote }}
{{- end }}
{{- if and .nodePort (not $bare) }}
      nodePort: {{ .nodePort }}
{{- end }}
{{- end }}
{{- end }}

{{/* hawser.port.grpc and .rest: the port that the server listens on: the first target of its Service. */}}
{{- define "hawser.port.grpc" -}}
{{- $port := 50051 -}}
{{- with ((.Values.service).grpc).ports }}{{ with first . }}{{ $port = .targetPort | default .port | default 50051 }}{{ end }}{{ end -}}
{{- if and (kindIs "string" $port) (not (regexMatch "^[0-9]+$" $port)) }}50051{{ else }}{{ $port }}{{ end -}}
{{- end }}

{{- define "hawser.port.rest" -}}
{{- $port := 80 -}}
{{- with ((.Values.service).rest).ports }}{{ with first . }}{{ $port = .targetPort | default .port | default 80 }}{{ end }}{{ end -}}
{{- if and (kindIs "string" $port) (not (regexMatch "^[0-9]+$" $port)) }}80{{ else }}{{ $port }}{{ end -}}
{{- end }}
