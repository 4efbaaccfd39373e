{{/*
Starts and stops Apache. A pod that ends still answers while its successor isn't ready, as kube-proxy sends calls to it for want of
another; so it stays for a while before it takes no more.
*/}}
{{- define "keystone.bin.keystone-api.sh" -}}
#!/bin/bash
set -e
case $1 in
  start)
    mkdir -p /var/www/cgi-bin/keystone
    for program in public admin; do
      cp "$(command -v keystone-wsgi-$program)" /var/www/cgi-bin/keystone/
    done
    . /etc/apache2/envvars
    mkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR" "$APACHE_LOG_DIR"
    rm -f "$APACHE_PID_FILE"
    exec apache2 -DFOREGROUND
    ;;
  stop)
    sleep {{ max 0 (sub (include "hawser-openstack.grace" (list . "api") | int) 10) }}
    apachectl -k graceful-stop
    ;;
esac
{{- end -}}
