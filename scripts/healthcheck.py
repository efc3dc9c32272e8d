"""Asks the web server of this container for /healthz; the exit code is the answer."""

import os
import urllib.request

port = os.environ.get("GRANIAN_PORT", "8000")
host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
urllib.request.urlopen(request, timeout=4).close()
