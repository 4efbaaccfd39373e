{{/*
hawser.jobs: the Jobs and CronJobs of `jobs`, in the service's image and with its configuration. A Job without a schedule has the
hash of its spec in its name, as the migration does: it runs once for each change.
*/}}
{{- define "hawser.jobs" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $top := . -}}
{{- $before := false -}}
{{- if .hawser.on -}}
{{- range $name, $job := .Values.jobs -}}
{{- if and $job (ne (toString ($job).enabled) "false") -}}
{{- if $before }}
---
{{ end -}}
{{- $before = true -}}
{{- $spec := include "hawser.job.spec" (dict "top" $top "own" $job "component" $name) -}}
apiVersion: batch/v1
{{- if $job.schedule }}
kind: CronJob
{{- include "hawser.metadata" (dict "top" $top "name" (printf "%s-%s" $top.hawser.name $name) "component" $name "annotations" $job.annotations) }}
spec:
  schedule: {{ $job.schedule | quote }}
{{- with $job.timeZone }}
  timeZone: {{ . | quote }}
{{- end }}
  concurrencyPolicy: {{ $job.concurrencyPolicy | default "Forbid" }}
  suspend: {{ $job.suspend | default false }}
  successfulJobsHistoryLimit: {{ if kindIs "invalid" $job.successfulJobsHistoryLimit }}1{{ else }}{{ $job.successfulJobsHistoryLimit }}{{ end }}
  failedJobsHistoryLimit: {{ if kindIs "invalid" $job.failedJobsHistoryLimit }}3{{ else }}{{ $job.failedJobsHistoryLimit }}{{ end }}
  jobTemplate:
    spec:
{{- $spec | replace "\n" "\n    " }}
{{- else }}
kind: Job
{{- include "hawser.metadata" (dict "top" $top "name" (printf "%s-%s-%s" $top.hawser.name $name (sha256sum $spec | trunc 8)) "component" $name "annotations" $job.annotations) }}
spec:
{{- if $job.suspend }}
  suspend: true
{{- end }}
{{- $spec }}
{{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{/* hawser.jobs.alone: whether a service runs jobs and no server at all. */}}
{{- define "hawser.jobs.alone" -}}
{{- if and .hawser.on (not (or .hawser.grpc .hawser.rest .hawser.scheduler .hawser.worker)) -}}
{{- range .Values.jobs }}{{ if and . (ne (toString .enabled) "false") }}true{{ end }}{{ end -}}
{{- end -}}
{{- end }}

{{/* hawser.job.spec: takes `top`, `own` (one of `jobs`) and `component`, its name. */}}
{{- define "hawser.job.spec" }}
{{- $top := .top }}
{{- $own := .own }}
{{- $hawser := $top.hawser }}
{{- $arguments := dict "top" $top "own" $own "server" ($own.server | default (include "hawser.server.first" $top)) }}
{{- $resources := $own.resources | default $top.Values.resources }}
{{- $mounts := print (include "hawser.config.mounts" $hawser) (include "hawser.secrets.mounts" $top) }}
  backoffLimit: {{ if kindIs "invalid" $own.backoffLimit }}4{{ else }}{{ $own.backoffLimit }}{{ end }}
{{- with $own.activeDeadlineSeconds }}
  activeDeadlineSeconds: {{ . }}
{{- end }}
{{- if not (kindIs "invalid" $own.ttlSecondsAfterFinished) }}
  ttlSecondsAfterFinished: {{ $own.ttlSecondsAfterFinished }}
{{- end }}
  template:
    metadata:
      annotations:
        {{- $hawser.checksums }}
        {{- include "hawser.checksum.application" $arguments }}
{{- with $own.podAnnotations }}{{ include "hawser.pairs" (dict "map" . "indent" "        ") }}{{ end }}
      labels:
        app.kubernetes.io/name: {{ $hawser.name }}
        app.kubernetes.io/instance: {{ $top.Release.Name | quote }}
        app.kubernetes.io/component: {{ .component }}
    spec:
{{- if not (hasKey $hawser.pod "serviceAccountName") }}
      serviceAccountName: {{ ($top.Values.serviceAccount).name | default $hawser.name | quote }}
{{- end }}
{{- if not (hasKey $hawser.pod "automountServiceAccountToken") }}
      automountServiceAccountToken: {{ include "hawser.token" (dict "top" $top) }}
{{- end }}
{{- if not (hasKey $hawser.pod "enableServiceLinks") }}
      enableServiceLinks: false
{{- end }}
      restartPolicy: {{ $own.restartPolicy | default "Never" }}
{{- include "hawser.security.pod" $arguments }}
{{- $hawser.pullSecrets }}
{{- if ne (toString $own.wait) "false" }}
{{- with include "hawser.wait" (dict "top" $top "mounts" $mounts "resources" $resources) }}
      initContainers:
        {{- . }}
{{- end }}
{{- end }}
      containers:
        - name: {{ .component }}
          image: {{ $hawser.image }}
          imagePullPolicy: {{ $hawser.pullPolicy }}
{{- with $own.command }}
          command:
{{- toYaml . | nindent 12 }}
{{- end }}
{{- with $own.args }}
          args:
{{- toYaml . | nindent 12 }}
{{- end }}
{{- with include "hawser.env" (dict "top" $top "own" $own.env "more" "") }}
          env:
            {{- . }}
{{- end }}
{{- if or $top.Values.envFrom $own.envFrom }}
          envFrom:
{{- with $top.Values.envFrom }}{{ toYaml . | nindent 12 }}{{ end }}
{{- with $own.envFrom }}{{ toYaml . | nindent 12 }}{{ end }}
{{- end }}
{{- $hawser.containerSecurity }}
{{- with $resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
          volumeMounts:
            {{- $mounts }}
            - name: tmp
              mountPath: /tmp
{{- with $own.volumeMounts }}{{ toYaml . | nindent 12 }}{{ end }}
      volumes:
        {{- include "hawser.config.volumes" $arguments }}
{{- include "hawser.secrets.volumes" $top }}
        - name: tmp
          emptyDir: {}
{{- with $top.Values.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with $own.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with omit $hawser.pod "terminationGracePeriodSeconds" "topologySpreadConstraints" "restartPolicy" }}{{ toYaml . | nindent 6 }}{{ end }}
{{- end }}
