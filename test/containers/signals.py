"""Prints each signal that it gets, and ends with 42 on SIGTERM."""
import os
import signal
import sys


def tell(number, _):
    print(signal.Signals(number).name, flush=True)
    if number == signal.SIGTERM:
        sys.exit(42)


for name in ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'WINCH', 'TERM']:
    signal.signal(getattr(signal, f'SIG{name}'), tell)
print(f'ready as {os.getpid()}', flush=True)
while True:
    signal.pause()
