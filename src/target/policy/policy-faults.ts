import type { Reader } from '../clients/reader.js';
import type { OpenFault } from '../fault.js';
import type { OpenReading } from '../reading.js';
import { defaultCredentials } from './default-credentials.js';
import { placeFaults } from './place-faults.js';
import { providerFaults } from './provider-faults.js';

/** What no grammar forbids and somebody should know: of a reading that could be read, by whatever client. */
export function policyFaults(reading: OpenReading, reader: Reader): OpenFault[] {
  if (reading.ambiguous || reading.faults.some(({ severity }) => severity === 'error')) return [];
  return [
    ...defaultCredentials(reading),
    ...placeFaults(reading, reader),
    ...providerFaults(reading, reader),
  ];
}
