"""Signs a request to the partner API (RFC 9421 with Ed25519, RFC 9530). Python 3.9 or newer with `pip install cryptography`."""

import base64
import hashlib
import secrets
import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import load_pem_private_key


def key_of(pem: bytes):
    """A private key in PKCS #8 PEM, as `openssl genpkey -algorithm ed25519` writes it."""
    return load_pem_private_key(pem, password=None)


def signed_headers(method, url, key_id, private_key, body=b"", idempotency_key=None, created=None, nonce=None):
    """Answers the headers to send. `body`: the exact bytes that are sent. `nonce`: new for every request, also when one is repeated."""
    created = int(time.time()) if created is None else created
    nonce = secrets.token_urlsafe(18) if nonce is None else nonce
    address = urlsplit(url)
    headers = {}
    lines = [("@method", method.upper()), ("@path", address.path or "/"), ("@query", "?" + address.query)]
    if body:
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        headers["content-type"] = "application/json"
        headers["content-digest"] = f"sha-256=:{digest}:"
        lines.append(("content-digest", headers["content-digest"]))
    if idempotency_key is not None:
        headers["idempotency-key"] = idempotency_key
        lines.append(("idempotency-key", idempotency_key))
    covered = " ".join(f'"{name}"' for name, _ in lines)
    parameters = f'({covered});created={created};keyid="{key_id}";nonce="{nonce}";alg="ed25519"'
    base = "\n".join(f'"{name}": {value}' for name, value in [*lines, ("@signature-params", parameters)])
    signature = base64.b64encode(private_key.sign(base.encode())).decode()
    headers["signature-input"] = "sig1=" + parameters
    headers["signature"] = f"sig1=:{signature}:"
    return headers
