"""A note book over HTTP: POST / adds a note, GET / lists them all, GET /healthz says that it runs."""
import os
import signal
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

database = sqlite3.connect(os.environ['DATABASE_URL'].removeprefix('sqlite:///'))
database.execute('create table if not exists notes (text text not null)')


class Notes(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/healthz':
            return self.answer('ok\n')
        self.answer(''.join(f'{text}\n' for (text,) in database.execute('select text from notes')))

    def do_POST(self):
        text = self.rfile.read(int(self.headers['Content-Length'])).decode()
        with database:
            database.execute('insert into notes values (?)', [text])
        self.answer('noted\n')

    def answer(self, text):
        body = text.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# The first process of a container gets SIGTERM only where it asks for it.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
port = int(os.environ.get('PORT', '8000'))
server = HTTPServer(('', port), Notes)
print(f'listening on port {port}', flush=True)
server.serve_forever()
