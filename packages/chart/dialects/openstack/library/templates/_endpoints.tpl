{{/* (list root type interface): the Service's name of an endpoint. */}}
{{- define "hawser-openstack.host" -}}
{{- $endpoint := include "hawser-openstack.endpoint" . | fromJson -}}
{{- $name := get $endpoint.hosts (index . 2) | default $endpoint.hosts.default -}}
{{- if kindIs "map" $name }}{{ $name.host }}{{ else }}{{ $name }}{{ end -}}
{{- end -}}

{{/* (list root type interface): its name across namespaces; `host_fqdn_override` names it as it is known from elsewhere. */}}
{{- define "hawser-openstack.address" -}}
{{- $root := index . 0 -}}
{{- $endpoint := include "hawser-openstack.endpoint" . | fromJson -}}
{{- $override := $endpoint.host_fqdn_override | default dict -}}
{{- $name := get $override (index . 2) | default $override.default -}}
{{- if kindIs "map" $name }}{{ $name = $name.host }}{{ end -}}
{{- $name | default (printf "%s.%s" (include "hawser-openstack.host" .) ($endpoint.namespace | default $root.Release.Namespace)) -}}
{{- end -}}

{{/* (list root type interface port): the number of a port. */}}
{{- define "hawser-openstack.port" -}}
{{- $endpoint := include "hawser-openstack.endpoint" . | fromJson -}}
{{- $port := get ($endpoint.port | default dict) (index . 3) | default dict -}}
{{- $number := get $port (index . 2) | default $port.default -}}
{{- if not $number }}{{ fail (printf "endpoints.%s.port.%s.default: expected a port, it is missing" (index . 1) (index . 3)) }}{{ end -}}
{{- int $number -}}
{{- end -}}

{{/* (list root server type port): where a server listens: `network.<server>.port` (`network.port` if the server is empty), else the endpoint's inner port. */}}
{{- define "hawser-openstack.listen" -}}
{{- $root := index . 0 -}}
{{- $network := $root.Values.network | default dict -}}
{{- if index . 1 }}{{ $network = get $network (index . 1) | default dict }}{{ end -}}
{{- $network.port | default (include "hawser-openstack.port" (list $root (index . 2) "internal" (index . 3))) | int -}}
{{- end -}}

{{/* (list root names key): the user of an endpoint or a Secret: the one named as the chart, as values since 2018 have it, else `user`. */}}
{{- define "hawser-openstack.user" -}}
{{- $names := index . 1 | default dict -}}
{{- if and (eq (index . 2) "user") (hasKey $names (index . 0).Chart.Name) }}{{ (index . 0).Chart.Name }}{{ else }}{{ index . 2 }}{{ end -}}
{{- end -}}

{{/* (list root type interface port): `host.namespace:port`. */}}
{{- define "hawser-openstack.hostport" -}}
{{ include "hawser-openstack.address" . }}:{{ include "hawser-openstack.port" . }}
{{- end -}}

{{/* (list root type interface port): `scheme://host.namespace:port/path`. */}}
{{- define "hawser-openstack.uri" -}}
{{- $endpoint := include "hawser-openstack.endpoint" . | fromJson -}}
{{ include "hawser-openstack.scheme" (list $endpoint (index . 2)) }}://{{ include "hawser-openstack.hostport" . }}{{ include "hawser-openstack.path" (list $endpoint (index . 2)) }}
{{- end -}}

{{/* (list root type interface user port): the same with a user's name and password. */}}
{{- define "hawser-openstack.authenticated" -}}
{{- $endpoint := include "hawser-openstack.endpoint" . | fromJson -}}
{{- $user := get ($endpoint.auth | default dict) (include "hawser-openstack.user" (list (index . 0) $endpoint.auth (index . 3))) | default dict -}}
{{- if not $user.username }}{{ fail (printf "endpoints.%s.auth.%s.username: expected a name, it is missing" (index . 1) (index . 3)) }}{{ end -}}
{{- $at := list (index . 0) (index . 1) (index . 2) (index . 4) -}}
{{ include "hawser-openstack.scheme" (list $endpoint (index . 2)) }}://{{ urlquery $user.username }}:{{ urlquery (include "hawser-openstack.scalar" ($user.password | default "")) }}@{{ include "hawser-openstack.hostport" $at }}{{ include "hawser-openstack.path" (list $endpoint (index . 2)) }}
{{- end -}}

{{- define "hawser-openstack.endpoint" -}}
{{- $type := index . 1 | replace "-" "_" -}}
{{- $endpoint := get ((index . 0).Values.endpoints | default dict) $type -}}
{{- if not $endpoint }}{{ fail (printf "endpoints.%s: expected a map, it is missing" $type) }}{{ end -}}
{{- if not ($endpoint.hosts).default }}{{ fail (printf "endpoints.%s.hosts.default: expected a Service's name, it is missing" $type) }}{{ end -}}
{{ toRawJson $endpoint }}
{{- end -}}

{{/* (list endpoint interface); a text, or a map by interface. */}}
{{- define "hawser-openstack.scheme" -}}
{{- $scheme := (index . 0).scheme -}}
{{- if kindIs "map" $scheme }}{{ get $scheme (index . 1) | default $scheme.default }}{{ else }}{{ $scheme | default "http" }}{{ end -}}
{{- end -}}

{{- define "hawser-openstack.path" -}}
{{- $path := (index . 0).path -}}
{{- if kindIs "map" $path }}{{ get $path (index . 1) | default $path.default }}{{ else }}{{ $path }}{{ end -}}
{{- end -}}
