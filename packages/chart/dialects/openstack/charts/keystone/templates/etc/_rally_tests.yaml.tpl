{{/* The tests of the values; else each scenario once, one after the other, and none may fail. */}}
{{- define "keystone.etc.rally_tests.yaml" -}}
{{- with ((.Values.conf | default dict).rally_tests).tests }}
{{- toYaml . }}
{{- else }}
{{- $scenarios := dict
  "add_and_remove_user_role" dict
  "authenticate_user_and_validate_token" dict
  "create_add_and_list_user_roles" dict
  "create_and_delete_ec2credential" dict
  "create_and_delete_role" dict
  "create_and_delete_service" (dict "service_type" "Rally_test_type" "description" "test")
  "create_and_get_role" dict
  "create_and_list_ec2credentials" dict
  "create_and_list_services" (dict "service_type" "Rally_test_type" "description" "test")
  "create_and_list_tenants" dict
  "create_and_list_users" dict
  "create_delete_user" dict
  "create_tenant" dict
  "create_tenant_with_users" (dict "users_per_tenant" 1)
  "create_update_and_delete_tenant" dict
  "create_user" dict
  "create_user_set_enabled_and_delete" (dict "enabled" true)
  "create_user_update_password" dict
-}}
{{- range $name, $args := $scenarios }}
KeystoneBasic.{{ $name }}:
  - args: {{ toRawJson $args }}
    runner:
      type: serial
      times: 1
    sla:
      failure_rate:
        max: 0
{{- end }}
{{- end }}
{{- end -}}
