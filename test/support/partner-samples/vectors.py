"""Runs docs/partner-api/sign.py on one line a case: fields in base64, separated by spaces. Answers as Vectors.java does."""

import sys
from base64 import b64decode

from sign import key_of, signed_headers

for line in sys.stdin:
    method, url, body, key, key_id, pem, created, nonce = (b64decode(f) for f in line.rstrip("\n").split(" "))
    headers = signed_headers(
        method.decode(), url.decode(), key_id.decode(), key_of(pem), body, key.decode() or None, int(created), nonce.decode()
    )
    for name, value in headers.items():
        print(f"{name}: {value}")
    print()
