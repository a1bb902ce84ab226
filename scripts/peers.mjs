// Asks dbcheck and its peers the same questions side by side, and prints what each answered as Markdown tables.
// The argument is how often each is asked. Ends with 1 when an answer of dbcheck is wrong.
import './strip-types.mjs';

const { sideBySide } = await import('./peers/side-by-side.ts');
process.exitCode = (await sideBySide(Number(process.argv[2] ?? 3))) ? 0 : 1;
