{{/*
Refuses what can't be right together, all of it in one message. Types and unknown keys are the schema's to refuse. The
same is checked with line numbers when a values file is packaged; this is for values that come later.
*/}}
{{- define "hawser-tars.check" -}}
{{- $problems := list -}}
{{- $servants := dict -}}
{{- $ports := dict -}}
{{- range $i, $servant := concat (.Values.servants | default list) ((.Values.normal).ports | default list) }}
{{- $name := lower $servant.name -}}
{{- if hasKey $servants $name }}{{ $problems = append $problems (printf "servants[%d].name: %q is taken; upper and lower case are one" $i $servant.name) }}{{ end -}}
{{- $port := toString $servant.port -}}
{{- if hasKey $ports $port }}{{ $problems = append $problems (printf "servants[%d].port: %s is %s's port, too" $i $port (get $ports $port)) }}{{ end -}}
{{- if eq (int $servant.port) 19385 }}{{ $problems = append $problems (printf "servants[%d].port: 19385 is reserved for the node agent" $i) }}{{ end -}}
{{- $_ := set $servants $name $servant.name -}}
{{- $_ := set $ports $port $servant.name -}}
{{- end -}}
{{- if and (not $servants) (ne (include "hawser-tars.subtype" .) "normal") }}{{ $problems = append $problems "servants: a server of subtype tars needs a servant" }}{{ end -}}
{{- $hosts := dict -}}
{{- range $i, $entry := .Values.hostPorts }}
{{- if ne (get $servants (lower $entry.nameRef)) $entry.nameRef }}{{ $problems = append $problems (printf "hostPorts[%d].nameRef: no servant is named %q" $i $entry.nameRef) }}{{ end -}}
{{- if hasKey $hosts (toString $entry.port) }}{{ $problems = append $problems (printf "hostPorts[%d].port: %v is taken" $i $entry.port) }}{{ end -}}
{{- $_ := set $hosts (toString $entry.port) true -}}
{{- end -}}
{{- $masters := dict -}}
{{- range .Values.config }}{{ $_ := set $masters .name true }}{{ end -}}
{{- $replicas := 1 -}}
{{- if not (kindIs "invalid" .Values.replicas) }}{{ $replicas = int .Values.replicas }}{{ end -}}
{{- if and .Values.daemonSet .Values.nodeConfig }}{{ $problems = append $problems "nodeConfig: is for pods by their numbers, and the pods of a daemonSet have none" }}{{ end -}}
{{- range $i, $part := .Values.nodeConfig }}
{{- if not (hasKey $masters $part.name) }}{{ $problems = append $problems (printf "nodeConfig[%d].name: %q isn't a file of config, which it would be added to" $i $part.name) }}{{ end -}}
{{- if and (gt $replicas 0) (ge (int $part.podSeq) $replicas) }}{{ $problems = append $problems (printf "nodeConfig[%d].podSeq: there is no pod %d with %d replicas" $i (int $part.podSeq) $replicas) }}{{ end -}}
{{- end -}}
{{- $names := dict -}}
{{- $paths := dict -}}
{{- range $i, $mount := .Values.mounts }}
{{- if hasKey $names $mount.name }}{{ $problems = append $problems (printf "mounts[%d].name: %q is taken" $i $mount.name) }}{{ end -}}
{{- if hasKey $paths $mount.mountPath }}{{ $problems = append $problems (printf "mounts[%d].mountPath: %s is taken by mount %q" $i $mount.mountPath (get $paths $mount.mountPath)) }}{{ end -}}
{{- if and $.Values.daemonSet (or (hasKey $mount.source "tLocalVolume") (hasKey $mount.source "persistentVolumeClaimTemplate")) }}{{ $problems = append $problems (printf "mounts[%d].source: a claim for each pod needs pods with numbers, which daemonSet has none of" $i) }}{{ end -}}
{{- $_ := set $names $mount.name true -}}
{{- $_ := set $paths $mount.mountPath $mount.name -}}
{{- end -}}
{{- with $problems }}{{ fail (printf "the values of %s have %d problems:\n  %s" $.Chart.Name (len .) (join "\n  " .)) }}{{ end -}}
{{- end -}}
