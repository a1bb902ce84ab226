import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { describe, expect, inject, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Report } from '../../src/report.js';
import { codes, dbcheck, folder } from '../../test/e2e/dbcheck.js';
import { unknownFields } from '../../test/examples/known-fields.js';

interface Container {
  readonly name: string;
  readonly args: readonly string[];
  readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
  readonly securityContext: object;
}

const read = (name: string) =>
  parseAllDocuments(readFileSync(join(import.meta.dirname, name), 'utf8')).map((each) => each.toJS());
const [cronJob, claim] = read('cron-job.yaml');
const [beforeRelease] = read('before-a-release.yaml');
const PODS = {
  'cron-job.yaml': cronJob.spec.jobTemplate.spec.template.spec,
  'before-a-release.yaml': beforeRelease.spec.template.spec,
};

/** What a container does, with its volume as a folder; its secret has a database that takes it, or does not. */
async function run({ args, envFrom }: Container, reports: string, healthy: boolean) {
  expect(envFrom).toHaveLength(1);
  const url = new URL(inject('postgres').url);
  if (!healthy) url.password = 'wrong';
  const words = args.map((word) => word.replace('/reports', reports).replace(/^60s$/, '1s'));
  return dbcheck(words, { cwd: folder(), env: { DATABASE_URL: String(url) } });
}

describe.each(Object.entries(PODS))('%s', (_, pod) => {
  it('keeps to the restricted pod standard, and does not try a wrong password again', () => {
    expect(pod.restartPolicy).toBe('Never');
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext } of pod.containers as Container[]) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('gives each service its own secret and a report of its own', async () => {
    const reports = folder();
    const containers: Container[] = pod.containers;
    expect(new Set(containers.map(({ envFrom }) => envFrom[0]?.secretRef.name)).size).toBe(containers.length);
    const seen = await Promise.all(
      containers.map(async (container, index) => {
        const { status, stdout } = await run(container, reports, index === 0);
        const text = container.args.includes('json')
          ? stdout
          : readFileSync(join(reports, `${container.name}.json`), 'utf8');
        return { status, codes: codes(JSON.parse(text) as Report) };
      }),
    );
    expect(seen).toEqual([
      { status: 0, codes: [] },
      { status: 1, codes: ['connect/auth-failed'] },
    ]);
  });
});

it.each([
  ['CronJob', CronJob, cronJob],
  ['PersistentVolumeClaim', PersistentVolumeClaim, claim],
  ['Job', Job, beforeRelease],
])(
  'the %s holds to the published schema of Kubernetes, and has no field that it does not know',
  (_, model, manifest) => {
    expect(unknownFields(manifest, (value) => model.prototype.validate.call(value))).toEqual([]);
  },
);
