{{/*
`ensure` makes the keys that aren't there; `rotate` makes the staged fernet key the one that is used, and stages a new one. Keys are in Secrets
that this pod's account may read and change, and no other.
*/}}
{{- define "keystone.bin.keys.py" -}}
import base64
import json
import os
import ssl
import sys
import urllib.error
import urllib.request

account = "/var/run/secrets/kubernetes.io/serviceaccount"
namespace = open(f"{account}/namespace").read().strip()
host = os.environ["KUBERNETES_SERVICE_HOST"]
host = f"[{host}]" if ":" in host else host
secrets = f"https://{host}:{os.environ['KUBERNETES_SERVICE_PORT']}/api/v1/namespaces/{namespace}/secrets"
trust = ssl.create_default_context(cafile=f"{account}/ca.crt")
active = {{ (((.Values.jobs).fernet_rotate).max_active_keys) | default 3 | int }}


def call(method, url, body=None):
    request = urllib.request.Request(url, method=method, data=json.dumps(body).encode() if body else None)
    request.add_header("Authorization", "Bearer " + open(f"{account}/token").read())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
        return json.load(answer)


def new_key():
    return base64.b64encode(base64.urlsafe_b64encode(os.urandom(32))).decode()


def ensure(name):
    body = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "data": {"0": new_key(), "1": new_key()}}
    try:
        call("POST", secrets, body)
        print(f"made {name}")
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise
        print(f"{name} is there")


def rotate(name):
    secret = call("GET", f"{secrets}/{name}")
    keys = secret["data"]
    used = max(map(int, keys)) + 1
    keys[str(used)] = keys["0"]
    keys["0"] = new_key()
    for old in sorted(map(int, keys))[1 : 1 + max(0, len(keys) - active)]:
        del keys[str(old)]
    call("PUT", f"{secrets}/{name}", secret)
    print(f"{name} has the keys {', '.join(sorted(keys, key=int))}")


try:
    if sys.argv[1] == "rotate":
        rotate("keystone-fernet-keys")
    else:
        ensure("keystone-fernet-keys")
        ensure("keystone-credential-keys")
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code} {error.reason}: {error.read().decode()}")
{{- end -}}
