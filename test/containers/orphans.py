"""Starts a child that leaves a child of its own behind, and tells what becomes of that one."""
import os
import time

if os.fork() == 0:
    if os.fork() == 0:
        while os.getppid() != 1:
            time.sleep(0.01)
        os._exit(9)
    os._exit(8)
ended = sorted(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(2))
print(f'process {os.getpid()} reaped {ended}')
try:
    os.wait()
except ChildProcessError:
    print('and there is no other')
