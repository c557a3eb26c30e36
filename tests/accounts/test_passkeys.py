"""A security key of software: what signs in with a passkey alone, and what does not."""

import base64
import hashlib
import json
import secrets
import struct

from allauth.account.utils import user_pk_to_url_str
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor

from .conftest import PASSWORD, give_app, signed_in

ADD, SIGN_IN = "/fr/accounts/2fa/webauthn/add/", "/fr/accounts/2fa/webauthn/login/"
# What the key says of its owner (WebAuthn, 6.1): present; present, and recognised by the key.
PRESENT, RECOGNISED, WITH_KEY = 0x01, 0x05, 0x40


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class SecurityKey:
    """Makes and uses one passkey, as WebAuthn has it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)

    def create(self, challenge):
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(public)
        statement = {
            "fmt": "none",
            "attStmt": {},
            "authData": self.data(RECOGNISED | WITH_KEY) + attested,
        }
        return self.answer(
            clientDataJSON=encode(self.client_data("create", challenge)),
            attestationObject=encode(cbor.encode(statement)),
        )

    def use(self, challenge, user, flags=RECOGNISED):
        data, client = self.data(flags), self.client_data("get", challenge)
        signed = data + hashlib.sha256(client).digest()
        return self.answer(
            clientDataJSON=encode(client),
            authenticatorData=encode(data),
            signature=encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=encode(user_pk_to_url_str(user).encode()),
        )

    def answer(self, **response):
        key = {"id": encode(self.id), "rawId": encode(self.id), "type": "public-key"}
        return json.dumps({**key, "clientExtensionResults": {}, "response": response})

    @staticmethod
    def data(flags):
        return hashlib.sha256(b"localhost").digest() + bytes([flags]) + struct.pack(">I", 1)

    @staticmethod
    def client_data(kind, challenge):
        said = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": "http://localhost"}
        return json.dumps(said).encode()


def challenge(client):
    return client.session["mfa.webauthn.state"]["challenge"]


def add_key(client, enter, user):
    """Sign somebody in, and give them a passkey."""
    key = SecurityKey()
    enter(user)
    client.get(ADD)
    data = {"name": "La clé", "credential": key.create(challenge(client)), "passwordless": "on"}
    assert client.post(ADD, data).status_code == 302
    return key


def begin_alone(client):
    client.get(SIGN_IN, headers={"accept": "application/json"})
    return challenge(client)


def test_passkey_signs_in_alone_with_both_factors(client, editor, enter):
    key = add_key(client, enter, editor)
    other = Client()
    credential = key.use(begin_alone(other), editor)
    assert other.post(SIGN_IN, {"credential": credential})["Location"] == "/admin/"
    assert other.get("/admin/").status_code == 200


def test_passkey_s_answer_counts_once(client, editor, enter):
    key = add_key(client, enter, editor)
    owner, thief = Client(), Client()
    credential = key.use(begin_alone(owner), editor)
    begin_alone(thief)
    thief.post(SIGN_IN, {"credential": credential})
    assert signed_in(thief) is None


def test_key_that_has_not_recognised_its_owner_does_not_sign_in_alone(client, editor, enter):
    key = add_key(client, enter, editor)
    thief = Client()
    thief.post(SIGN_IN, {"credential": key.use(begin_alone(thief), editor, flags=PRESENT)})
    assert signed_in(thief) is None


def test_challenge_of_a_second_factor_is_none_for_signing_in_alone(
    client, editor, member, enter, time_passes
):
    """There a key need not recognise its owner, who has given a password before."""
    key = add_key(client, enter, editor)
    give_app(member)
    thief = Client()
    thief.post("/fr/accounts/login/", {"login": member.email, "password": PASSWORD})
    thief.get("/fr/accounts/2fa/authenticate/")
    asked = challenge(thief)
    time_passes(16 * 60)  # Until allauth forgets the sign-in that was begun.
    thief.post(SIGN_IN, {"credential": key.use(asked, editor, flags=PRESENT)})
    assert signed_in(thief) is None
