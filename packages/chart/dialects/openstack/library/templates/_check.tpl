{{/*
Refuses what can't be right together, all of it in one message, before anything is sent. `hawser openstack check` says the same with line
numbers; this is for plain Helm. Charts call it in a template whose name comes last, since Helm begins with that one.
*/}}
{{- define "hawser-openstack.check" -}}
{{- $problems := list -}}
{{- $needed := list "labels" "images" "dependencies" "endpoints" -}}
{{- if has .Chart.Name (list "keystone" "glance") }}{{ $needed = concat $needed (list "bootstrap" "conf" "network" "secrets") }}{{ end -}}
{{- range $needed }}
{{- if not (kindIs "map" (get $.Values .)) }}{{ $problems = append $problems (printf "%s: expected a map, got null" .) }}{{ end -}}
{{- end -}}
{{- if not $problems }}{{ $problems = include "hawser-openstack.checkini" . | fromJsonArray }}{{ end -}}
{{- if not $problems }}
{{- $problems = concat (include "hawser-openstack.checkneeds" . | fromJsonArray) (include "hawser-openstack.checkreplicas" . | fromJsonArray) -}}
{{- end -}}
{{- with $problems }}{{ fail (printf "the values of %s have %d problems:\n  %s" $.Chart.Name (len .) (join "\n  " .)) }}{{ end -}}
{{- end -}}

{{- define "hawser-openstack.checkneeds" -}}
{{- $problems := list -}}
{{- $pods := include "hawser-openstack.pods" . | fromYaml -}}
{{- $left := dict -}}
{{- $provided := dict -}}
{{- range $component, $pod := $pods }}{{ with $pod.provides }}{{ $_ := set $provided . $component }}{{ end }}{{ end -}}
{{- range $component, $_ := $pods }}
{{- $needs := include "hawser-openstack.dependency" (list $ $component) | fromJson -}}
{{- $after := list -}}
{{- range $needs.jobs }}
{{- if not (hasPrefix (printf "%s-" $.Chart.Name) .) }}{{ $problems = append $problems (printf "dependencies.%s.jobs: no chart provides the Job %q: %s waits for its own" (replace "-" "_" $component) . $.Chart.Name) }}
{{- else }}
{{- $job := include "hawser-openstack.jobcomponent" (list $ .) -}}
{{- if $job }}{{ $after = append $after $job }}
{{- else if not (or (not (include "hawser-openstack.manifest" (list $ "job" (trimPrefix (printf "%s-" $.Chart.Name) .)))) (has (trimPrefix (printf "%s-" $.Chart.Name) .) (include "hawser-openstack.withoutjobs" $ | splitList " "))) }}{{ $problems = append $problems (printf "dependencies.%s.jobs: no chart provides the Job %q" (replace "-" "_" $component) .) }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $needs.services }}
{{- if not (get $.Values.endpoints (replace "-" "_" .service)) }}{{ $problems = append $problems (printf "dependencies.%s.services: no endpoint is named %q, so no chart provides it" (replace "-" "_" $component) .service) }}
{{- else if hasKey $provided .service }}{{ $after = append $after (get $provided .service) }}
{{- end -}}
{{- end -}}
{{- $_ := set $left $component $after -}}
{{- end -}}
{{- range until (len $pods) }}
{{- range $component, $after := $left }}
{{- $waits := false -}}
{{- range $after }}{{ if hasKey $left . }}{{ $waits = true }}{{ end }}{{ end -}}
{{- if not $waits }}{{ $_ := unset $left $component }}{{ end -}}
{{- end -}}
{{- end -}}
{{- if $left }}{{ $problems = append $problems (printf "dependencies: %s go round in a circle" (keys $left | sortAlpha | join ", ")) }}{{ end -}}
{{ toRawJson $problems }}
{{- end -}}

{{/* Jobs of OpenStack-Helm's charts that these don't have: nothing waits for them. */}}
{{- define "hawser-openstack.withoutjobs" -}}
domain-manage rabbit-init db-drop credential-cleanup image-repo-sync storage-init metadefs-load
{{- end -}}

{{- define "hawser-openstack.checkini" -}}
{{- $problems := list -}}
{{- range $file := list "keystone" "glance" "glance_registry" "logging" }}
{{- $sections := get ($.Values.conf | default dict) $file | default dict -}}
{{- range $section, $options := omit $sections "override" "append" "prefix" }}
{{- if kindIs "map" $options }}
{{- $flat := dict -}}
{{- include "hawser-openstack.flatten" (dict "from" $options "into" $flat) -}}
{{- range $option, $value := $flat }}
{{- $at := printf "conf.%s.%s: %s" $file $section $option -}}
{{- if regexMatch "[=\\r\\n]" $option }}{{ $problems = append $problems (printf "%s: an option's name has no \"=\" and no line break" $at) }}{{ end -}}
{{- range (kindIs "slice" $value | ternary $value (list $value)) }}
{{- if kindIs "map" . }}{{ $problems = append $problems (printf "%s: expected a single value, got a map in a list" $at) }}
{{- else if regexMatch "[\\r\\n]" (toString . | trimSuffix "\n") }}{{ $problems = append $problems (printf "%s: %q has a line break, which an INI file can't hold" $at (toString .)) }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- else if not (kindIs "invalid" $options) }}{{ $problems = append $problems (printf "conf.%s.%s: expected a map of options, got %v" $file $section $options) }}
{{- end -}}
{{- end -}}
{{- end -}}
{{ toRawJson $problems }}
{{- end -}}

{{/* Servers with data are one: several would be databases of their own behind one name. */}}
{{- define "hawser-openstack.checkreplicas" -}}
{{- $problems := list -}}
{{- range $component, $pod := include "hawser-openstack.pods" . | fromYaml }}
{{- $replicas := include "hawser-openstack.replicas" (list $ $component) | int -}}
{{- if and $pod.data (gt $replicas 1) }}{{ $problems = append $problems (printf "replicas: expected 1, got %d: %s is one server that keeps its data; no cluster is made of it" $replicas $component) }}{{ end -}}
{{- end -}}
{{ toRawJson $problems }}
{{- end -}}
