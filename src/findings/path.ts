import { pathAccessFindings } from './path-access.js';
import { pathStorageFindings } from './path-storage.js';
import { pathWritableFindings } from './path-writable.js';

export const pathFindings = { ...pathAccessFindings, ...pathWritableFindings, ...pathStorageFindings };
