/** One word of a POSIX shell command, quoted where that is needed. */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A path as an argument that no command takes for an option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}

/** Appends lines to a file, whose last line may lack its line end. */
export function appendLines(file: string, lines: readonly string[], ended: boolean): string {
  return `printf '${ended ? '' : '\\n'}%s\\n' ${lines.map((line) => `'${line.replaceAll("'", `'\\''`)}'`).join(' ')} >> ${shellPath(file)}`;
}
