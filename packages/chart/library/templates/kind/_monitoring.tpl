{{/*
What the Prometheus operator scrapes: `/metrics` on the health port of every pod. hawser.podmonitor finds the pods themselves, so
servers without a Service too; hawser.servicemonitor goes by the headless Service of the gRPC server.
*/}}
{{- define "hawser.podmonitor" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := (.Values.monitoring).podMonitor | default dict -}}
{{- if and .hawser.on $own.enabled -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "labels" $own.labels) }}
spec:
  selector:
    matchLabels:
      {{- .hawser.selector }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values: [grpc, rest, scheduler, worker]
  namespaceSelector:
    matchNames:
      - {{ .hawser.namespace | quote }}
  podMetricsEndpoints:
    - port: health
{{- include "hawser.monitoring.endpoint" $own }}
{{- end -}}
{{- end }}

{{- define "hawser.servicemonitor" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := (.Values.monitoring).serviceMonitor | default dict -}}
{{- if and .hawser.grpc $own.enabled -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
{{- include "hawser.metadata" (dict "top" . "name" .hawser.name "labels" $own.labels) }}
spec:
  selector:
    matchLabels:
      {{- .hawser.selector }}
      app.kubernetes.io/component: grpc
  namespaceSelector:
    matchNames:
      - {{ .hawser.namespace | quote }}
  endpoints:
    - port: health
{{- include "hawser.monitoring.endpoint" $own }}
{{- end -}}
{{- end }}

{{- define "hawser.monitoring.endpoint" }}
      path: /metrics
      interval: {{ .interval | default "30s" | quote }}
{{- with .scrapeTimeout }}
      scrapeTimeout: {{ . | quote }}
{{- end }}
{{- with .relabelings }}
      relabelings:
{{- toYaml . | nindent 8 }}
{{- end }}
{{- with .metricRelabelings }}
      metricRelabelings:
{{- toYaml . | nindent 8 }}
{{- end }}
{{- end }}
