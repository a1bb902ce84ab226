import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchema } from '../../src/config/json-schema.js';
import { CONTRACT_EXAMPLE } from './contract-example.js';

const schema = jsonSchema();
const holds = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);

describe('the JSON Schema', () => {
  it('is of draft 2020-12, with a title and with words for an editor to show', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Configuration of dbcheck',
      type: 'object',
      additionalProperties: false,
    });
    const { properties } = schema as { properties: Record<string, object> };
    expect(properties['databases']).toMatchObject({ $ref: '#/$defs/databases' });
    expect((schema as { $defs: Record<string, object> }).$defs['databases']).toHaveProperty('description');
  });

  it.each([
    CONTRACT_EXAMPLE,
    '{}',
    '$schema: x',
    'databases: { main: { tls: require, port: "${PORT}", dialect: "${D}" } }',
    'wait: 0s',
    'paths: [{ path: x, minFree: "${M:-1GB}" }]',
  ])('takes %j', (yaml) => {
    expect(holds(parse(yaml)), JSON.stringify(holds.errors)).toBe(true);
  });

  it.each([
    'databses: {}',
    'databases: { main: { hots: x } }',
    'databases: { main: { dialects: [oracle] } }',
    'databases: { main: { dialect: oracle } }',
    'databases: { main: { tls: on } }',
    'databases: { main: { port: 70000 } }',
    'databases: { main: { version: newest } }',
    'env: { A: maybe }',
    'env: { 1A: required }',
    'env: { A: { type: word } }',
    'envGroups: [{}]',
    'envGroups: [{ anyOf: [A], allOrNone: [B] }]',
    'settings: [{ file: x }]',
    'paths: [{}]',
    'paths: [{ path: x, minFree: much }]',
    'severity: { env: error }',
    'severity: { env/missing: fatal }',
    'wait: 5',
    'timeout: soon',
    'environments: { test: { wiat: 5s } }',
    'environments: { test: { databases: { main: { dialects: [oracle] } } } }',
    '[]',
  ])('refuses %j', (yaml) => {
    expect(holds(parse(yaml))).toBe(false);
  });
});
