{{/*
hawser.workload: the Deployment (or StatefulSet, DaemonSet) of one server. Takes

  top     the chart's scope
  server  grpc, rest, scheduler or worker; its configuration is application_<server>
  full    the workload's name
  args    what the container runs, a line each, at the depth of a list
  ports   the container's ports, likewise
  env     environment beside the common
  probes  which probes fit: grpc, rest, scheduler, worker or plugin
  replicas  of the ancestors' values
  drains  whether a Service sends it traffic, which has to find out first that the pod goes

The order inside is Kubernetes' own; every part is one concern's template.
*/}}
{{- define "hawser.workload" -}}
{{- $top := .top -}}
{{- $hawser := $top.hawser -}}
{{- $own := get $hawser.servers .server | default dict -}}
{{- $kind := $own.kind | default "Deployment" -}}
{{- $_ := set . "own" $own -}}
{{- $_ := set . "component" .server -}}
apiVersion: apps/v1
kind: {{ $kind }}
{{- include "hawser.metadata" (dict "top" $top "name" .full "component" .server "labels" $own.labels "annotations" $own.annotations) }}
spec:
{{- if and (ne $kind "DaemonSet") (not (or ($own.autoscaling).enabled (($own.autoscaling).keda).enabled)) }}
  replicas: {{ if kindIs "invalid" $own.replicas }}{{ if kindIs "invalid" .replicas }}1{{ else }}{{ .replicas }}{{ end }}{{ else }}{{ $own.replicas }}{{ end }}
{{- end }}
  revisionHistoryLimit: 3
{{- if eq $kind "StatefulSet" }}
{{- if eq .server "grpc" }}
  serviceName: {{ .full }}-headless
{{- end }}
  podManagementPolicy: Parallel
{{- end }}
{{- with $own.strategy }}
  {{ if eq $kind "Deployment" }}strategy{{ else }}updateStrategy{{ end }}:
{{- toYaml . | nindent 4 }}
{{- end }}
  selector:
    matchLabels:
      {{- $hawser.selector }}
      app.kubernetes.io/component: {{ .server }}
{{- include "hawser.pod" . }}
{{- if and (eq $kind "StatefulSet") ($own.persistence).enabled (not $own.persistence.existingClaim) }}
  volumeClaimTemplates:
    - metadata:
        name: data
        labels:
          app.kubernetes.io/name: {{ $hawser.name }}
          app.kubernetes.io/instance: {{ $top.Release.Name | quote }}
      spec:
{{- include "hawser.claim" $own.persistence | nindent 8 }}
{{- end }}
{{- end }}
