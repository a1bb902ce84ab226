// Lets a script import the servers of the tests: TypeScript, of which Node strips the types, with imports that
// end in .js.
import * as module from 'node:module';

const { registerHooks } = module;

// Bun needs none of this.
registerHooks?.({
  resolve(specifier, context, next) {
    const source = context.parentURL?.endsWith('.ts') && specifier.startsWith('.');
    const found = next(source ? specifier.replace(/\.js$/, '.ts') : specifier, context);
    return found.url.endsWith('.ts') ? { ...found, format: 'module-typescript' } : found;
  },
});
