{{/*
hawser.combinations: values that are right each, and can't be right together; a line a problem, each with what to do.
*/}}
{{- define "hawser.combinations" }}
{{- $values := .Values }}
{{- $servers := $values.servers | default dict }}
{{- $kind := index (.Chart.Annotations | default dict) "hawser/kind" | default "backend" }}
{{- $pages := or (eq $kind "frontend") (eq $kind "static") }}
{{- $services := $values.service }}
{{- $ingresses := $values.ingress }}
{{- if $pages }}
{{- $services = dict "rest" $values.service }}
{{- $ingresses = dict "rest" $values.ingress }}
{{- end }}
{{- $on := dict "grpc" (ne (toString $values.grpc) "false") "rest" (or $pages ($values.rest | default false)) "scheduler" ($values.scheduler | default false) "worker" ($values.worker | default false) }}
{{- $has := index (.Chart.Annotations | default dict) "hawser/servers" | default "grpc rest scheduler worker" }}
{{- $missing := dict }}
{{- range $server, $is := $on }}
{{- if not (contains $server $has) }}{{ $_ := set $missing $server (printf "the service has no %s server; leave" $server) }}
{{- else if not $is }}{{ $_ := set $missing $server (printf "the %s server is off; set %s: true, or leave" $server $server) }}
{{- end }}
{{- end }}
{{- $fixed := dict "grpc" $values.replicas "rest" $values.replicas_rest "scheduler" nil "worker" $values.replicas_worker }}
{{- $name := $values.name | default .Chart.Name }}
{{- if has (toString $name) (list "true" "false" "yes" "no" "on" "off" "null" "y" "n") }}
name: YAML doesn't read {{ $name }} as text; choose another one
{{- end }}
{{- range $server, $own := $servers }}
{{- if and $own (hasKey $on $server) }}
{{- include "hawser.combinations.server" (dict "own" $own "server" $server "missing" (get $missing $server) "fixed" (get $fixed $server) "values" $values "top" $) }}
{{- end }}
{{- end }}
{{- range $server, $own := $ingresses }}
{{- if kindIs "map" $own }}
{{- $at := ternary "ingress" (printf "ingress.%s" $server) $pages }}
{{- if ($own).enabled }}
{{- with get $missing $server }}
{{ $at }}.enabled: {{ . }} the Ingress out
{{- end }}
{{- $dns := or $own.host $own.hosts (hasKey $own "host") (hasKey ($own.annotations | default dict) "external-dns.alpha.kubernetes.io/hostname") (contains "alb.ingress.kubernetes.io/" (keys ($own.annotations | default dict) | join " ")) }}
{{- if not $dns }}
{{ $at }}.host: an Ingress needs a host name; give one, or "" for every host
{{- end }}
{{- if and $own.host $own.hosts }}
{{ $at }}.hosts: give this or host, not both
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.gateway }}
{{- if and (.http).enabled (get $missing "rest") }}
gateway.http.enabled: {{ $missing.rest }} the route out
{{- end }}
{{- if and (.grpc).enabled (get $missing "grpc") }}
gateway.grpc.enabled: {{ $missing.grpc }} the route out
{{- end }}
{{- if and (or (.http).enabled (.grpc).enabled) (not .parentRefs) }}
gateway.parentRefs: a route needs a gateway; name one
{{- end }}
{{- end }}
{{- range $server, $own := $services }}
{{- $at := ternary "service" (printf "service.%s" $server) $pages }}
{{- $from := ternary $own dict (kindIs "map" $own) }}
{{- range $i, $port := $from.ports }}
{{- if and $port.nodePort (eq ($from.type | default "ClusterIP") "ClusterIP") }}
{{ $at }}.ports[{{ $i }}].nodePort: only a Service of type NodePort or LoadBalancer has one
{{- end }}
{{- if not $port.port }}
{{ $at }}.ports[{{ $i }}].port: is missing
{{- end }}
{{- if eq (toString $port.targetPort) "8081" }}
{{ $at }}.ports[{{ $i }}].targetPort: 8081 is taken by probes and metrics; choose another one
{{- end }}
{{- end }}
{{- end }}
{{- if and ($values.nginx).enabled (get $missing "rest") }}
nginx.enabled: {{ $missing.rest }} nginx out
{{- end }}
{{- if and (($values.monitoring).serviceMonitor).enabled (get $missing "grpc") }}
monitoring.serviceMonitor.enabled: {{ splitList ";" $missing.grpc | first }}; use monitoring.podMonitor
{{- end }}
{{- range $key, $instead := dict "containers" "sidecar" "initContainers" "servers.<server>.initContainers" "volumes" "volumes" }}
{{- if hasKey (($values.pod).spec | default dict) $key }}
pod.spec.{{ $key }}: pods have these already; use {{ $instead }}
{{- end }}
{{- end }}
{{- include "hawser.combinations.volumes" $values }}
{{- include "hawser.combinations.secrets" . }}
{{- range $name, $job := $values.jobs }}
{{- if and ($job).schedule (not (regexMatch "^(@(yearly|annually|monthly|weekly|daily|midnight|hourly|every +[0-9].*)|([^ @]+ +){4}[^ @]+)$" (trim $job.schedule))) }}
jobs.{{ $name }}.schedule: isn't a cron rule; give five fields, such as "0 3 * * *", or @daily
{{- end }}
{{- if and ($job).timeZone (not $job.schedule) }}
jobs.{{ $name }}.timeZone: only a job with a schedule has one
{{- end }}
{{- if and ($job).server (get $missing $job.server) }}
jobs.{{ $name }}.server: {{ splitList ";" (get $missing $job.server) | first }}, so there is no configuration of it
{{- end }}
{{- end }}
{{- end }}

{{/* hawser.combinations.volumes: volumes that would have the name of one of the pod's own. */}}
{{- define "hawser.combinations.volumes" }}
{{- range $i, $volume := .volumes }}
{{- if has ($volume).name (list "default-conf" "database-conf" "shared-conf" "application-conf" "tmp" "data" "system-secret" "nginx-conf" "nginx-proxy-conf") }}
volumes[{{ $i }}].name: pods have a volume {{ $volume.name }} already; choose another name
{{- end }}
{{- end }}
{{- end }}

{{/* hawser.combinations.secrets: secrets that are asked for and not named. */}}
{{- define "hawser.combinations.secrets" }}
{{- $values := .Values }}
{{- $global := $values.global | default dict }}
{{- if ($values.migration).enabled }}
{{- if not (or ($values.databaseSecret).existingSecret ($global.databaseSecret).existingSecret) }}
{{- if not (include "hawser.given.password" $values) }}
databaseSecret.existingSecret: the service has a database and nothing says its password; name the Secret that has it
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq (index (.Chart.Annotations | default dict) "hawser/kind" | default "") "initializer") (ne (toString $values.enabled) "false") (ne (toString $values.enable) "false") }}
{{- if not (or ($values.systemSecret).existingSecret ($global.systemSecret).existingSecret) }}
systemSecret.existingSecret: is missing, and an initializer needs the platform's token; name the Secret that has it
{{- end }}
{{- end }}
{{- range $name, $file := $values.secretFiles }}
{{- if $file }}
{{- range $key := list "existingSecret" "key" "env" }}
{{- if not (get $file $key) }}
secretFiles.{{ $name }}.{{ $key }}: is missing
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.externalSecrets }}
{{- if .enabled }}
{{- if not (.secretStoreRef).name }}
externalSecrets.secretStoreRef.name: is missing
{{- end }}
{{- if not .secrets }}
externalSecrets.secrets: none is named
{{- end }}
{{- end }}
{{- end }}
{{- with ($values.openTelemetry).headersSecret }}
{{- if not .existingSecret }}
openTelemetry.headersSecret.existingSecret: is missing
{{- end }}
{{- end }}
{{- end }}
