{{/*
Toolkit for charts with OpenStack-Helm's values. Most templates take a list: the root, then what they are about. `root` alone is
written `.`; an application's name is the chart's, a component is a part of it such as `api` or `db-sync`.
*/}}

{{/* (list root component): labels, which are selectors, too. */}}
{{- define "hawser-openstack.labels" -}}
{{- $root := index . 0 -}}
release_name: {{ $root.Release.Name | quote }}
application: {{ $root.Chart.Name }}
component: {{ index . 1 }}
{{- end -}}

{{/* (list root component kind): pods on nodes that carry a label: the component's in `labels`, else that of its kind (job, test, server), else the one for all. */}}
{{- define "hawser-openstack.nodeselector" -}}
{{- $labels := (index . 0).Values.labels -}}
{{- $own := get $labels (index . 1 | replace "-" "_") | default (get $labels (index . 2)) | default $labels -}}
{{- if $own.node_selector_key }}
nodeSelector:
  {{ quote $own.node_selector_key }}: {{ include "hawser-openstack.scalar" $own.node_selector_value | quote }}
{{- end }}
{{- end -}}

{{/*
(list root component): keeps pods of a component apart. `pod.affinity.anti.type` says whether that is wished
(requiredDuringSchedulingIgnoredDuringExecution) or preferred, `topologyKey` across what, `weight` how much.
*/}}
{{- define "hawser-openstack.antiaffinity" -}}
{{- $root := index . 0 -}}
{{- $anti := (((($root.Values).pod).affinity).anti) | default dict -}}
{{- $component := index . 1 | replace "-" "_" -}}
{{- $type := get ($anti.type | default dict) $component | default ($anti.type).default | default "preferredDuringSchedulingIgnoredDuringExecution" -}}
{{- $key := get ($anti.topologyKey | default dict) $component | default ($anti.topologyKey).default | default "kubernetes.io/hostname" -}}
{{- $weight := get ($anti.weight | default dict) $component | default ($anti.weight).default | default 10 -}}
affinity:
  podAntiAffinity:
    {{- if hasPrefix "required" $type }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: {{ quote $key }}
        labelSelector:
          matchLabels:
            {{- include "hawser-openstack.labels" . | nindent 12 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: {{ $weight }}
        podAffinityTerm:
          topologyKey: {{ quote $key }}
          labelSelector:
            matchLabels:
              {{- include "hawser-openstack.labels" . | nindent 14 }}
    {{- end }}
{{- end -}}

{{/* (list root component): `<chart>-<component>`, or the chart's name where it has a component of that name. */}}
{{- define "hawser-openstack.name" -}}
{{- $chart := (index . 0).Chart.Name -}}
{{- if eq $chart (index . 1) }}{{ $chart }}{{ else }}{{ $chart }}-{{ index . 1 }}{{ end -}}
{{- end -}}
