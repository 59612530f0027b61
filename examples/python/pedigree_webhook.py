"""Receives a webhook's messages, checks their signatures, and prints what they tell.

    python3 pedigree_webhook.py SECRET PORT

Nothing but Python's standard library. Answers 204 to what is genuine and 401 to all else.
"""

import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE_SECONDS = 300


def is_genuine(secret, headers, body):
    """Whether one of the signatures is that of the secret, made lately."""
    sent_at = headers.get("webhook-timestamp", "")
    if not sent_at.isdigit() or abs(time.time() - int(sent_at)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers.get('webhook-id', '')}.{sent_at}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(
        hmac.compare_digest(signature, "v1," + expected)
        for signature in headers.get("webhook-signature", "").split()
    )


class Receiver(BaseHTTPRequestHandler):
    secret = ""
    last = ""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        genuine = is_genuine(self.secret, self.headers, body)
        self.send_response(204 if genuine else 401)
        self.end_headers()
        message = self.headers.get("webhook-id")
        if genuine and message != Receiver.last:
            Receiver.last = message
            for it in json.loads(body)["data"]["affected"]:
                print(f"{message} {it['kind']} {it['name']}: {', '.join(it['events'])}", flush=True)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print("usage: pedigree_webhook.py SECRET PORT")
        sys.exit(2)
    Receiver.secret = sys.argv[1]
    server = HTTPServer(("127.0.0.1", int(sys.argv[2])), Receiver)
    print(f"listening on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
