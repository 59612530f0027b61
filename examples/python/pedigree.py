"""Asks and tells a gateway, with nothing but the standard library."""

import http.client
import json
import random
import time
import urllib.error
import urllib.request
import uuid

RECORD = """
mutation ($input: RecordInput!) {
  record(input: $input) { revision changed artifacts { id name } warnings { code message } }
}
"""


class Refused(Exception):
    """The gateway answered no: the same will be refused again."""

    def __init__(self, error):
        extensions = error.get("extensions", {})
        self.code = extensions.get("code", "INTERNAL")
        self.path = extensions.get("path")
        super().__init__(f"{self.code}: {error['message']}")


class Unavailable(Exception):
    """There was no answer in time."""


class Pedigree:
    def __init__(self, gateway, caller=None, token=None, patience_seconds=60):
        self._url = gateway.rstrip("/") + "/graphql"
        self._headers = {"Content-Type": "application/json"}
        if caller:
            self._headers["X-Pedigree-Caller"] = caller
        if token:
            self._headers["Authorization"] = "Bearer " + token
        self._patience = patience_seconds

    def record(self, artifacts=(), edges=(), checks=()):
        """Records all or nothing, and once: the request id stays the same however often it is sent."""
        request = {"requestId": str(uuid.uuid4())}
        for name, parts in (("artifacts", artifacts), ("edges", edges), ("checks", checks)):
            if parts:
                request[name] = list(parts)
        return self.ask(RECORD, input=request)["record"]

    def ask(self, document, **variables):
        """The data that a query answers."""
        body = json.dumps({"query": document, "variables": variables}).encode()
        end = time.monotonic() + self._patience
        pause = 0.05
        while True:
            try:
                return self._send(body)
            except Unavailable:
                if time.monotonic() + pause > end:
                    raise
            time.sleep(pause * random.uniform(0.5, 1))
            pause = min(2 * pause, 5)

    def _send(self, body):
        request = urllib.request.Request(self._url, body, self._headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            if error.code in (429, 502, 503, 504):
                raise Unavailable(f"status {error.code}") from error
            raise
        except (OSError, http.client.HTTPException) as error:
            raise Unavailable(f"{self._url}: {error}") from error
        errors = answer.get("errors", [])
        for error in errors:
            if error.get("extensions", {}).get("code") == "UNAVAILABLE":
                raise Unavailable(error["message"])
        if errors:
            raise Refused(errors[0])
        return answer["data"]
