/** What `docker run --env-file` sets; a string tells why it refuses the file. A name alone hands a variable on. */
export function readAsDocker(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> | string {
  const values: Record<string, string> = {};
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = equals < 0 ? line : line.slice(0, equals);
    if (name === '') return `line ${index + 1} has no name`;
    if (/\s/.test(name)) return `the name in line ${index + 1} has blanks`;
    const value = equals < 0 ? env[name] : line.slice(equals + 1);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
