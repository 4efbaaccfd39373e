{{/*
Settings of how pods are replaced, from either place that OpenStack-Helm's values have had for them: `upgrades.deployments` and
`pod.lifecycle.upgrades.deployments`.
*/}}
{{- define "hawser-openstack.upgrades" -}}
{{- $flat := (.Values.upgrades).deployments | default (omit (.Values.upgrades | default dict) "deployments") -}}
{{- $upgrades := (((.Values.pod).lifecycle).upgrades).deployments | default $flat | default dict -}}
revisionHistoryLimit: {{ dig "revision_history" 3 $upgrades | int }}
{{- $strategy := dig "pod_replacement_strategy" "RollingUpdate" $upgrades }}
strategy:
  type: {{ $strategy }}
  {{- if eq $strategy "RollingUpdate" }}
  {{- $rolling := $upgrades.rolling_update | default dict }}
  rollingUpdate:
    maxUnavailable: {{ include "hawser-openstack.count" (dig "max_unavailable" 1 $rolling) }}
    maxSurge: {{ include "hawser-openstack.count" (dig "max_surge" 3 $rolling) }}
  {{- end }}
{{- end -}}

{{/* A number, or a percentage. */}}
{{- define "hawser-openstack.count" -}}
{{- if kindIs "string" . }}{{ . | quote }}{{ else }}{{ int . }}{{ end -}}
{{- end -}}

{{/* (list root component): `pod.replicas.<component>`, `replicas.<component>` or `replicas`. The charts of servers call theirs `server`. */}}
{{- define "hawser-openstack.replicas" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 | replace "-" "_" -}}
{{- $replicas := $root.Values.replicas -}}
{{- if kindIs "map" $replicas }}{{ $replicas = get $replicas $component }}{{ end -}}
{{- if kindIs "invalid" $replicas }}{{ $replicas = 1 }}{{ end -}}
{{- $later := (($root.Values).pod).replicas | default dict -}}
{{- range list "server" $component }}
{{- if and (hasKey $later .) (or (ne . "server") (eq $component $root.Chart.Name)) }}{{ $replicas = get $later . }}{{ end -}}
{{- end -}}
{{- int $replicas -}}
{{- end -}}

{{/* (list root component): `pod.lifecycle.termination_grace_period.<component>.timeout` or the same at the top; in seconds. */}}
{{- define "hawser-openstack.grace" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 | replace "-" "_" -}}
{{- $flat := (get ($root.Values.termination_grace_period | default dict) $component | default dict).timeout -}}
{{- (get (((($root.Values).pod).lifecycle).termination_grace_period | default dict) $component | default dict).timeout | default $flat | default 30 | int -}}
{{- end -}}

{{/* (list root component): at least so many pods stay while nodes are emptied. */}}
{{- define "hawser-openstack.pdb" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 | replace "-" "_" -}}
{{- if include "hawser-openstack.manifest" (list $root "pdb" $component) }}
{{- $flat := get ($root.Values.pod_disruption_budget | default dict) $component | default dict }}
{{- $budget := get (((($root.Values).pod).lifecycle).disruption_budget | default dict) $component | default $flat }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "hawser-openstack.name" . }}
  namespace: {{ $root.Release.Namespace | quote }}
  labels:
    {{- include "hawser-openstack.labels" . | nindent 4 }}
spec:
  minAvailable: {{ include "hawser-openstack.count" (dig "min_available" 0 $budget) }}
  selector:
    matchLabels:
      {{- include "hawser-openstack.labels" . | nindent 6 }}
{{- end }}
{{- end -}}

{{/* (list root path...): resources of a container, where they are enabled: `pod.resources` or `resources`. */}}
{{- define "hawser-openstack.resources" -}}
{{- $root := index . 0 -}}
{{- $later := ($root.Values.pod).resources | default dict -}}
{{- $resources := hasKey $later "enabled" | ternary $later ($root.Values.resources | default dict) -}}
{{- if $resources.enabled }}
{{- $found := $resources -}}
{{- range rest . }}{{ $found = get ($found | default dict) (replace "-" "_" .) | default dict }}{{ end -}}
{{- if and (not $found) (eq (last .) (index . 0).Chart.Name) }}{{ $found = $resources.server | default dict }}{{ end -}}
{{- with pick $found "requests" "limits" }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- end -}}

{{/* (list root names...): "true" unless `manifests` turns one of the names off. Names are as OpenStack-Helm has them: `job_db_init`. */}}
{{- define "hawser-openstack.manifest" -}}
{{- $manifests := (index . 0).Values.manifests | default dict -}}
{{- $name := join "_" (rest .) | replace "-" "_" -}}
{{- if not (and (hasKey $manifests $name) (eq (get $manifests $name | toString) "false")) }}true{{ end -}}
{{- end -}}
