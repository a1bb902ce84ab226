/** What Kubernetes' restricted pod standard and a small memory limit make of a container, in podman's options. */
export const RESTRICTED = [
  ...['--user', '65534:65534'],
  ...['--read-only', '--read-only-tmpfs=false'],
  ...['--cap-drop', 'all'],
  ...['--security-opt', 'no-new-privileges'],
  ...['--memory', '64m'],
];
