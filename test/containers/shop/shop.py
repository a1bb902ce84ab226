"""The application of examples/kubernetes: answers the probes, and tells which process of which user it is."""
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        body = f'process {os.getpid()} of user {os.getuid()}\n'.encode()
        self.send_response(200 if self.path == '/healthz' else 404)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
server = HTTPServer(('', int(os.environ['PORT'])), Shop)
print('listening', flush=True)
server.serve_forever()
