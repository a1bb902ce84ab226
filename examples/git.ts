import { execFileSync } from 'node:child_process';

/** Git in this folder, as somebody whose settings are not the machine's. */
export function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=dbcheck', '-c', 'user.email=dbcheck@example.com'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
