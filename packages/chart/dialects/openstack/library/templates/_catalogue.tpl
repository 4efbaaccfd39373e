{{/* (list root program): a program of a chart, or of the toolkit where all services have the same. */}}
{{- define "hawser-openstack.program" -}}
{{- $root := index . 0 -}}
{{- if and (has (index . 1) (list "ks-user.sh" "ks-service.sh" "ks-endpoints.sh" "bootstrap.sh" "db-init.py")) (ne $root.Chart.Name "keystone") -}}
{{ include (printf "hawser-openstack.%s" (index . 1)) $root }}
{{- else -}}
{{ include (printf "%s.bin.%s" $root.Chart.Name (index . 1)) $root }}
{{- end -}}
{{- end -}}

{{- define "hawser-openstack.db-init.py" -}}
{{ include "hawser-openstack.dbinit.py" . }}
{{- end -}}

{{- define "hawser-openstack.bootstrap.sh" -}}
#!/bin/bash
set -ex
{{ (.Values.bootstrap | default dict).script | default "echo nothing to do" }}
{{- end -}}

{{/* Each of these brings what is there to what it should be, so it may run again. */}}
{{- define "hawser-openstack.ks-user.sh" -}}
#!/bin/bash
set -e
for domain in "$SERVICE_PROJECT_DOMAIN_NAME" "$SERVICE_USER_DOMAIN_NAME"; do
  openstack domain show "$domain" >/dev/null 2>&1 || openstack domain create "$domain"
done
openstack project show --domain "$SERVICE_PROJECT_DOMAIN_NAME" "$SERVICE_PROJECT_NAME" >/dev/null 2>&1 ||
  openstack project create --domain "$SERVICE_PROJECT_DOMAIN_NAME" "$SERVICE_PROJECT_NAME"
if openstack user show --domain "$SERVICE_USER_DOMAIN_NAME" "$SERVICE_USERNAME" >/dev/null 2>&1; then
  openstack user set --domain "$SERVICE_USER_DOMAIN_NAME" --password "$SERVICE_PASSWORD" "$SERVICE_USERNAME"
else
  openstack user create --domain "$SERVICE_USER_DOMAIN_NAME" --password "$SERVICE_PASSWORD" "$SERVICE_USERNAME"
fi
for role in ${SERVICE_ROLE//,/ }; do
  openstack role show "$role" >/dev/null 2>&1 || openstack role create "$role"
  openstack role add --user "$SERVICE_USERNAME" --user-domain "$SERVICE_USER_DOMAIN_NAME" \
    --project "$SERVICE_PROJECT_NAME" --project-domain "$SERVICE_PROJECT_DOMAIN_NAME" "$role"
done
echo "user $SERVICE_USERNAME has $SERVICE_ROLE in $SERVICE_PROJECT_NAME"
{{- end -}}

{{- define "hawser-openstack.ks-service.sh" -}}
#!/bin/bash
set -e
id=$(openstack service list -f value -c ID -c Type | awk -v type="$SERVICE_TYPE" '$2 == type { print $1; exit }')
if [ -n "$id" ]; then
  openstack service set --name "$SERVICE_NAME" "$id"
else
  openstack service create --name "$SERVICE_NAME" "$SERVICE_TYPE"
fi
echo "service $SERVICE_NAME is in the catalogue as $SERVICE_TYPE"
{{- end -}}

{{- define "hawser-openstack.ks-endpoints.sh" -}}
#!/bin/bash
set -e
for interface in admin internal public; do
  name="URL_${interface^^}"
  url="${!name}"
  id=$(openstack endpoint list --service "$SERVICE_TYPE" --interface "$interface" --region "$OS_REGION_NAME" -f value -c ID | head -n 1)
  if [ -n "$id" ]; then
    openstack endpoint set --url "$url" "$id"
  else
    openstack endpoint create --region "$OS_REGION_NAME" "$SERVICE_TYPE" "$interface" "$url"
  fi
  echo "$interface endpoint of $SERVICE_TYPE is $url"
done
{{- end -}}
