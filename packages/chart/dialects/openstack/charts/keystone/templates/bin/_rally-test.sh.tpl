{{/* Runs the scenarios and says whether each did what it should. The result is looked at before what was made is removed. */}}
{{- define "keystone.bin.rally-test.sh" -}}
#!/bin/bash
set -ex
rally db create
rally deployment create --fromenv --name "$RALLY_ENV_NAME"
rally deployment use "$RALLY_ENV_NAME"
rally deployment check
rally task validate /etc/rally/rally_tests.yaml
timeout 900 rally task start /etc/rally/rally_tests.yaml
rally task sla-check
rally deployment destroy --deployment "$RALLY_ENV_NAME"
{{- end -}}
