{{/*
(list root component): what a chart's `<chart>.pods` says of a component, as `hawser-openstack.podspec` takes it. `<chart>.pods` is a map of
all components, Jobs included, by their names as objects have them: `db-sync`.
*/}}
{{- define "hawser-openstack.described" -}}
{{- $root := index . 0 -}}
{{- $pods := include "hawser-openstack.pods" $root | fromYaml -}}
{{- with $pods.Error }}{{ fail (printf "%s.pods isn't a map of components: %s" $root.Chart.Name .) }}{{ end -}}
{{- if not (hasKey $pods (index . 1)) }}{{ fail (printf "%s.pods has no component %s" $root.Chart.Name (index . 1)) }}{{ end -}}
{{ get $pods (index . 1) | merge (dict "component" (index . 1)) | toRawJson }}
{{- end -}}

{{- define "hawser-openstack.pods" -}}
{{ include (printf "%s.pods" .Chart.Name) . }}
{{- end -}}

{{/* (list root component): a Deployment. Its pods roll when the files that they read change. */}}
{{- define "hawser-openstack.deployment" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $name := ternary "deployment" (printf "deployment_%s" $component) (eq $component $root.Chart.Name) -}}
{{- if include "hawser-openstack.manifest" (list $root $name) }}
{{- include "hawser-openstack.deploymentof" (include "hawser-openstack.described" . | fromJson | merge (dict "root" $root)) }}
{{- end }}
{{- end -}}

{{- define "hawser-openstack.deploymentof" -}}
{{- $at := list .root .component -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "hawser-openstack.name" $at }}
  namespace: {{ .root.Release.Namespace | quote }}
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
{{- end -}}

{{/* (list root component): a Job. It can't be changed, so one of another specification has another name; the old one is removed. */}}
{{- define "hawser-openstack.job" -}}
{{- $root := index . 0 -}}
{{- if include "hawser-openstack.manifest" (list $root "job" (index . 1)) }}
{{- $spec := include "hawser-openstack.jobspec" . }}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ $root.Chart.Name }}-{{ index . 1 }}-{{ sha256sum $spec | trunc 8 }}
  namespace: {{ $root.Release.Namespace | quote }}
  labels:
    {{- include "hawser-openstack.labels" . | nindent 4 }}
spec:
  {{- nindent 2 $spec }}
{{- end }}
{{- end -}}

{{/* (list root component): the name that the Job has. */}}
{{- define "hawser-openstack.jobname" -}}
{{ (index . 0).Chart.Name }}-{{ index . 1 }}-{{ include "hawser-openstack.jobspec" . | sha256sum | trunc 8 }}
{{- end -}}

{{- define "hawser-openstack.jobspec" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $pod := include "hawser-openstack.described" . | fromJson -}}
{{- $pod = merge $pod (dict "root" $root "restart" "OnFailure" "kind" "job" "resources" (list "jobs" $component)) -}}
{{- $programs := "" -}}
{{- range $pod.files }}{{ if eq .from "bin" }}{{ $programs = cat $programs (include "hawser-openstack.program" (list $root .key)) }}{{ end }}{{ end -}}
{{- $hashes := $pod.hashes | default dict -}}
{{- if $programs }}{{ $hashes = merge (dict "bin" (sha256sum $programs)) $hashes }}{{ end -}}
backoffLimit: 100
template:
  metadata:
    labels:
      {{- include "hawser-openstack.labels" . | nindent 6 }}
    {{- with $hashes }}
    annotations:
      {{- range $from, $hash := . }}
      configmap-{{ $from }}-hash: {{ $hash }}
      {{- end }}
    {{- end }}
  spec:
    {{- include "hawser-openstack.podspec" $pod | nindent 4 }}
{{- end -}}

{{/*
(list root component): a StatefulSet, with a claim for what it keeps: the description's `data` is where it is mounted. Claims stay when the release goes, and the next
one of the same name finds them. `volume` of the values says whether there is one, its class and size.
*/}}
{{- define "hawser-openstack.statefulset" -}}
{{- if include "hawser-openstack.manifest" (list (index . 0) "statefulset") }}
{{- include "hawser-openstack.statefulsetof" (include "hawser-openstack.described" . | fromJson | merge (dict "root" (index . 0))) }}
{{- end }}
{{- end -}}

{{- define "hawser-openstack.statefulsetof" -}}
{{- $root := .root -}}
{{- $at := list $root .component -}}
{{- $volume := $root.Values.volume | default dict -}}
{{- $kept := or (not (hasKey $volume "enabled")) $volume.enabled -}}
{{- $mount := dict "name" (printf "%s-data" $root.Chart.Name) "mountPath" .data -}}
{{- $pod := merge (dict "mounts" (append (.mounts | default list) $mount)) . -}}
{{- if not $kept }}{{ $pod = merge (dict "volumes" (append (.volumes | default list) (dict "name" $mount.name "emptyDir" dict))) $pod }}{{ end -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ $root.Chart.Name }}
  namespace: {{ $root.Release.Namespace | quote }}
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
        storageClassName: {{ quote . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $volume.size | default "5Gi" | quote }}
  {{- end }}
{{- end -}}
