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
- name: Namespace
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: PodName
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: PodIP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: ServerApp
  valueFrom:
    fieldRef:
      fieldPath: metadata.labels['tars.io/ServerApp']
{{- if ne (include "hawser-tars.subtype" .) "normal" }}
{{- $dir := include "hawser-tars.datadir" . }}
- name: ServerName
  value: {{ .Values.server | quote }}
- name: ServerBaseDir
  value: /usr/local/server
- name: ServerBinDir
  value: /usr/local/server/bin
- name: ServerLogDir
  value: /usr/local/app/tars/app_log
- name: ServerConfFile
  value: {{ $dir }}/conf/{{ .Values.app }}.{{ .Values.server }}.config.conf
- name: TARS_CONFIG
  value: {{ $dir }}/conf/{{ .Values.app }}.{{ .Values.server }}.config.conf
{{- end }}
{{- range .Values.envVars }}
- name: {{ .name | quote }}
  value: {{ include "hawser-tars.scalar" .value | quote }}
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
