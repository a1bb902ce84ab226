import { type Row, saidBy } from './row.js';

/** What Supabase's pooler says: first in words alone, since 2.8 with a code in parentheses before them. */
export const SUPABASE: readonly Row[] = saidBy('Supabase', [
  {
    text: /tenant or user not found|ENOIDENTIFIER|tenant identifier|tenant\/user .* not found|invalid format for user or db_name/i,
    code: 'connect/pooler-identity',
    reason: 'supabase',
  },
  {
    text: /max clients reached|MaxClients|max (client|proxy) connections reached|max pools count reached/i,
    code: 'connect/too-many-connections',
    reason: 'pooler',
  },
  {
    text: /check out process from the pool|ECHECKOUTTIMEOUT/,
    code: 'connect/too-many-connections',
    reason: 'pooler',
  },
  {
    text: /too many authentication (errors|failures)/i,
    code: 'connect/auth-failed',
    reason: 'blocked',
  },
  {
    text: /ECIRCUITBREAKER|failed to retrieve database credentials/i,
    code: 'connect/pooler-backend-down',
  },
  {
    text: /EAUTHQUERY.*user not found/,
    code: 'connect/auth-failed',
    reason: 'role-missing',
  },
  {
    text: /EAUTHQUERY.*(connection failed|query failed)/,
    code: 'connect/pooler-backend-down',
  },
  { text: /EAUTHQUERY/, code: 'connect/auth-failed', reason: 'auth-query' },
  { text: /SSL connection is required($| for user)/, plain: true, code: 'tls/required' },
  { text: /not in tenant allow_list/i, code: 'connect/host-not-allowed', reason: 'allow-list' },
  { text: /EBANNED|tenant is banned/, code: 'state/not-accepting', reason: 'banned' },
  { text: /Authentication error, reason/, code: 'connect/auth-failed', reason: 'pooler' },
  {
    text: /DbHandler exited|EDBHANDLEREXITED|connection to database closed|failed to subscribe to tenant|pool (is )?terminating/i,
    code: 'connect/pooler-backend-down',
  },
]);
