import { spawn } from 'node:child_process';

/** Runs lines of a platform's script by the shell that the platform names, and with nothing else in its environment. */
export function runScript(
  script: string,
  { cwd, env, shell }: { cwd: string; env: Readonly<Record<string, string>>; shell: readonly string[] },
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const [program = '', ...options] = shell;
    const child = spawn(program, [...options, '-c', script], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}
