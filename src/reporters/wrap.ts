/** Breaks at blanks, so that no line is longer than `width` characters where that is possible; never inside a word. */
export function wrap(text: string, width: number | null): string[] {
  if (width === null || text.length <= width) return [text];
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(' ')) {
    if (line === null) line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== null) lines.push(line);
  return lines;
}
