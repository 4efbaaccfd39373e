{{/*
All objects of an OpenStack service that is described in `<chart>.about`; a chart's only template calls this. What it says:

  endpoint    its type below `endpoints`; the first server answers there
  service     type in the catalogue; the endpoint's type by default
  servers     by name: `command`, `port` (name of its port below `endpoints.<endpoint>.port`), `endpoint` where it has one of its own
  settings    the file with the way to the database: /etc/glance/glance-api.conf
  files       all files of settings: path, key and from, as a pod's
  sync        command that brings the tables up to date

`<chart>.etc` gives the files' texts as JSON.
*/}}
{{- define "hawser-openstack.release" -}}
{{- $root := . -}}
{{- include "hawser-openstack.check" . -}}
{{- $about := include (printf "%s.about" .Chart.Name) . | fromYaml -}}
{{- include "hawser-openstack.rbac" . }}
---
{{ include "hawser-openstack.etc" (dict "root" . "files" (include (printf "%s.etc" .Chart.Name) . | fromJson)) }}
---
{{ include "hawser-openstack.bin" (list . "db-init.py" "ks-user.sh" "ks-service.sh" "ks-endpoints.sh" "bootstrap.sh") }}
{{- range list "admin" "user" }}
---
{{- if include "hawser-openstack.manifest" (list $root "secret" "db") }}
{{ include "hawser-openstack.dbsecret" (list $root .) }}
{{- end }}
---
{{- if include "hawser-openstack.manifest" (list $root "secret" "keystone") }}
{{ include "hawser-openstack.identitysecret" (list $root .) }}
{{- end }}
{{- end }}
{{- range $server, $its := $about.servers }}
---
{{ include "hawser-openstack.deployment" (list $root $server) }}
---
{{ include "hawser-openstack.service" (list $root $server ($its.endpoint | default $about.endpoint)) }}
---
{{ include "hawser-openstack.pdb" (list $root $server) }}
{{- if not $its.endpoint }}
---
{{ include "hawser-openstack.ingressservice" (list $root $server $about.endpoint) }}
---
{{ include "hawser-openstack.ingress" (list $root $server $about.endpoint $server) }}
{{- end }}
{{- end }}
{{- range list "db-init" "db-sync" "ks-user" "ks-service" "ks-endpoints" }}
---
{{ include "hawser-openstack.job" (list $root .) }}
{{- end }}
{{- if (.Values.bootstrap | default dict).enabled }}
---
{{ include "hawser-openstack.job" (list . "bootstrap") }}
{{- end }}
{{- end -}}

{{/* (root): what `<chart>.pods` of such a service is. */}}
{{- define "hawser-openstack.servicepods" -}}
{{- $root := . -}}
{{- $about := include (printf "%s.about" .Chart.Name) . | fromYaml -}}
{{- $folders := list -}}
{{- range $about.files }}{{ $folders = append $folders (dir .path) | uniq }}{{ end -}}
{{- $client := include "hawser-openstack.identityenv" (list . "admin") -}}
{{- range $server, $its := $about.servers }}
{{ $server }}:
  provides: {{ $its.endpoint | default $about.endpoint }}
  command: {{ toRawJson $its.command }}
  ports:
    - {name: {{ $server }}, at: {{ $server }}, port: {{ include "hawser-openstack.listen" (list $root $server ($its.endpoint | default $about.endpoint) ($its.port | default "api")) }}}
  folders: {{ toRawJson (concat $folders ($about.folders | default list)) }}
  files: {{ toRawJson $about.files }}
  hashes:
    etc: {{ include (printf "%s.etc" $root.Chart.Name) $root | sha256sum }}
{{- end }}
db-init:
  {{- include "hawser-openstack.dbinit" (list . $about.settings) | nindent 2 }}
db-sync:
  command: {{ toRawJson $about.sync }}
  folders: {{ toRawJson $folders }}
  files: {{ toRawJson $about.files }}
  hashes:
    access: {{ include "hawser-openstack.authenticated" (list . "oslo_db" "internal" "user" "mysql") | sha256sum }}
ks-user:
  command: [/tmp/ks-user.sh]
  files: [{path: /tmp/ks-user.sh, key: ks-user.sh, from: bin}]
  hashes:
    access: {{ include "hawser-openstack.identitysecret" (list . "user") | sha256sum }}
  env:
    {{- $client | nindent 4 }}
    {{- range list "USERNAME" "PASSWORD" "PROJECT_NAME" "USER_DOMAIN_NAME" "PROJECT_DOMAIN_NAME" }}
    - name: SERVICE_{{ . }}
      valueFrom: {secretKeyRef: {name: {{ include "hawser-openstack.identitysecretname" (list $root "user") | trim | quote }}, key: OS_{{ . }}}}
    {{- end }}
    - {name: SERVICE_ROLE, value: {{ (include "hawser-openstack.identityuser" (list . "user") | fromJson).role | default "admin" | quote }}}
ks-service:
  command: [/tmp/ks-service.sh]
  files: [{path: /tmp/ks-service.sh, key: ks-service.sh, from: bin}]
  env:
    {{- $client | nindent 4 }}
    {{- include "hawser-openstack.catalogued" (list . $about) | nindent 4 }}
ks-endpoints:
  command: [/tmp/ks-endpoints.sh]
  files: [{path: /tmp/ks-endpoints.sh, key: ks-endpoints.sh, from: bin}]
  env:
    {{- $client | nindent 4 }}
    {{- include "hawser-openstack.catalogued" (list . $about) | nindent 4 }}
    {{- range list "admin" "internal" "public" }}
    - {name: URL_{{ . | upper }}, value: {{ include "hawser-openstack.uri" (list $root $about.endpoint . "api") | trim | quote }}}
    {{- end }}
bootstrap:
  command: [/tmp/bootstrap.sh]
  files: [{path: /tmp/bootstrap.sh, key: bootstrap.sh, from: bin}]
  env:
    {{- $client | nindent 4 }}
{{- end -}}

{{/* (list root about): how the catalogue calls a service. */}}
{{- define "hawser-openstack.catalogued" -}}
{{- $about := index . 1 -}}
- {name: SERVICE_TYPE, value: {{ $about.service | default $about.endpoint }}}
- {name: SERVICE_NAME, value: {{ (get (index . 0).Values.endpoints $about.endpoint).name | default (index . 0).Chart.Name | quote }}}
{{- end -}}

{{/*
(list root settings): an INI file of a service: what the values give, and the ways to the database, the queue and Keystone, which follow from
`endpoints` unless the values give them.
*/}}
{{- define "hawser-openstack.conf" -}}
{{- $root := index . 0 -}}
{{- $settings := index . 1 | default dict -}}
{{- $user := include "hawser-openstack.identityuser" (list $root "user") | fromJson -}}
{{- $url := include "hawser-openstack.uri" (list $root "identity" "internal" "api") | trim -}}
{{- $cache := include "hawser-openstack.hostport" (list $root "oslo_cache" "internal" "memcache") | trim -}}
{{- $derived := dict
  "DEFAULT" (dict "transport_url" (include "hawser-openstack.authenticated" (list $root "oslo_messaging" "internal" "user" "amqp") | trim))
  "database" (dict "connection" (include "hawser-openstack.authenticated" (list $root "oslo_db" "internal" "user" "mysql") | trim))
  "keystone_authtoken" (dict "auth_type" "password" "www_authenticate_uri" $url "auth_url" $url "memcached_servers" $cache "username" $user.username
    "password" $user.password "project_name" $user.project_name "user_domain_name" $user.user_domain_name "project_domain_name" $user.project_domain_name)
-}}
{{- $text := include "hawser-openstack.ini" (include "hawser-openstack.sections" $settings | fromJson | mergeOverwrite $derived) | trim -}}
{{ include "hawser-openstack.file" (list $settings $text) }}
{{- end -}}
