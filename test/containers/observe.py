"""Prints what a process can know of itself, as JSON: what the tests compare with and without dbcheck before it."""
import json
import os
import resource
import sys
import termios


def links(folder):
    for name in sorted(os.listdir(folder), key=int):
        try:
            target = os.readlink(f'{folder}/{name}')
        except FileNotFoundError:
            continue  # the descriptor that listed the folder
        yield name, target.split(':')[0]


def status():
    with open('/proc/self/status') as lines:
        return {name: value.split() for name, value in (line.split(':', 1) for line in lines)}


def text(path):
    with open(path, errors='surrogateescape') as file:
        return file.read()


def terminal(number):
    *flags, letters = termios.tcgetattr(number)
    return [*flags, [each if isinstance(each, int) else ord(each) for each in letters]]


def memory_limit():
    for path in ['/sys/fs/cgroup/memory/memory.limit_in_bytes', '/sys/fs/cgroup/memory.max']:
        if os.path.exists(path):
            return text(path).strip()


own = status()
KEPT = ['Umask', 'PPid', 'TracerPid', 'Uid', 'Gid', 'Groups', 'NSpgid', 'NSsid', 'Threads', 'SigPnd', 'ShdPnd', 'SigBlk',
        'SigIgn', 'SigCgt', 'CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp', 'THP_enabled']
# RLIMIT_OFILE is RLIMIT_NOFILE by its older name.
limits = [name for name in dir(resource) if name.startswith('RLIMIT_') and name != 'RLIMIT_OFILE']
json.dump({
    'pid': os.getpid(),
    'program': os.readlink('/proc/self/exe'),
    'name': text('/proc/self/comm').strip(),
    'arguments': sys.orig_argv,
    'environment': dict(os.environ),
    'folder': os.getcwd(),
    'mapped': sorted({line.split()[5] for line in text('/proc/self/maps').splitlines() if '/' in line}),
    'descriptors': dict(links('/proc/self/fd')),
    'flags': {number: text(f'/proc/self/fdinfo/{number}').split()[3] for number in range(3)},
    'terminals': [os.isatty(number) for number in range(3)],
    'settings': terminal(0) if os.isatty(0) else None,
    'memoryLimit': memory_limit(),
    'temporary': [path for path in ['/tmp', '/var/tmp', '/run', '/dev/shm'] if os.access(path, os.W_OK)],
    'shells': [path for path in ['/bin/sh', '/bin/bash', '/bin/busybox'] if os.path.exists(path)],
    'children': text('/proc/self/task/1/children').split(),
    'processes': sorted(int(name) for name in os.listdir('/proc') if name.isdigit()),
    'limits': {name: resource.getrlimit(getattr(resource, name)) for name in limits},
    'status': {name: own[name] for name in KEPT if name in own},
    'niceness': os.getpriority(os.PRIO_PROCESS, 0),
    'policy': os.sched_getscheduler(0),
    'processors': sorted(os.sched_getaffinity(0)),
    'outOfMemory': text('/proc/self/oom_score_adj').strip(),
    'personality': text('/proc/self/personality').strip(),
    'dumpable': os.stat('/proc/self/mem').st_uid == os.getuid(),
}, sys.stdout)
