{{/*
hawser.migration: the Job that migrates the service's database. It runs with all else of the release, not in a hook, so it
needs nothing but what its service needs, and pods wait for what it does. A Job can't be changed, so its name has the
hash of its spec: a new image or another database is another Job, and the same is the same. Jobs of their own further
configuration, `application_grpc`, tell it the database; so does the first server's where there is no gRPC one. Without any
server or job nobody asks the database, and there is no such configuration either.
*/}}
{{- define "hawser.migration" -}}
{{- if not .hawser }}{{ include "hawser.begin" . }}{{ end -}}
{{- $own := .Values.migration | default dict -}}
{{- if and $own.enabled (not .Values.developer) (or .hawser.grpc .hawser.rest .hawser.scheduler .hawser.worker (include "hawser.jobs.alone" .)) -}}
{{- $spec := include "hawser.migration.spec" . -}}
apiVersion: batch/v1
kind: Job
{{- include "hawser.metadata" (dict "top" . "name" (printf "%s-migrate-%s" .hawser.name (sha256sum $spec | trunc 8)) "component" "migrate" "annotations" $own.annotations) }}
spec:
{{- $spec }}
{{- end -}}
{{- end }}

{{- define "hawser.migration.spec" }}
{{- $server := include "hawser.server.first" . }}
{{- $hawser := .hawser }}
{{- $own := .Values.migration }}
{{- $arguments := dict "top" . "server" $server "own" (dict "spread" (dict "enabled" false)) "component" "migrate" }}
  backoffLimit: 4
  template:
    metadata:
      annotations:
        {{- $hawser.checksums }}
        {{- include "hawser.checksum.application" $arguments }}
      labels:
        app.kubernetes.io/name: {{ $hawser.name }}
        app.kubernetes.io/instance: {{ .Release.Name | quote }}
        app.kubernetes.io/component: migrate
    spec:
      serviceAccountName: {{ (.Values.serviceAccount).name | default $hawser.name | quote }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      restartPolicy: Never
{{- include "hawser.security.pod" $arguments }}
{{- $hawser.pullSecrets }}
      containers:
        - name: migrate
          image: {{ $hawser.image }}
          imagePullPolicy: {{ $hawser.pullPolicy }}
          args:
            - migrate
            - {{ $hawser.name }}
            - --wait
            - {{ $own.timeoutSeconds | default 300 | toString | quote }}
{{- include "hawser.config.argument" . }}
{{- with $hawser.env }}
          env:
            {{- . }}
{{- end }}
{{- $hawser.containerSecurity }}
{{- with $own.resources | default .Values.resources }}
          resources:
{{- toYaml . | nindent 12 }}
{{- end }}
          volumeMounts:
            {{- include "hawser.config.mounts" $hawser }}
{{- include "hawser.secrets.mounts" . }}
            - name: tmp
              mountPath: /tmp
{{- $shared := dict }}
{{- with include "hawser.volumes.shared" . }}{{ $shared = fromJson . }}{{ end }}
{{- with $shared.mounts }}{{ toYaml . | nindent 12 }}{{ end }}
      volumes:
        {{- include "hawser.config.volumes" $arguments }}
{{- include "hawser.secrets.volumes" . }}
        - name: tmp
          emptyDir: {}
{{- with $shared.volumes }}{{ toYaml . | nindent 8 }}{{ end }}
{{- with pick $hawser.pod "nodeSelector" "tolerations" "affinity" "priorityClassName" "hostAliases" "dnsConfig" "dnsPolicy" "imagePullSecrets" "securityContext" "runtimeClassName" }}{{ toYaml . | nindent 6 }}{{ end }}
{{- end }}

{{/* hawser.server.first: a server that is on, and whose configuration there is therefore; jobs alone have the gRPC one's. */}}
{{- define "hawser.server.first" -}}
{{- if .hawser.grpc }}grpc{{ else if .hawser.rest }}rest{{ else if .hawser.scheduler }}scheduler{{ else if .hawser.worker }}worker{{ else }}grpc{{ end -}}
{{- end }}
