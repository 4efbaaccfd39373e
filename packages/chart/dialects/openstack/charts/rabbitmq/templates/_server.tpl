{{- define "rabbitmq.pods" -}}
rabbitmq:
  data: /var/lib/rabbitmq
  ports:
    - {name: amqp, port: {{ include "hawser-openstack.listen" (list . "" "oslo_messaging" "amqp") }}}
  env:
    - {name: RABBITMQ_DEFAULT_USER, value: {{ (include "rabbitmq.user" . | fromJson).username | quote }}}
    - {name: RABBITMQ_DEFAULT_VHOST, value: {{ .Values.endpoints.oslo_messaging.path | trimPrefix "/" | default "/" | quote }}}
    - name: RABBITMQ_DEFAULT_PASS
      valueFrom: {secretKeyRef: {name: {{ .Values.secrets.oslo_messaging.user | quote }}, key: password}}
{{- end -}}

{{/* Who may send and receive: the user of the services. */}}
{{- define "rabbitmq.user" -}}
{{ .Values.endpoints.oslo_messaging.auth.user | toRawJson }}
{{- end -}}
