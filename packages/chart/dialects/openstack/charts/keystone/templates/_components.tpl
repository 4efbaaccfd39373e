{{/* What Keystone's pods are, as the toolkit takes it. */}}
{{- define "keystone.api" -}}
component: api
command: [/tmp/keystone-api.sh, start]
stop: [/tmp/keystone-api.sh, stop]
ports:
  - {name: api-public, port: {{ .Values.network.api.port }}}
  - {name: api-admin, port: {{ .Values.network.admin.port }}}
folders: [/etc/keystone, /var/www/cgi-bin/keystone]
files:
  - {path: /etc/keystone/keystone.conf, key: keystone.conf, from: etc}
  - {path: /etc/keystone/keystone-paste.ini, key: keystone-paste.ini, from: etc}
  - {path: /etc/keystone/policy.json, key: policy.json, from: etc}
  - {path: /etc/keystone/sso_callback_template.html, key: sso_callback_template.html, from: etc}
  - {path: /etc/apache2/conf-enabled/wsgi-keystone.conf, key: wsgi-keystone.conf, from: etc}
  - {path: /etc/apache2/mods-available/mpm_event.conf, key: mpm_event.conf, from: etc}
  - {path: /tmp/keystone-api.sh, key: keystone-api.sh, from: bin}
{{ include "keystone.keymounts" . }}
hashes:
  bin: {{ include "keystone.bin.keystone-api.sh" . | sha256sum }}
  etc: {{ include "keystone.etc" . | sha256sum }}
{{- end -}}

{{- define "keystone.job.db-init" -}}
{{ include "hawser-openstack.job" (include "keystone.dbinit" . | fromYaml | merge (dict "root" .)) }}
{{- end -}}
{{- define "keystone.dbinit" -}}
component: db-init
command: [python3, /tmp/db-init.py]
folders: [/etc/keystone]
files:
  - {path: /etc/keystone/keystone.conf, key: keystone.conf, from: etc}
  - {path: /tmp/db-init.py, key: db-init.py, from: bin}
env:
  - name: ROOT_DB_CONNECTION
    valueFrom: {secretKeyRef: {name: {{ .Values.secrets.oslo_db.admin }}, key: DB_CONNECTION}}
  - {name: OPENSTACK_CONFIG_FILE, value: /etc/keystone/keystone.conf}
  - {name: OPENSTACK_CONFIG_DB_SECTION, value: database}
  - {name: OPENSTACK_CONFIG_DB_KEY, value: connection}
{{- end -}}

{{- define "keystone.job.db-sync" -}}
{{ include "hawser-openstack.job" (include "keystone.dbsync" . | fromYaml | merge (dict "root" .)) }}
{{- end -}}
{{- define "keystone.dbsync" -}}
component: db-sync
command: [/tmp/db-sync.sh]
folders: [/etc/keystone]
files:
  - {path: /etc/keystone/keystone.conf, key: keystone.conf, from: etc}
  - {path: /tmp/db-sync.sh, key: db-sync.sh, from: bin}
{{ include "keystone.keymounts" . }}
env:
  - {name: OS_BOOTSTRAP_ADMIN_URL, value: {{ include "hawser-openstack.uri" (list . "identity" "internal" "admin") | trim | quote }}}
  - {name: OS_BOOTSTRAP_PUBLIC_URL, value: {{ include "hawser-openstack.uri" (list . "identity" "internal" "api") | trim | quote }}}
  - {name: OS_BOOTSTRAP_INTERNAL_URL, value: {{ include "hawser-openstack.uri" (list . "identity" "internal" "api") | trim | quote }}}
  {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 2 }}
{{- end -}}

{{- define "keystone.job.bootstrap" -}}
{{ include "hawser-openstack.job" (include "keystone.bootstrap" . | fromYaml | merge (dict "root" .)) }}
{{- end -}}
{{- define "keystone.bootstrap" -}}
component: bootstrap
command: [/tmp/bootstrap.sh]
files:
  - {path: /tmp/bootstrap.sh, key: bootstrap.sh, from: bin}
env:
  {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 2 }}
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

{{- define "keystone.job.fernet-setup" -}}
{{ include "hawser-openstack.job" (include "keystone.fernetsetup" . | fromYaml | merge (dict "root" .)) }}
{{- end -}}
{{- define "keystone.fernetsetup" -}}
component: fernet-setup
{{ include "keystone.keyprogram" (list . "ensure") }}
{{- end -}}

{{- define "keystone.fernetrotate" -}}
component: fernet-rotate
restart: Never
{{ include "keystone.keyprogram" (list . "rotate") }}
{{- end -}}

{{- define "keystone.keyprogram" -}}
image: api
account: keystone-keys
user: 42425
command: [python3, /tmp/keys.py, {{ index . 1 }}]
files:
  - {path: /tmp/keys.py, key: keys.py, from: bin}
mounts:
  - {name: wait-account, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}
{{- end -}}

{{- define "keystone.tests" -}}
component: tests
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
  - {name: RALLY_ENV_NAME, value: {{ .Release.Name }}}
  {{- include "hawser-openstack.identityenv" (list . "admin") | nindent 2 }}
{{- end -}}
