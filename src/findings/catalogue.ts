import { checkFindings } from './check.js';
import { connectFindings } from './connect.js';
import { dialectFindings } from './dialect.js';
import { dotenvFindings } from './dotenv.js';
import type { Entry } from './entry.js';
import { envFindings } from './env.js';
import { environmentFindings } from './environment.js';
import { pathFindings } from './path.js';
import { stateFindings } from './state.js';
import { strayFindings } from './stray.js';
import { tlsFindings } from './tls.js';
import { urlFindings } from './url.js';

/** Every code, once. */
export const catalogue = {
  ...envFindings,
  ...environmentFindings,
  ...dotenvFindings,
  ...dialectFindings,
  ...urlFindings,
  ...connectFindings,
  ...tlsFindings,
  ...stateFindings,
  ...pathFindings,
  ...strayFindings,
  ...checkFindings,
};

export type Catalogue = typeof catalogue;
export type FindingCode = keyof Catalogue;
export type FactsOf<C extends FindingCode> = Catalogue[C] extends Entry<infer F> ? F : never;
