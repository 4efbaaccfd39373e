{{/*
hawser.pdb.<server>: a PodDisruptionBudget. Where the values don't say, a server that has replicas to spare may lose one at a
time, and one that has a single replica has no budget: it would keep nodes from being drained.
*/}}
{{- define "hawser.pdb.grpc" }}{{ include "hawser.pdb" (dict "top" . "server" "grpc" "replicas" .Values.replicas) }}{{ end }}
{{- define "hawser.pdb.rest" }}{{ include "hawser.pdb" (dict "top" . "server" "rest" "replicas" .Values.replicas_rest) }}{{ end }}
{{- define "hawser.pdb.scheduler" }}{{ include "hawser.pdb" (dict "top" . "server" "scheduler" "replicas" nil) }}{{ end }}
{{- define "hawser.pdb.worker" }}{{ include "hawser.pdb" (dict "top" . "server" "worker" "replicas" (.Values.replicas_worker | default .Values.replicas)) }}{{ end }}

{{- define "hawser.pdb" -}}
{{- $top := .top -}}
{{- if not $top.hawser }}{{ include "hawser.begin" $top }}{{ end -}}
{{- if get $top.hawser .server -}}
{{- $own := get $top.hawser.servers .server | default dict -}}
{{- $budget := $own.disruptionBudget | default dict -}}
{{- $scale := $own.autoscaling | default dict -}}
{{- $replicas := $own.replicas | default .replicas | default 1 | int -}}
{{- if $scale.enabled }}{{ $replicas = $scale.minReplicas | default 1 | int }}{{ end -}}
{{- if ($scale.keda).enabled }}{{ $replicas = $scale.keda.minReplicas | default 0 | int }}{{ end -}}
{{- $said := or (kindIs "bool" $budget.enabled) (not (kindIs "invalid" $budget.minAvailable)) (not (kindIs "invalid" $budget.maxUnavailable)) -}}
{{- if and (ne (toString $budget.enabled) "false") (ne ($own.kind | default "Deployment") "DaemonSet") (or $said (gt $replicas 1)) -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
{{- include "hawser.metadata" (dict "top" $top "name" (include "hawser.server.name" .) "component" .server) }}
spec:
{{- if not (kindIs "invalid" $budget.minAvailable) }}
  minAvailable: {{ $budget.minAvailable }}
{{- else }}
  maxUnavailable: {{ if kindIs "invalid" $budget.maxUnavailable }}1{{ else }}{{ $budget.maxUnavailable }}{{ end }}
{{- end }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- $top.hawser.selector }}
      app.kubernetes.io/component: {{ .server }}
{{- end -}}
{{- end -}}
{{- end }}
