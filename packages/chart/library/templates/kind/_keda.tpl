{{/*
hawser.keda: a ScaledObject that scales the worker by the depth of its queues, jobs that wait and jobs that run: with the
running ones left out, KEDA would take away workers that are busy. hawser.keda.authentication has the password for it.

Jobs in PostgreSQL are rows of hawser_queue.job. On Redis they are BullMQ's: all of Hawser's have a priority, so those that
wait are in the sorted set `prioritized`; the scaler measures any kind of key.
*/}}
{{- define "hawser.keda" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := (.hawser.servers).worker | default dict -}}
{{- $keda := ($own.autoscaling).keda | default dict -}}
{{- if and .hawser.worker $keda.enabled -}}
{{- $top := . -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
{{- include "hawser.metadata" (dict "top" . "name" (printf "%s-worker" .hawser.name) "component" "worker") }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: {{ $own.kind | default "Deployment" }}
    name: {{ .hawser.name }}-worker
  minReplicaCount: {{ $keda.minReplicas | default 0 }}
  maxReplicaCount: {{ $keda.maxReplicas | default 4 }}
  pollingInterval: {{ $keda.pollingInterval | default 30 }}
  cooldownPeriod: {{ if kindIs "invalid" $keda.cooldownPeriod }}300{{ else }}{{ $keda.cooldownPeriod }}{{ end }}
  triggers:
{{- range $i, $queue := $keda.queues }}
{{- $host := include "hawser.keda.host" (dict "top" $top "queue" $queue) }}
{{- $secret := include "hawser.keda.secret" (dict "top" $top "queue" $queue) }}
{{- $jobs := $queue.jobsPerReplica | default 8 | toString | quote }}
{{- if eq ($queue.backend | default "postgres") "redis" }}
{{- range list "prioritized" "wait" "active" }}
    - type: redis
      metadata:
        address: {{ printf "%s:%v" $host ($queue.port | default 6379) | quote }}
        listName: {{ printf "bull:%s:%s" $queue.channel . | quote }}
        listLength: {{ $jobs }}
        databaseIndex: {{ $queue.db | default 0 | toString | quote }}
        enableTLS: {{ $queue.ssl | default false | toString | quote }}
{{- if $secret }}
      authenticationRef:
        name: {{ $top.hawser.name }}-worker-queue-{{ $i }}
{{- end }}
{{- end }}
{{- else }}
    - type: postgresql
      metadata:
        host: {{ $host | quote }}
        port: {{ $queue.port | default 5432 | toString | quote }}
        dbName: {{ $queue.database | default (replace "-" "_" $top.hawser.name) | quote }}
        userName: {{ $queue.user | default "hawser" | quote }}
        sslmode: {{ ternary "require" "disable" ($queue.ssl | default false) }}
        query: {{ printf "SELECT count(*) FROM hawser_queue.job WHERE queue = '%s' AND state IN ('waiting', 'active')" ($queue.channel | replace "'" "''") | quote }}
        targetQueryValue: {{ $jobs }}
{{- if $secret }}
      authenticationRef:
        name: {{ $top.hawser.name }}-worker-queue-{{ $i }}
{{- end }}
{{- end }}
{{- end }}
{{- with $keda.triggers }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end -}}
{{- end }}

{{- define "hawser.keda.authentication" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $keda := (((.hawser.servers).worker).autoscaling).keda | default dict -}}
{{- if and .hawser.worker $keda.enabled -}}
{{- $top := . -}}
{{- $before := false -}}
{{- range $i, $queue := $keda.queues -}}
{{- with include "hawser.keda.secret" (dict "top" $top "queue" $queue) -}}
{{- if $before }}
---
{{ end -}}
{{- $before = true -}}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
{{- include "hawser.metadata" (dict "top" $top "name" (printf "%s-worker-queue-%d" $top.hawser.name $i) "component" "worker") }}
spec:
  secretTargetRef:
    - parameter: password
      {{- . }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* hawser.keda.host: where a queue is kept: as it says itself, or as the configuration in the values does. Takes `top` and `queue`. */}}
{{- define "hawser.keda.host" -}}
{{- if .queue.host }}{{ .queue.host }}{{ else -}}
{{- $queue := .queue -}}
{{- $found := "" -}}
{{- range list .top.Values.application_worker .top.Values.application .top.Values.database (.top.Values.global).shared_conf .top.Values.global (.top.Values.global).shared -}}
{{- if not $found -}}
{{- if eq ($queue.backend | default "postgres") "postgres" -}}
{{- $found = (((.).DATABASES).default).host | default "" -}}
{{- else -}}
{{- range ((.).QUEUES | default dict) }}{{ if eq ((.).channel | default "" | toString) ($queue.channel | default "" | toString) }}{{ $found = .host | default "" }}{{ end }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $found -}}
{{- end -}}
{{- end }}

{{/* hawser.keda.secret: lines that name the Secret with a queue's password; none where it has no password. Takes `top` and `queue`. */}}
{{- define "hawser.keda.secret" }}
{{- if .queue.existingSecret }}
      name: {{ .queue.existingSecret | quote }}
      key: {{ .queue.passwordKey | default "password" | quote }}
{{- else if and (eq (.queue.backend | default "postgres") "postgres") .top.hawser.database }}
      name: {{ .top.hawser.database.existingSecret | quote }}
      key: {{ .top.hawser.database.passwordKey | default "password" | quote }}
{{- end }}
{{- end }}
