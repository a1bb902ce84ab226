import { type Row, saidBy } from './row.js';

/** What Neon's proxy says; `Console` became `Control plane` in 2025. */
export const NEON: readonly Row[] = saidBy('Neon', [
  { text: /connection is insecure/i, plain: true, code: 'tls/required' },
  {
    text: /endpoint id is not specified|inconsistent project name|endpoint (could not|cannot) be found|SNI is missing|common name (inferred from SNI|is not set)|project name .* must contain only/i,
    code: 'connect/pooler-identity',
    reason: 'neon',
  },
  {
    text: /IP address .* is not allowed|from a blocked network|VPC endpoint id .* is not allowed/i,
    code: 'connect/host-not-allowed',
    reason: 'allow-list',
  },
  { text: /endpoint (is|has been) disabled/i, code: 'state/not-accepting', reason: 'endpoint-disabled' },
  {
    text: /limit of concurrently active endpoints|active endpoints limit exceeded/i,
    code: 'connect/quota',
    reason: 'endpoints',
  },
  { text: /exceeded the .*quota|quota exceeded|check your quotas/i, code: 'connect/quota' },
  {
    text: /too many (database )?connection(s)? attempts|too many connections to this endpoint|failed to acquire permit/i,
    code: 'connect/too-many-connections',
    reason: 'rate',
  },
  { text: /Parameter .?user.? is missing/, code: 'connect/auth-failed', reason: 'no-user' },
  {
    text: /couldn't connect to compute|(control plane|console) request (failed|timed out)/i,
    code: 'connect/pooler-backend-down',
    reason: 'asleep',
  },
]);
