{{/* hawser.combinations.server: of one of `servers`; takes `own`, `server`, `missing` (why there is none, and what to do), `fixed` (the ancestors' replicas), `values`, `top`. */}}
{{- define "hawser.combinations.server" }}
{{- $own := .own }}
{{- $at := printf "servers.%s" .server }}
{{- $scale := $own.autoscaling | default dict }}
{{- $keda := $scale.keda | default dict }}
{{- with .missing }}
{{- range $key, $given := dict "probes" $own.probes "autoscaling.enabled" (or $scale.enabled $keda.enabled) "persistence.enabled" ($own.persistence).enabled }}
{{- if $given }}
{{ $at }}.{{ $key }}: {{ $.missing }} this out
{{- end }}
{{- end }}
{{- end }}
{{- if or $scale.enabled $keda.enabled }}
{{- if not (kindIs "invalid" $own.replicas) }}
{{ $at }}.replicas: the autoscaler decides how many there are; give one of the two
{{- else if not (kindIs "invalid" .fixed) }}
{{ $at }}.autoscaling.enabled: replicas{{ if ne .server "grpc" }}_{{ .server }}{{ end }} is fixed; give one of the two
{{- end }}
{{- if eq ($own.kind | default "Deployment") "DaemonSet" }}
{{ $at }}.autoscaling.enabled: a DaemonSet has one pod a node
{{- end }}
{{- end }}
{{- if and $scale.enabled $keda.enabled }}
{{ $at }}.autoscaling.enabled: KEDA makes an autoscaler of its own; give one of the two
{{- end }}
{{- if gt ($scale.minReplicas | default 1 | int) ($scale.maxReplicas | default 4 | int) }}
{{ $at }}.autoscaling.minReplicas: is more than maxReplicas ({{ $scale.maxReplicas | default 4 }})
{{- end }}
{{- if gt ($keda.minReplicas | default 0 | int) ($keda.maxReplicas | default 4 | int) }}
{{ $at }}.autoscaling.keda.minReplicas: is more than maxReplicas ({{ $keda.maxReplicas | default 4 }})
{{- end }}
{{- if $keda.enabled }}
{{- if ne .server "worker" }}
{{ $at }}.autoscaling.keda.enabled: only workers take jobs from queues
{{- else if not (or $keda.queues $keda.triggers) }}
{{ $at }}.autoscaling.keda.queues: name the queues that decide
{{- end }}
{{- range $i, $queue := $keda.queues }}
{{- if not $queue.channel }}
{{ $at }}.autoscaling.keda.queues[{{ $i }}].channel: is missing
{{- end }}
{{- if not (include "hawser.keda.host" (dict "top" $.top "queue" $queue)) }}
{{ $at }}.autoscaling.keda.queues[{{ $i }}].host: is missing, and the configuration doesn't say it either
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq ($own.kind | default "Deployment") "DaemonSet") (not (kindIs "invalid" $own.replicas)) }}
{{ $at }}.replicas: a DaemonSet has one pod a node
{{- end }}
{{- with $own.disruptionBudget }}
{{- if not (or (kindIs "invalid" .minAvailable) (kindIs "invalid" .maxUnavailable)) }}
{{ $at }}.disruptionBudget.maxUnavailable: give this or minAvailable, not both
{{- end }}
{{- end }}
{{- include "hawser.unknown.of" (dict "v" $own.strategy "at" (printf "%s.strategy." $at) "known" "type rollingUpdate") }}
{{- include "hawser.unknown.of" (dict "v" $own.affinity "at" (printf "%s.affinity." $at) "known" "nodeAffinity podAffinity podAntiAffinity") }}
{{- range $name, $probe := $own.probes }}
{{- if kindIs "map" $probe }}
{{- with $probe }}
{{- $ways := len (pick . "grpc" "httpGet" "tcpSocket" "exec") }}
{{- if gt $ways 1 }}
{{ $at }}.probes.{{ $name }}: has {{ $ways }} ways to ask; give one of grpc, httpGet, tcpSocket, exec
{{- end }}
{{- range $way, $known := dict "grpc" "port service" "httpGet" "path port scheme host httpHeaders" "tcpSocket" "port host" "exec" "command" }}
{{- with get $probe $way }}
{{- $path := printf "%s.probes.%s.%s." $at $name $way }}
{{- include "hawser.unknown.of" (dict "v" . "at" $path "known" $known) }}
{{- $needed := ternary "command" "port" (eq $way "exec") }}
{{- if not (hasKey . $needed) }}
{{ $path }}{{ $needed }}: is missing
{{- end }}
{{- end }}
{{- end }}
{{- if and (ne $name "readiness") (gt (.successThreshold | default 1 | int) 1) }}
{{ $at }}.probes.{{ $name }}.successThreshold: has to be 1, but for readiness
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
