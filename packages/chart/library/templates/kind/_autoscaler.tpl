{{/* hawser.hpa.<server>: a HorizontalPodAutoscaler where the server has `autoscaling.enabled`; its replicas are left out then. */}}
{{- define "hawser.hpa.grpc" }}{{ include "hawser.hpa" (dict "top" . "server" "grpc") }}{{ end }}
{{- define "hawser.hpa.rest" }}{{ include "hawser.hpa" (dict "top" . "server" "rest") }}{{ end }}
{{- define "hawser.hpa.scheduler" }}{{ include "hawser.hpa" (dict "top" . "server" "scheduler") }}{{ end }}
{{- define "hawser.hpa.worker" }}{{ include "hawser.hpa" (dict "top" . "server" "worker") }}{{ end }}

{{- define "hawser.hpa" -}}
{{- $top := .top -}}
{{- if not $top.hawser }}{{ include "hawser.begin" $top }}{{ end -}}
{{- $own := get $top.hawser.servers .server | default dict -}}
{{- $scale := $own.autoscaling | default dict -}}
{{- if and (get $top.hawser .server) $scale.enabled -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
{{- include "hawser.metadata" (dict "top" $top "name" (include "hawser.server.name" .) "component" .server) }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ $own.kind | default "Deployment" }}
    name: {{ include "hawser.server.name" . }}
  minReplicas: {{ $scale.minReplicas | default 1 }}
  maxReplicas: {{ $scale.maxReplicas | default 4 }}
  metrics:
{{- if or $scale.cpu (not (or $scale.memory $scale.metrics)) }}
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $scale.cpu | default 80 }}
{{- end }}
{{- with $scale.memory }}
    - type: Resource
      resource:
        name: memory
        target:
          type: Utilization
          averageUtilization: {{ . }}
{{- end }}
{{- with $scale.metrics }}{{ toYaml . | nindent 4 }}{{ end }}
{{- with $scale.behavior }}
  behavior:
{{- toYaml . | nindent 4 }}
{{- end }}
{{- end -}}
{{- end }}
