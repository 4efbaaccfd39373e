{{/* A Deployment of what `hawser-openstack.podspec` describes. Its pods roll when the files that they read change. */}}
{{- define "hawser-openstack.deployment" -}}
{{- $at := list .root .component -}}
{{- if include "hawser-openstack.manifest" (list .root "deployment" .component) }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "hawser-openstack.name" $at }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "hawser-openstack.labels" $at | nindent 4 }}
spec:
  replicas: {{ include "hawser-openstack.replicas" $at }}
  {{- include "hawser-openstack.upgrades" .root | nindent 2 }}
  selector:
    matchLabels:
      {{- include "hawser-openstack.labels" $at | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "hawser-openstack.labels" $at | nindent 8 }}
      annotations:
        {{- range $from, $hash := .hashes }}
        configmap-{{ $from }}-hash: {{ $hash }}
        {{- end }}
    spec:
      {{- include "hawser-openstack.podspec" . | nindent 6 }}
{{- end }}
{{- end -}}

{{/* A Job of the same. A Job can't be changed, so one of another specification has another name; the old one is removed. */}}
{{- define "hawser-openstack.job" -}}
{{- if include "hawser-openstack.manifest" (list .root "job" .component) }}
{{- $spec := include "hawser-openstack.jobspec" . }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .root.Chart.Name }}-{{ .component }}-{{ sha256sum $spec | trunc 8 }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "hawser-openstack.labels" (list .root .component) | nindent 4 }}
spec:
  {{- nindent 2 $spec }}
{{- end }}
{{- end -}}

{{- define "hawser-openstack.jobspec" -}}
backoffLimit: 100
template:
  metadata:
    labels:
      {{- include "hawser-openstack.labels" (list .root .component) | nindent 6 }}
    {{- $programs := "" }}
    {{- range .files }}{{ if eq .from "bin" }}{{ $programs = cat $programs (include (printf "%s.bin.%s" $.root.Chart.Name .key) $.root) }}{{ end }}{{ end }}
    {{- with $programs }}
    annotations:
      configmap-bin-hash: {{ sha256sum . }}
    {{- end }}
  spec:
    {{- include "hawser-openstack.podspec" (merge (dict "restart" "OnFailure" "resources" (list "jobs" (replace "-" "_" .component))) .) | nindent 4 }}
{{- end -}}

{{/* (list root component): the name that a Job of this chart has. Each chart describes its Jobs in `<chart>.job.<component>`. */}}
{{- define "hawser-openstack.jobname" -}}
{{- $root := index . 0 -}}
{{- include (printf "%s.job.%s" $root.Chart.Name (index . 1)) $root | regexFind "name: \\S+" | trimPrefix "name: " -}}
{{- end -}}

{{/*
A StatefulSet of the same, with a claim for what it keeps: `data` is where it is mounted. Claims stay when the release goes, and the next
one of the same name finds them. `volume` of the values says whether there is one, its class and size.
*/}}
{{- define "hawser-openstack.statefulset" -}}
{{- $root := .root -}}
{{- $at := list $root .component -}}
{{- $volume := $root.Values.volume | default dict -}}
{{- $kept := or (not (hasKey $volume "enabled")) $volume.enabled -}}
{{- $mount := dict "name" (printf "%s-data" $root.Chart.Name) "mountPath" .data -}}
{{- $pod := merge (dict "mounts" (append (.mounts | default list) $mount)) . -}}
{{- if not $kept }}{{ $pod = merge (dict "volumes" (append (.volumes | default list) (dict "name" $mount.name "emptyDir" dict))) $pod }}{{ end -}}
{{- if include "hawser-openstack.manifest" (list $root "statefulset") }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $root.Chart.Name }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "hawser-openstack.labels" $at | nindent 4 }}
spec:
  serviceName: {{ $root.Chart.Name }}
  replicas: {{ include "hawser-openstack.replicas" $at }}
  selector:
    matchLabels:
      {{- include "hawser-openstack.labels" $at | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "hawser-openstack.labels" $at | nindent 8 }}
      annotations:
        {{- range $from, $hash := .hashes }}
        configmap-{{ $from }}-hash: {{ $hash }}
        {{- end }}
    spec:
      {{- include "hawser-openstack.podspec" $pod | nindent 6 }}
  {{- if $kept }}
  volumeClaimTemplates:
    - metadata:
        name: {{ $mount.name }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $volume.class_name }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $volume.size | default "5Gi" }}
  {{- end }}
{{- end }}
{{- end -}}
