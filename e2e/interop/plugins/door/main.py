"""Lets in who knows the word. The word is a secret of the domain's."""

from spaceone.core.error import ERROR_AUTHENTICATE_FAILURE
from spaceone.identity.plugin.external_auth.lib.server import ExternalAuthPluginServer

app = ExternalAuthPluginServer()


@app.route("ExternalAuth.init")
def init(params: dict) -> dict:
    provider = params["options"]["identity_provider"]
    return {"metadata": {"identity_provider": provider, "domain": params["domain_id"], "icon": None}}


@app.route("ExternalAuth.authorize")
def authorize(params: dict) -> dict:
    credentials = params["credentials"]
    if credentials.get("word") != params["secret_data"]["word"]:
        raise ERROR_AUTHENTICATE_FAILURE(message="That is not the word.")
    return {
        "state": "ENABLED",
        "user_id": credentials["user_id"],
        "name": "Friend",
        "email": "friend@example.com",
    }
