import { expect, test } from 'vitest';
import { satisfies, versionOrder } from '../../src/probe/version.js';

test.each([
  ['15.18', '>=14', true],
  ['15.18', '14', false],
  ['15.18', '15', true],
  ['15.18', '15.1', false],
  ['15.18', '>= 15.18', true],
  ['15.18', '>15.18', false],
  ['10.11.19', '>=10.6 <12', true],
  ['10.11.19', '>=10.6, <10.11', false],
  ['12.0.1', '>=10.6 <12', false],
  ['9.6.24', '>=10', false],
  ['17beta1', '>=17', true],
  ['3.54.1', '=3.54.1', true],
  ['15.18', 'newest', false],
  ['15.18', '', false],
])('version %s meets "%s": %s', (version, constraint, met) => {
  expect(satisfies(version, constraint)).toBe(met);
});

test.each([
  ['15.18', '>=14 <15', 'newer'],
  ['13.2', '>=14 <15', 'older'],
  ['15.18', '14', 'newer'],
  ['15.18', '15.19', 'older'],
  ['15.18', '16', 'older'],
  ['15.18', '>15.18', 'older'],
  ['15.18', 'newest', null],
])('version %s is, by "%s", %s', (version, constraint, order) => {
  expect(versionOrder(version, constraint)).toBe(order);
});
