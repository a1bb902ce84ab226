import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IContainer } from 'kubernetes-models/v1/Container';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { unknownFields } from './known-fields.js';

const folder = join(import.meta.dirname, '../../examples/kubernetes');
const manifests = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => parse(readFileSync(join(folder, name), 'utf8')) as IDeployment;

/** Throws what the published schema of Kubernetes has against it. Not of a new object: that would be a copy. */
const validate = (value: object) => Deployment.prototype.validate.call(value);

describe.each(manifests)('examples/kubernetes/%s', (name) => {
  const deployment = read(name);
  const pod = deployment.spec?.template.spec;
  const containers: readonly IContainer[] = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];

  it('holds to the published schema of Kubernetes', () => {
    expect(() => validate(deployment)).not.toThrow();
  });

  it('has no field that Kubernetes does not know', () => {
    expect(unknownFields(deployment, validate)).toEqual([]);
  });

  it('holds to the restricted pod security standard', () => {
    expect(pod).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const forbidden of ['hostNetwork', 'hostPID', 'hostIPC', 'volumes', 'ephemeralContainers']) {
      expect(pod).not.toHaveProperty(forbidden);
    }
    for (const { securityContext, ports = [] } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      for (const port of ports) expect(port).not.toHaveProperty('hostPort');
    }
  });

  it('lets dbcheck run in 64Mi, and shows its summary in the status of the pod', () => {
    const checking = containers.find(
      ({ name: own, command }) => own === 'dbcheck' || command?.[0] === 'dbcheck',
    );
    expect(checking).toMatchObject({
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      resources: { limits: { memory: '64Mi' } },
    });
  });

  it('takes the database from a secret, and probes over HTTP alone', () => {
    for (const { env, startupProbe, readinessProbe, livenessProbe } of containers) {
      expect(env).toMatchObject([{ valueFrom: { secretKeyRef: { name: 'shop-database' } } }]);
      for (const probe of [startupProbe, readinessProbe, livenessProbe]) {
        if (probe) expect(Object.keys(probe)).toContain('httpGet');
      }
    }
  });
});

describe('the schemas', () => {
  it('tell a wrong type and a misspelt field', () => {
    const [name = ''] = manifests;
    const wrong = { ...read(name), spec: { ...read(name).spec, replicas: 'two' } };
    expect(() => validate(wrong)).toThrow(/replicas must be integer/);
    const misspelt = { ...read(name), spek: {}, metadata: { name: 'shop', lables: {} } };
    expect(unknownFields(misspelt, validate)).toEqual(['metadata.lables', 'spek']);
  });
});
