{{/* What Keystone's pods are, as the toolkit takes it. */}}
{{- define "keystone.pods" -}}
{{- $etc := include "keystone.etc" . -}}
{{- $settings := "{path: /etc/keystone/keystone.conf, key: keystone.conf, from: etc}" -}}
api:
  provides: identity
  command: [/tmp/keystone-api.sh, start]
  stop: [/tmp/keystone-api.sh, stop]
  ports:
    - {name: api-public, service: ks-pub, at: api, port: {{ include "hawser-openstack.listen" (list . "api" "identity" "api") }}}
    - {name: api-admin, service: ks-adm, at: admin, port: {{ include "hawser-openstack.listen" (list . "admin" "identity" "admin") }}}
  folders: [/etc/keystone, /var/www/cgi-bin/keystone]
  files:
    - {{ $settings }}
    - {path: /etc/keystone/sso_callback_template.html, key: sso_callback_template.html, from: etc}
    - {path: /etc/apache2/conf-enabled/wsgi-keystone.conf, key: wsgi-keystone.conf, from: etc}
    - {path: /etc/apache2/mods-available/mpm_event.conf, key: mpm_event.conf, from: etc}
    - {path: /tmp/keystone-api.sh, key: keystone-api.sh, from: bin}
    {{- include "hawser-openstack.loggingfile" (list . "/etc/keystone") | nindent 4 }}
  {{- include "keystone.keymounts" . | nindent 2 }}
  hashes:
    bin: {{ include "keystone.bin.keystone-api.sh" . | sha256sum }}
    etc: {{ sha256sum $etc }}
db-init:
  {{- include "hawser-openstack.dbinit" (list . "/etc/keystone/keystone.conf") | nindent 2 }}
db-sync:
  command: [/tmp/db-sync.sh]
  folders: [/etc/keystone]
  files:
    - {{ $settings }}
    - {path: /tmp/db-sync.sh, key: db-sync.sh, from: bin}
    {{- include "hawser-openstack.loggingfile" (list . "/etc/keystone") | nindent 4 }}
  {{- include "keystone.keymounts" . | nindent 2 }}
  env:
    - {name: OS_BOOTSTRAP_ADMIN_URL, value: {{ include "hawser-openstack.uri" (list . "identity" "internal" "admin") | trim | quote }}}
    - {name: OS_BOOTSTRAP_PUBLIC_URL, value: {{ include "hawser-openstack.uri" (list . "identity" (ternary "public" "internal" (hasKey (.Values.endpoints.identity.host_fqdn_override | default dict) "public")) "api") | trim | quote }}}
    - {name: OS_BOOTSTRAP_INTERNAL_URL, value: {{ include "hawser-openstack.uri" (list . "identity" "internal" "api") | trim | quote }}}
    {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 4 }}
  hashes:
    access: {{ printf "%s%s" (include "hawser-openstack.authenticated" (list . "oslo_db" "internal" "user" "mysql")) (include "hawser-openstack.identitysecret" (list . "admin")) | sha256sum }}
bootstrap:
  command: [/tmp/bootstrap.sh]
  files:
    - {path: /tmp/bootstrap.sh, key: bootstrap.sh, from: bin}
  env:
    {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 4 }}
fernet-setup:
  {{- include "keystone.keyprogram" (list . "ensure" "fernet_setup") | nindent 2 }}
fernet-rotate:
  job: false
  restart: Never
  {{- include "keystone.keyprogram" (list . "rotate" "fernet_rotate") | nindent 2 }}
tests:
  job: false
  name: {{ .Release.Name }}-token-issue-test
  image: test
  anywhere: true
  restart: Never
  command: [/tmp/rally-test.sh]
  folders: [/var/lib/rally]
  files:
    - {path: /etc/rally/rally_tests.yaml, key: rally_tests.yaml, from: etc}
    - {path: /tmp/rally-test.sh, key: rally-test.sh, from: bin}
  resources: [jobs, tests]
  env:
    - {name: RALLY_ENV_NAME, value: {{ .Release.Name | quote }}}
    {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 4 }}
{{- end -}}

{{/* Keys that tokens and credentials are encrypted with; a Job makes them once, in Secrets that outlive the release. */}}
{{- define "keystone.keymounts" -}}
volumes:
  - {name: fernet-keys, secret: {secretName: keystone-fernet-keys, defaultMode: 0444}}
  - {name: credential-keys, secret: {secretName: keystone-credential-keys, defaultMode: 0444}}
mounts:
  - {name: fernet-keys, mountPath: /etc/keystone/fernet-keys, readOnly: true}
  - {name: credential-keys, mountPath: /etc/keystone/credential-keys, readOnly: true}
{{- end -}}

{{- define "keystone.keyprogram" -}}
{{- $tags := (index . 0).Values.images.tags | default dict -}}
image: {{ or (hasKey $tags (index . 2)) (hasKey $tags (printf "keystone_%s" (index . 2))) | ternary (index . 2) "api" }}
kind: job
account: keystone-keys
user: 42425
command: [python3, /tmp/keys.py, {{ index . 1 }}]
files:
  - {path: /tmp/keys.py, key: keys.py, from: bin}
mounts:
  - {name: wait-account, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
{{- end -}}
