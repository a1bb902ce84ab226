import { pathAccessFindings } from './path-access.js';
import { pathStorageFindings } from './path-storage.js';

export const pathFindings = { ...pathAccessFindings, ...pathStorageFindings };
