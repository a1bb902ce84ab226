// Asks dbcheck and its peers the same questions side by side, and prints what each answered as Markdown tables.
// The argument is how often each is asked. Ends with 1 when an answer of dbcheck is wrong.
import { registerHooks } from 'node:module';

// The servers are those of the tests: TypeScript, of which Node strips the types, with imports that end in .js.
registerHooks({
  resolve(specifier, context, next) {
    const source = context.parentURL?.endsWith('.ts') && specifier.startsWith('.');
    const found = next(source ? specifier.replace(/\.js$/, '.ts') : specifier, context);
    return found.url.endsWith('.ts') ? { ...found, format: 'module-typescript' } : found;
  },
});

const { sideBySide } = await import('./peers/side-by-side.ts');
process.exitCode = (await sideBySide(Number(process.argv[2] ?? 3))) ? 0 : 1;
