// Where the standalone executable begins; the npm package begins at dbcheck.js.
import { main } from '../src/cli.js';

main();
