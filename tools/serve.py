"""Show a folder on 127.0.0.1: `python tools/serve.py FOLDER [PORT]`. For the demo only; a dossier opens from disk just as well."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each request, and lets no browser keep an old page."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the header that keeps a rebuilt dossier from being shown as it was."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def open_server(folder: str, port: int) -> ThreadingHTTPServer:
    """Listen on `port`, or on any free one when it is taken."""
    handler = partial(Quiet, directory=folder)
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return ThreadingHTTPServer(("127.0.0.1", 0), handler)


def main() -> None:
    """Serve until Ctrl-C."""
    folder, port = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8000
    with open_server(folder, port) as server:
        print(f"The dossier is at http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
