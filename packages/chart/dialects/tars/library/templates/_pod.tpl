{{- define "hawser-tars.pod" -}}
{{- $tars := ne (include "hawser-tars.subtype" .) "normal" -}}
metadata:
  labels:
    {{- include "hawser-tars.labels" . | nindent 4 }}
    tars.io/ServerID: {{ include "hawser-tars.id" . | quote }}
  {{- if $tars }}
  annotations:
    checksum/server-conf: {{ include "hawser-tars.serverconf.text" . | sha256sum }}
  {{- end }}
spec:
  enableServiceLinks: false
  automountServiceAccountToken: false
  {{- if .Values.hostNetwork }}
  hostNetwork: true
  dnsPolicy: ClusterFirstWithHostNet
  {{- end }}
  {{- if .Values.hostIPC }}
  hostIPC: true
  {{- end }}
  dnsConfig:
    options:
      - name: ndots
        value: "2"
  {{- $secret := "tars-image-secret" }}
  {{- if kindIs "string" (.Values.repo | default dict).secret }}{{ $secret = .Values.repo.secret }}{{ end }}
  {{- with $secret }}
  imagePullSecrets:
    - name: {{ . | quote }}
  {{- end }}
  {{- with include "hawser-tars.affinity" . }}{{ nindent 2 . }}{{ end }}
  {{- with include "hawser-tars.inits" . }}{{ nindent 2 . }}{{ end }}
  containers:
    - name: {{ include "hawser-tars.name" . }}
      image: {{ .Values.repo.image | quote }}
      imagePullPolicy: {{ .Values.imagePullPolicy | default "Always" }}
      {{- if not $tars }}
      {{- with (.Values.normal).command }}
      command:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with (.Values.normal).args }}
      args:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- end }}
      env:
        {{- include "hawser-tars.env" . | nindent 8 }}
      {{- with include "hawser-tars.hostports" . }}{{ nindent 6 . }}{{ end }}
      {{- with include "hawser-tars.probes" . }}{{ nindent 6 . }}{{ end }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        {{- include "hawser-tars.volumemounts" . | nindent 8 }}
  volumes:
    {{- include "hawser-tars.volumes" . | nindent 4 }}
{{- end -}}

{{/* The variables of the framework, in its order, before those of the values. `subPathExpr` and programs read them. */}}
{{- define "hawser-tars.env" -}}
{{ include "hawser-tars.variables" . | trim }}
{{- end -}}

{{/*
Each name once, as Kubernetes has it when there are several: what is given later counts, and `envVars` come after the server's own. Helm 4 refuses
names that come twice.
*/}}
{{- define "hawser-tars.variables" -}}
{{- $last := dict -}}
{{- range $i, $variable := .Values.envVars }}{{ $_ := set $last $variable.name $i }}{{ end -}}
{{- $fields := dict "Namespace" "metadata.namespace" "PodName" "metadata.name" "PodIP" "status.podIP" "ServerApp" "metadata.labels['tars.io/ServerApp']" }}
{{- range $name := list "Namespace" "PodName" "PodIP" "ServerApp" }}
{{- if not (hasKey $last $name) }}
- name: {{ $name }}
  valueFrom:
    fieldRef:
      fieldPath: {{ get $fields $name }}
{{- end }}
{{- end }}
{{- if ne (include "hawser-tars.subtype" .) "normal" }}
{{- $file := printf "%s/conf/%s.%s.config.conf" (include "hawser-tars.datadir" .) .Values.app .Values.server }}
{{- $own := dict "ServerName" (quote .Values.server) "ServerBaseDir" "/usr/local/server" "ServerBinDir" "/usr/local/server/bin"
  "ServerLogDir" "/usr/local/app/tars/app_log" "ServerConfFile" $file "TARS_CONFIG" $file }}
{{- range $name := list "ServerName" "ServerBaseDir" "ServerBinDir" "ServerLogDir" "ServerConfFile" "TARS_CONFIG" }}
{{- if not (hasKey $last $name) }}
- name: {{ $name }}
  value: {{ get $own $name }}
{{- end }}
{{- end }}
{{- end }}
{{- range $i, $variable := .Values.envVars }}
{{- if eq (get $last .name) $i }}
- name: {{ .name | quote }}
  value: {{ include "hawser-tars.scalar" .value | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Only ports of the host are listed, and none when the pod has the host's network anyway. */}}
{{- define "hawser-tars.hostports" -}}
{{- if and .Values.hostPorts (not .Values.hostNetwork) -}}
{{- $servants := dict -}}
{{- range .Values.servants }}{{ $_ := set $servants .name . }}{{ end -}}
ports:
  {{- range .Values.hostPorts }}
  {{- $servant := get $servants .nameRef }}
  - name: p{{ .port }}-{{ $servant.port }}
    containerPort: {{ $servant.port }}
    hostPort: {{ .port }}
    protocol: {{ include "hawser-tars.protocol" $servant }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/*
A servant that no longer listens makes the pod unready, and after a while has it started again. One TCP servant is
asked by connecting; of several, and of UDP, the kernel's tables tell.
*/}}
{{- define "hawser-tars.probes" -}}
{{- $normal := and (eq (include "hawser-tars.subtype" .) "normal") (.Values.normal).ports -}}
{{- with $normal | default .Values.servants -}}
{{- $first := index . 0 -}}
startupProbe:
  {{- include "hawser-tars.probe" . | nindent 2 }}
  periodSeconds: 1
  timeoutSeconds: 3
  failureThreshold: 300
readinessProbe:
  {{- include "hawser-tars.probe" . | nindent 2 }}
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 2
livenessProbe:
  {{- include "hawser-tars.probe" . | nindent 2 }}
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
{{- end -}}
{{- end -}}

{{- define "hawser-tars.probe" -}}
{{- $first := index . 0 -}}
{{- if and (eq (len .) 1) (eq (include "hawser-tars.protocol" $first) "TCP") -}}
tcpSocket:
  port: {{ $first.port }}
{{- else -}}
exec:
  command:
    - /bin/sh
    - -c
    {{- $checks := list }}
    {{- range . }}
    {{- if eq (include "hawser-tars.protocol" .) "TCP" }}
    {{- $checks = append $checks (printf "grep -q ':%04X [0-9A-F]*:0000 0A' /proc/net/tcp /proc/net/tcp6 || { echo servant %s does not listen on %v/tcp; exit 1; }" (int .port) .name .port) }}
    {{- else }}
    {{- $checks = append $checks (printf "grep -q ':%04X ' /proc/net/udp /proc/net/udp6 || { echo servant %s does not listen on %v/udp; exit 1; }" (int .port) .name .port) }}
    {{- end }}
    {{- end }}
    - {{ join "; " $checks | quote }}
{{- end -}}
{{- end -}}
