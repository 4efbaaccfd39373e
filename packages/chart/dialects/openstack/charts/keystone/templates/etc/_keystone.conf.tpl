{{/* What the values give, and what follows from them unless they give it: addresses, and fernet for providers that are gone. */}}
{{- define "keystone.etc.keystone.conf" -}}
{{- $sections := include "hawser-openstack.sections" ((.Values.conf | default dict).keystone | default dict) | fromJson -}}
{{- $derived := dict
  "DEFAULT" (dict "transport_url" (include "hawser-openstack.authenticated" (list . "oslo_messaging" "internal" "user" "amqp") | trim))
  "database" (dict "connection" (include "hawser-openstack.authenticated" (list . "oslo_db" "internal" "user" "mysql") | trim))
  "cache" (dict "memcache_servers" (include "hawser-openstack.hostport" (list . "oslo_cache" "internal" "memcache") | trim))
  "token" (dict "provider" "fernet")
  "fernet_tokens" (dict "key_repository" "/etc/keystone/fernet-keys")
  "credential" (dict "key_repository" "/etc/keystone/credential-keys")
-}}
{{- if has (get ($sections.token | default dict) "provider") (list "uuid" "pki" "pkiz") }}{{ $_ := unset $sections.token "provider" }}{{ end -}}
{{ include "hawser-openstack.ini" (mergeOverwrite $derived $sections) | trim }}
{{- end -}}
