import { MYSQL } from './answers/mysql.js';
import { MYSQL_PROXIES } from './answers/mysql-proxies.js';
import type { Row } from './answers/row.js';

/**
 * What MySQL, MariaDB, and the services that speak their protocol, mean by their errors. The first row that
 * fits counts: words that only one proxy uses come before the server's own, which go by number.
 */
export const MYSQL_ANSWERS: readonly Row[] = [...MYSQL_PROXIES, ...MYSQL];
