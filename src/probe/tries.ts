/** What became of one address: `ECONNREFUSED`, or `no answer` where packets are dropped. */
export interface Try {
  readonly address: string;
  readonly port: number;
  readonly result: string;
  readonly ms: number;
}

export const NO_ANSWER = 'no answer';

/** Of a place that is no host. */
export const NOTHING_KNOWN = {
  named: false,
  hostsLine: null,
  container: false,
  kubernetes: false,
  platform: null,
  services: [],
  listening: [],
  sockets: [],
  published: null,
};
