{{/* What the pod mounts: the log folder of the host, the server's files, and what `mounts` lists. */}}
{{- define "hawser-tars.volumemounts" -}}
- name: host-log-dir
  mountPath: /usr/local/app/tars/app_log
  subPathExpr: $(Namespace)/$(PodName)
{{- if ne (include "hawser-tars.subtype" .) "normal" }}
- name: server-conf
  mountPath: {{ include "hawser-tars.datadir" . }}/conf
  readOnly: true
{{- end }}
{{- if include "hawser-tars.hasfiles" . }}
- name: config
  mountPath: {{ include "hawser-tars.datadir" . }}/bin
{{- end }}
{{- range .Values.mounts }}
- name: {{ .name | quote }}
  mountPath: {{ .mountPath | quote }}
  {{- with .subPath }}
  subPath: {{ . | quote }}
  {{- end }}
  {{- with .subPathExpr }}
  subPathExpr: {{ . | quote }}
  {{- end }}
  {{- if .readOnly }}
  readOnly: true
  {{- end }}
  {{- with .mountPropagation }}
  mountPropagation: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "hawser-tars.volumes" -}}
- name: host-log-dir
  hostPath:
    path: /usr/local/app/tars/app_log
    type: DirectoryOrCreate
{{- if ne (include "hawser-tars.subtype" .) "normal" }}
- name: server-conf
  configMap:
    name: {{ include "hawser-tars.name" . }}-server-conf
{{- end }}
{{- if include "hawser-tars.hasfiles" . }}
{{- if .Values.nodeConfig }}
- name: config
  emptyDir: {}
- name: config-parts
  configMap:
    name: {{ include "hawser-tars.configname" . }}
{{- else }}
- name: config
  configMap:
    name: {{ include "hawser-tars.configname" . }}
    items:
      {{- range $name, $_ := include "hawser-tars.files" . | fromJson }}
      - key: {{ $name | quote }}
        path: {{ $name | quote }}
      {{- end }}
{{- end }}
{{- end }}
{{- range .Values.mounts }}
{{- if not (or (hasKey .source "tLocalVolume") (hasKey .source "persistentVolumeClaimTemplate")) }}
- name: {{ .name | quote }}
  {{- toYaml .source | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Claims of each pod. A `tLocalVolume` takes the cluster's default class, of which a local one binds a pod to its node. */}}
{{- define "hawser-tars.claims" -}}
{{- $claims := list -}}
{{- range .Values.mounts }}
{{- if or (hasKey (.source | default dict) "tLocalVolume") (hasKey (.source | default dict) "persistentVolumeClaimTemplate") }}{{ $claims = append $claims . }}{{ end -}}
{{- end -}}
{{- if $claims -}}
volumeClaimTemplates:
  {{- range $claims }}
  {{- if hasKey .source "persistentVolumeClaimTemplate" }}
  - metadata:
      name: {{ .name | quote }}
      {{- with (.source.persistentVolumeClaimTemplate).metadata }}
      {{- toYaml (omit . "name") | nindent 6 }}
      {{- end }}
    spec:
      {{- toYaml .source.persistentVolumeClaimTemplate.spec | nindent 6 }}
  {{- else }}
  - metadata:
      name: {{ .name | quote }}
      labels:
        tars.io/LocalVolume: {{ .name | quote }}
        {{- include "hawser-tars.selector" $ | nindent 8 }}
      {{- with .source.tLocalVolume }}
      annotations:
        {{- with .uid }}
        tars.io/LocalVolumeUID: {{ include "hawser-tars.scalar" . | quote }}
        {{- end }}
        {{- with .gid }}
        tars.io/LocalVolumeGID: {{ include "hawser-tars.scalar" . | quote }}
        {{- end }}
        {{- with .mode }}
        tars.io/LocalVolumeMode: {{ include "hawser-tars.scalar" . | quote }}
        {{- end }}
      {{- end }}
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 1G
  {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
