"""Counts its visitors."""
import os
import signal
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

folder = '/data' if 'SPACE_ID' in os.environ else '.'
database = sqlite3.connect(f'{folder}/visits.db')
database.execute('create table if not exists visits (at text not null default current_timestamp)')


class Visits(BaseHTTPRequestHandler):
    def do_GET(self):
        with database:
            database.execute('insert into visits default values')
        (count,) = database.execute('select count(*) from visits').fetchone()
        body = f'{count} visits\n'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# The first process of a container gets SIGTERM only where it asks for it.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
port = int(os.environ.get('PORT', '7860'))
server = HTTPServer(('', port), Visits)
print(f'listening on port {port}', flush=True)
server.serve_forever()
